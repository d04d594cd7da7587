import { z } from "zod";
import { integerVariable } from "../../platform/variables.js";

/** The environment variables of what is kept in memory for known documents. */
export const planVariables = z.object({
  PLANS_MAX: integerVariable({ min: 0, max: 100_000 }).default(1_000).meta({
    description:
      "Documents whose plan is kept, so that a known document is answered without parsing it again; 0 for none.",
  }),
  FRAGMENTS_MAX_MEGABYTES: integerVariable({ min: 0, max: 65_536 }).default(128).meta({
    description:
      "Memory for the JSON of entities that were answered, in MiB; 0 for none. 128 holds about 100,000 entities of 1 kB.",
  }),
  DIRECTORY_CACHE_MS: integerVariable({ min: 0, max: 2_000 }).default(2_000).meta({
    description:
      "Milliseconds for which a user's links are served from memory; 0 for never. A change by this process counts at once; a change by another process counts at once through Redis, and otherwise after this time.",
  }),
  DIRECTORY_CACHE_USERS: integerVariable({ min: 1, max: 10_000_000 }).default(100_000).meta({
    description: "Users whose links are kept in memory for that time.",
  }),
});
