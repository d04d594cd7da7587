import { z } from "zod";
import type { Settings } from "../../platform/camel-case.js";
import {
  integerVariable,
  listVariable,
  originVariable,
  rateLimitsVariable,
  textVariable,
  timeoutVariable,
  urlVariable,
} from "../../platform/variables.js";

const tenantRealms = listVariable()
  .refine(
    (pairs) => pairs.every((pair) => /^[^\s=]+=[^\s=]+$/.test(pair)),
    "must be pairs such as us-1=tenant.us.auth0.com",
  )
  .transform((pairs) => new Map(pairs.map((pair) => pair.split("=") as [string, string])));

/** Variables that must be set together, without the prefix. */
const basic = ["BASIC_USER", "BASIC_PASSWORD"];
const client = ["TOKEN_URL", "CLIENT_ID", "CLIENT_SECRET", "AUDIENCE"];

const credentials =
  "needs one way to sign in: NEXUS_APPLICATION_TOKEN with NEXUS_TOKEN or with NEXUS_TOKEN_URL, NEXUS_CLIENT_ID, NEXUS_CLIENT_SECRET and NEXUS_AUDIENCE; or NEXUS_BASIC_USER with NEXUS_BASIC_PASSWORD";

export const nexusVariables = z
  .object({
    NEXUS_BASE_URL: originVariable().meta({
      description: "Origin of the Nexus API, which is served under /v1.",
      example: "https://api.ecinexus.com",
    }),
    NEXUS_ENVIRONMENT: textVariable().optional().meta({
      description:
        "Name of the environment: the realm of its links, so it must never change. The host of NEXUS_BASE_URL when absent.",
      example: "nexus-production",
    }),
    NEXUS_TOKEN: textVariable()
      .optional()
      .meta({ description: "Bearer token that does not expire.", secret: true }),
    NEXUS_TOKEN_URL: urlVariable().optional().meta({
      description: "Token endpoint from which bearer tokens are fetched by client credentials.",
      example: "https://login.example.com/oauth/token",
    }),
    NEXUS_CLIENT_ID: textVariable().optional().meta({ description: "Client for that endpoint." }),
    NEXUS_CLIENT_SECRET: textVariable()
      .optional()
      .meta({ description: "Secret of that client.", secret: true }),
    NEXUS_AUDIENCE: textVariable().optional().meta({ description: "Audience of those tokens." }),
    NEXUS_APPLICATION_TOKEN: textVariable().optional().meta({
      description: "Application token, sent with every bearer token.",
      secret: true,
    }),
    NEXUS_APPLICATION_TOKEN_HEADER: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, "must be a header name")
      .default("X-Application-Token")
      .meta({
        description: "Header that carries the application token; the name is not documented by Nexus.",
      }),
    NEXUS_BASIC_USER: textVariable()
      .optional()
      .meta({ description: "User of HTTP Basic, instead of tokens." }),
    NEXUS_BASIC_PASSWORD: textVariable()
      .optional()
      .meta({ description: "Password of that user.", secret: true }),
    NEXUS_LOOKUP: z.enum(["auto", "list", "get"], 'must be "auto", "list" or "get"').default("auto").meta({
      description:
        "How users are read. list: up to 15 per call by a filter. get: one per call. auto: list, or get when the environment has no list.",
    }),
    NEXUS_TENANT_REALMS: tenantRealms.default(new Map()).meta({
      description:
        "Which Auth0 realm each identity-provider tenant of Nexus is, as name=realm separated by commas; the name may be the tenant's name, host, Auth0 name or login domain. A tenant whose host is the realm needs no entry. Identities of other tenants are shown but not linked.",
      example: "us-1=tenant.us.auth0.com",
    }),
    NEXUS_TIMEOUT_MS: timeoutVariable().default(5_000).meta({
      description: "Timeout of one call in milliseconds, headers and body together.",
    }),
    NEXUS_LIST_LAG_MS: integerVariable({ min: 0, max: 3_600_000 }).default(60_000).meta({
      description:
        "Milliseconds that the list of users may lag behind a write. For so long after a write here, the user is read by id.",
    }),
    NEXUS_RATE_LIMITS: rateLimitsVariable().prefault("requests=50:50/1s").meta({
      description:
        "Rate limit as requests=burst:added/interval. Nexus publishes none; the default is a choice of this service.",
      example: "requests=50:50/1s",
    }),
    NEXUS_CONCURRENCY: integerVariable({ min: 1, max: 1_000 }).default(50).meta({
      description: "Maximum number of concurrent calls.",
    }),
  })
  .refine(hasCredentials, { error: credentials, path: ["NEXUS_BASE_URL"], when: () => true })
  .refine((given) => isWhole(given, basic), toHalf(basic))
  .refine((given) => isWhole(given, client), toHalf(client))
  .refine((given) => !has(given, "APPLICATION_TOKEN") || hasToken(given), {
    error: "needs NEXUS_TOKEN, or NEXUS_TOKEN_URL with its client variables",
    path: ["NEXUS_APPLICATION_TOKEN"],
    when: ({ value }) => hasCredentials(value as Given),
  })
  .refine((given) => !hasToken(given) || has(given, "APPLICATION_TOKEN"), {
    error: "must be set, because a bearer token is",
    path: ["NEXUS_APPLICATION_TOKEN"],
    when: ({ value }) => hasCredentials(value as Given),
  });

export type NexusSettings = Settings<z.output<typeof nexusVariables>, "NEXUS_">;

type Given = Readonly<Record<string, unknown>>;

/** The bearer scheme needs both tokens; Basic needs none. */
function hasCredentials(given: Given): boolean {
  return (hasToken(given) && has(given, "APPLICATION_TOKEN")) || has(given, ...basic);
}

function hasToken(given: Given): boolean {
  return has(given, "TOKEN") || has(given, ...client);
}

function has(given: Given, ...names: readonly string[]): boolean {
  return names.every((name) => given[`NEXUS_${name}`] !== undefined);
}

function isWhole(given: Given, names: readonly string[]): boolean {
  return has(given, ...names) || !names.some((name) => has(given, name));
}

/** An incomplete set of credentials beside a complete one is an error too; without a complete one, `credentials` reports it. */
function toHalf(names: readonly string[]) {
  const all = names.map((name) => `NEXUS_${name}`);
  return {
    error: `goes with ${all.slice(1).join(", ")}: set all of them or none`,
    path: [all[0] as string],
    when: ({ value }: { readonly value: unknown }) => hasCredentials(value as Given),
  };
}
