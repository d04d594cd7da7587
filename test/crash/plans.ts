import type { Plan } from "./battery.js";
import { createMutations } from "./create-mutations.js";
import { linkMutations } from "./link-mutations.js";
import type { Series } from "./points.js";
import { updateMutation } from "./update-mutation.js";

/** `npm run test:crash` sets it. */
export const isFull = process.env.CRASH === "full";

const everyPoint: readonly Series[] = [
  { kind: "statement", step: 1 },
  { kind: "before", step: 1 },
  { kind: "after", step: 1 },
];

const [createForNewUser, createForKnownUser, createUnderTakenName] = createMutations;

export const fullPlans: readonly Plan[] = [...createMutations, updateMutation, ...linkMutations].map(
  (mutation) => ({ mutation, series: everyPoint }),
);

/** The creation at every provider call and some statements, the others here and there. */
export const shortPlans: readonly Plan[] = [
  {
    mutation: createForNewUser,
    series: [
      { kind: "before", step: 1 },
      { kind: "after", step: 1 },
      { kind: "statement", step: 3 },
    ],
  },
  { mutation: createForKnownUser, series: [{ kind: "after", step: 2 }] },
  { mutation: createUnderTakenName, series: [{ kind: "before", step: 1 }] },
  { mutation: updateMutation, series: [{ kind: "after", step: 2 }] },
  ...linkMutations.map((mutation) => ({
    mutation,
    series: [
      { kind: "after", step: 1 },
      { kind: "statement", step: 4 },
    ] as const,
  })),
];
