import { z } from "zod";
import type { Settings } from "../../platform/camel-case.js";
import {
  integerVariable,
  originVariable,
  rateLimitsVariable,
  textVariable,
  timeoutVariable,
} from "../../platform/variables.js";

/** The rate limits of the Management API by plan, from Auth0's documentation. */
const plans: Readonly<Record<string, string>> = {
  free: "global=2:2/1s",
  essentials: "users_read=40:1/120ms,users_write=20:1/300ms", // 500 and 200 a minute
  professional: "users_read=40:1/120ms,users_write=20:1/300ms",
  enterprise: "global=50:16/1s",
  "enterprise-development": "global=10:2/1s",
};

const planNames = Object.keys(plans).join(", ");

export const auth0Variables = z.object({
  AUTH0_BASE_URL: originVariable().meta({
    description: "Origin of the Auth0 tenant, which serves the Management API under /api/v2.",
    example: "https://tenant.us.auth0.com",
  }),
  AUTH0_DOMAIN: textVariable().optional().meta({
    description:
      "Canonical tenant domain: the realm of its links, so it must never change. The host of AUTH0_BASE_URL when absent.",
    example: "tenant.us.auth0.com",
  }),
  AUTH0_CLIENT_ID: textVariable().meta({
    description:
      "Machine-to-machine application with read:users (and update:users, create:users for writes).",
  }),
  AUTH0_CLIENT_SECRET: textVariable().meta({ description: "Secret of that application.", secret: true }),
  AUTH0_AUDIENCE: textVariable().optional().meta({
    description: "Audience of the Management API. https://AUTH0_DOMAIN/api/v2/ when absent.",
    example: "https://tenant.us.auth0.com/api/v2/",
  }),
  AUTH0_TIMEOUT_MS: timeoutVariable().default(5_000).meta({
    description: "Timeout of one call in milliseconds, headers and body together.",
  }),
  AUTH0_SEARCH_LAG_MS: integerVariable({ min: 0, max: 3_600_000 }).default(60_000).meta({
    description:
      "Milliseconds that the search index may lag behind a write. For so long after a write here, the user is read by id.",
  }),
  AUTH0_RATE_LIMITS: z
    .string()
    .transform((text) => plans[text] ?? text)
    .pipe(rateLimitsVariable())
    .prefault("enterprise")
    .meta({
      description: `The tenant's rate limits: by the plan (${planNames}; enterprise when absent), or as class=burst:added/interval separated by commas. Classes: global, users_read, users_write; an omitted class has no limit.`,
      example: "enterprise",
    }),
  AUTH0_CONCURRENCY: integerVariable({ min: 1, max: 1_000 }).default(50).meta({
    description: "Maximum number of concurrent calls.",
  }),
});

export type Auth0Settings = Settings<z.output<typeof auth0Variables>, "AUTH0_">;
