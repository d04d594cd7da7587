import { z } from "zod";
import { integerVariable, originVariable, textVariable, timeoutVariable } from "../../platform/variables.js";

export const auth0Config = z.object({
  AUTH0_BASE_URL: originVariable().meta({
    description: "Origin of the Auth0 tenant. The Management API is asked under /api/v2.",
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
    description: "Milliseconds that one call may take, headers and body together.",
  }),
  AUTH0_SEARCH_LAG_MS: integerVariable({ min: 0, max: 3_600_000 }).default(60_000).meta({
    description:
      "Milliseconds that the search index may lag behind a write. A user changed here within that time is read by id.",
  }),
});

export type Auth0Config = z.output<typeof auth0Config>;
