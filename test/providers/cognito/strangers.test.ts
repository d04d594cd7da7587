import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { chooseSeed } from "../../support/random.js";
import { type Creations, openCreations } from "./creations.js";
import { findViolations } from "./stranger-runs.js";
import { type Story, stories } from "./stranger-stories.js";

const workers = 4;
const runs = Number(process.env.STRANGER_RUNS ?? 120);
const seed = chooseSeed("STRANGER_SEED", 20_260_901);

let harnesses: readonly Creations[];

beforeAll(async () => {
  harnesses = await Promise.all(Array.from({ length: workers }, () => openCreations()));
});
afterAll(async () => {
  await Promise.all(harnesses.map((harness) => harness.close()));
});

test(`whatever is lost or killed, no call changes or links a stranger's account, and every mark comes off (${runs} runs, seed ${seed})`, async () => {
  await Promise.all(
    harnesses.map((harness, worker) =>
      fc.assert(
        fc.asyncProperty(stories, async (story: Story) => {
          expect(await findViolations(harness, story)).toEqual([]);
        }),
        { seed: seed + worker, numRuns: Math.ceil(runs / workers) },
      ),
    ),
  );
}, 300_000);
