import { afterAll, beforeAll, test } from "@jest/globals";
import fc from "fast-check";
import { registry } from "../../src/app.js";
import { createSubgraph } from "../../src/graphql/schema/build-schema.js";
import { chooseSeed } from "../support/random.js";
import { type Schedule, schedules } from "./schedule.js";
import { findViolations } from "./schedule-check.js";
import { type Harness, openHarness } from "./schedule-harness.js";
import { type Asking, runSchedule } from "./schedule-run.js";

/** SCHEDULE_SEED and SCHEDULE_PATH, as a failure prints them, run one schedule again and look for a shorter one. */
const { CRASH, SCHEDULE_PATH } = process.env;
const isReplay = SCHEDULE_PATH !== undefined;
const runs = Number(process.env.SCHEDULE_RUNS ?? (CRASH === "full" ? 1_000 : 60));
const workers = 6;
const seed = chooseSeed("SCHEDULE_SEED");

let harnesses: readonly Harness[];

beforeAll(async () => {
  const { schema } = await createSubgraph(registry);
  harnesses = await Promise.all(
    Array.from({ length: workers }, (_, worker) => openHarness(schema, worker % 2 === 0)),
  );
});

afterAll(async () => {
  await Promise.all(harnesses.map((harness) => harness.close()));
});

test(
  `whatever is killed, lost, throttled or repeated, no write is lost, doubled or misreported: ${runs} random schedules`,
  async () => {
    // schedules mostly wait, so several run at once; a replay needs its worker too, which the seed determines
    const ends = await Promise.allSettled(
      harnesses.map(async (harness, worker) => {
        const isMeant = !isReplay || seed % workers === worker;
        const workerSeed = isReplay ? seed : seed - (seed % workers) + worker;
        if (!isMeant) return;
        await fc.assert(
          fc.asyncProperty(schedules, (schedule) => check(harness, schedule)),
          {
            seed: workerSeed,
            numRuns: Math.ceil(runs / workers),
            endOnFailure: !isReplay,
            ...(isReplay && { path: SCHEDULE_PATH }),
          },
        );
      }),
    );
    const failures = ends.flatMap((end) => (end.status === "rejected" ? [toText(end.reason)] : []));
    if (failures.length > 0) throw new Error(failures.join("\n\n"));
  },
  CRASH === "full" || isReplay ? 1_800_000 : 60_000,
);

async function check(harness: Harness, schedule: Schedule): Promise<void> {
  const history = await runSchedule(harness, schedule);
  try {
    const violations = await findViolations(harness, history);
    if (violations.length > 0) throw new Error([...violations, ...history.askings.map(toLine)].join("\n"));
  } finally {
    await history.close();
  }
}

/** Seed, path and schedule, as fast-check prints them; then what went wrong. */
function toText({ message, cause }: Error): string {
  return `${message}\n${cause instanceof Error ? cause.message : ""}`;
}

function toLine({ start, end, command, answer }: Asking): string {
  return `${start}-${end} ${JSON.stringify(command)} -> ${JSON.stringify(answer)}`;
}
