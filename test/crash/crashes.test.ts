import { sharedStoreKinds } from "../support/directories.js";
import { describeCrashes } from "./battery.js";
import { fullPlans, isFull, shortPlans } from "./plans.js";

const timeoutMs = isFull ? 900_000 : 120_000;

for (const kind of isFull ? sharedStoreKinds : sharedStoreKinds.slice(0, 1))
  describeCrashes(kind, isFull ? fullPlans : shortPlans, timeoutMs);
