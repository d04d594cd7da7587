import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { emulatorsOf } from "../support/emulators.js";
import { print } from "./figures.js";
import { medianOf, usedHeapMb } from "./heap.js";
import { endMischief, setHanging, setMischief } from "./mischief.js";
import { faultShare, isFull, plan, requestTimeoutMs, seed } from "./plan.js";
import {
  askAround,
  type ChaosRun,
  readAll,
  runFor,
  runWithoutStore,
  startChaosRun,
  untilComplete,
} from "./run.js";
import { type ChaosStore, chaosStores } from "./stores.js";

/** Megabytes by which the heap of the second half may exceed that of the first: what the engine keeps beside our objects. */
const heapSlackMb = 12;

/** The second half's growth of the heap, and what the chaos was like, which is printed. */
async function runRounds(run: ChaosRun, title: string) {
  const { harness, figures, judge, loop } = run;
  harness.takeCalls();
  setMischief(harness.sandbox, faultShare);
  for (let round = 0; round < plan.rounds; round += 1) {
    await runFor(run, plan.roundMs);
    await harness.scrape();
    figures.calls += harness.takeCalls();
    figures.heapMb.push(usedHeapMb());
  }
  const hits = endMischief(harness.sandbox);
  const firstMb = medianOf(figures.heapMb.slice(0, plan.rounds / 2));
  const secondMb = medianOf(figures.heapMb.slice(plan.rounds / 2));
  print(title, {
    requests: figures.requests,
    "calls to providers": figures.calls,
    "calls that failed on purpose": hits,
    answers: judge.kinds,
    "longest request": `${figures.longest}; deadline ${requestTimeoutMs} ms`,
    "event loop blocked, at most": `${Math.round(loop.longestMs)} ms`,
    "heap after each round, MB": figures.heapMb.map((mb) => mb.toFixed(1)),
    "heap, median of each half, MB": [firstMb.toFixed(1), secondMb.toFixed(1)],
  });
  return { hits, grownMb: secondMb - firstMb };
}

describe.each(chaosStores)(`a service on $name (seed ${seed})`, ({ name, create }) => {
  let store: ChaosStore;
  let run: ChaosRun;

  const expectNothingWrong = (): void => {
    expect(run.judge.wrong).toEqual([]);
    expect(run.figures.slowestOwnMs).toBeLessThan(requestTimeoutMs + plan.slackMs);
  };

  beforeAll(async () => {
    store = await create();
    run = await startChaosRun(store);
    await readAll(run, run.people.slice(0, run.people.length / 2)); // some have an earlier answer, some have none
  });
  afterAll(async () => {
    run.loop.stop();
    await run.harness.close();
    await store.remove();
    const { counts, found } = run.harness.canaries;
    print("canaries searched for", { ...counts, found: found.length });
    expect(found).toEqual([]); // the last spans leave when the app ends
  });

  test("while a fifth of the providers' calls fails, no answer is wrong, each missing value says why, no request exceeds its deadline, and the memory stays flat", async () => {
    const seconds = (plan.rounds * plan.roundMs) / 1_000;
    const title = `chaos of ${seconds} s by ${plan.clients} clients on ${name}, seed ${seed}`;
    const { hits, grownMb } = await runRounds(run, title);
    expectNothingWrong();
    if (!isFull) return;
    expect(Object.values(hits).every((count) => count > 0)).toBe(true);
    expect(grownMb).toBeLessThan(heapSlackMb);
  }, 120_000);

  test("while one provider after the other hangs, the same holds", async () => {
    for (const emulator of emulatorsOf(run.harness.sandbox)) {
      setHanging(emulator);
      await runFor(run, plan.outageMs);
      emulator.faults.clear();
      await untilComplete(run, (client) => askAround(client, run.people));
    }
    print("while a provider hangs", { answers: run.judge.kinds, "longest request": run.figures.longest });
    expectNothingWrong();
  }, 120_000);

  test("while the store is unavailable, the same holds", async () => {
    for (const outage of store.outages) await runWithoutStore(run, outage);
    print("while the store is unavailable", {
      answers: run.judge.kinds,
      "longest request": run.figures.longest,
    });
    expectNothingWrong();
    expect(run.judge.kinds["missing: DIRECTORY_UNAVAILABLE"]).toBeGreaterThan(0);
  }, 120_000);

  test("after an outage of all providers there is full service within one breaker interval", async () => {
    setMischief(run.harness.sandbox, 1);
    await runFor(run, plan.outageMs);
    endMischief(run.harness.sandbox);
    const completeAfterMs = await untilComplete(run, (client) => askAround(client, run.people));
    print("after an outage", {
      "full service after": `${Math.round(completeAfterMs)} ms, breaker interval ${plan.breakerPauseMs} ms`,
      "longest request": run.figures.longest,
    });
    expectNothingWrong();
    expect(completeAfterMs).toBeLessThan(plan.breakerPauseMs + plan.slackMs);
  }, 60_000);

  test("everyone can be read completely afterwards", async () => {
    await readAll(run, run.people);
    expectNothingWrong();
  });

  test("no secret, address or phone number stands in a log line, metric, span or error", async () => {
    expect(await run.harness.scrape()).toContain("identity_provider_call_duration");
    expect(Object.keys(run.harness.canaries.counts)).toEqual(
      expect.arrayContaining(["log lines", "metrics", "errors"]),
    );
    expect(run.harness.canaries.found).toEqual([]);
  });
});
