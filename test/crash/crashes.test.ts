import { sharedStoreKinds } from "../support/directories.js";
import { chooseSeed, createRandom } from "../support/random.js";
import { describeCrashes } from "./battery.js";
import { createMutations } from "./create-mutations.js";
import { linkMutations } from "./link-mutations.js";
import { updateMutation } from "./update-mutation.js";

/** `npm run test:crash` sets it: every point, over every store. */
const isFull = process.env.CRASH === "full";
const mutations = [...createMutations, updateMutation, ...linkMutations];

for (const kind of isFull ? sharedStoreKinds : sharedStoreKinds.slice(0, 1))
  describeCrashes({
    kind,
    mutations,
    points: isFull ? "every point" : { perKind: 1, random: createRandom(chooseSeed("CRASH_SEED")) },
    timeoutMs: isFull ? 900_000 : 120_000,
  });
