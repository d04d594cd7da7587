import { z } from "zod";
import type { Settings } from "../platform/camel-case.js";
import { integerVariable, timeoutVariable } from "../platform/variables.js";

const lifetime = integerVariable({ min: 0, max: 86_400_000 });

/** The environment variables of this room. */
export const upstreamVariables = z.object({
  RATE_LIMIT_SHARE_PERCENT: integerVariable({ min: 1, max: 100 }).default(100).meta({
    description:
      "Part of each provider's rate limit that this process may use. Divide it among the processes when there is no REDIS_URL; with it, this is what a process keeps to while Redis is away.",
  }),
  READ_ATTEMPTS: integerVariable({ min: 1, max: 10 }).default(3).meta({
    description:
      "How often a read is sent at most when its failure may pass. Repetitions are a fifth of all calls at most.",
  }),
  BREAKER_PAUSE_MS: timeoutVariable().default(5_000).meta({
    description:
      "Milliseconds for which nothing is sent to a realm that fails more than half of its calls; then one call finds out.",
  }),
  BREAKER_WINDOW: integerVariable({ min: 10, max: 1_000 })
    .default(50)
    .meta({ description: "Last calls that the breaker looks at; it waits for a fifth of them." }),
  CACHE_FOUND_MS: lifetime.default(10_000).meta({
    description: "Milliseconds for which a provider's answer serves further reads; 0 for never.",
  }),
  CACHE_MISSING_MS: lifetime.default(5_000).meta({
    description: "The same for the answer that there is no such identity.",
  }),
  CACHE_STALE_MS: lifetime.default(300_000).meta({
    description:
      "Milliseconds for which an older answer may stand in, marked by staleSince, while its provider is in trouble; 0 for never.",
  }),
  CACHE_MAX_ENTRIES: integerVariable({ min: 1, max: 1_000_000 }).default(10_000).meta({
    description: "Identities that the cache holds at most; about 5 kB each.",
  }),
  CACHE_IN_REDIS: z
    .enum(["true", "false"], "must be true or false")
    .default("false")
    .transform((text) => text === "true")
    .meta({
      description:
        "Whether processes also share what they cached, through REDIS_URL. It holds personal data for CACHE_STALE_MS then.",
    }),
});

export type UpstreamSettings = Settings<z.output<typeof upstreamVariables>>;
