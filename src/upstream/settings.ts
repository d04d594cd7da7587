import { z } from "zod";
import type { Settings } from "../platform/camel-case.js";
import { integerVariable, timeoutVariable } from "../platform/variables.js";

const lifetime = integerVariable({ min: 0, max: 86_400_000 });

/** The environment variables of this module. */
export const upstreamVariables = z.object({
  RATE_LIMIT_SHARE_PERCENT: integerVariable({ min: 1, max: 100 }).default(100).meta({
    description:
      "Percentage of each provider's rate limit that this process may use. Without REDIS_URL, divide 100 among the processes; with it, a process uses this share only while Redis is unavailable.",
  }),
  READ_ATTEMPTS: integerVariable({ min: 1, max: 10 }).default(3).meta({
    description:
      "How often a read is sent at most if it fails temporarily. Retries are at most a fifth of all calls.",
  }),
  READ_LATE_AFTER_MS: timeoutVariable().default(250).meta({
    description:
      "Milliseconds beyond a realm's usual time (its 99th percentile) after which its answer counts as late; a profile is then taken from an earlier answer or from the next provider.",
  }),
  BREAKER_PAUSE_MS: timeoutVariable().default(5_000).meta({
    description:
      "Milliseconds for which nothing is sent to a realm after more than half of its calls failed; then one call probes it.",
  }),
  BREAKER_WINDOW: integerVariable({ min: 10, max: 1_000 }).default(50).meta({
    description: "How many of the last calls the breaker considers. It does not open before a fifth of them.",
  }),
  CACHE_FOUND_MS: lifetime.default(10_000).meta({
    description: "Milliseconds for which an identity is served from the cache; 0 for never.",
  }),
  CACHE_MISSING_MS: lifetime.default(5_000).meta({
    description: "The same for the answer that an identity does not exist.",
  }),
  CACHE_STALE_MS: lifetime.default(300_000).meta({
    description:
      "Milliseconds for which an older answer may be served as STALE while its provider is failing; 0 for never.",
  }),
  CACHE_MAX_MEGABYTES: integerVariable({ min: 1, max: 65_536 }).default(256).meta({
    description:
      "Memory that cached identities may take, in MiB by estimate; 256 holds about 100,000 identities.",
  }),
  CACHE_IN_REDIS: z
    .enum(["true", "false"], "must be true or false")
    .default("false")
    .transform((text) => text === "true")
    .meta({
      description:
        "Whether processes also share their cache through REDIS_URL. Redis then stores personal data for CACHE_STALE_MS.",
    }),
});

export type UpstreamSettings = Settings<z.output<typeof upstreamVariables>>;
