import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createRandom } from "../support/random.js";
import { Client } from "./client.js";
import { Figures, print } from "./figures.js";
import { type Harness, startHarness } from "./harness.js";
import { medianOf, usedHeapMb } from "./heap.js";
import { Judge } from "./judge.js";
import { LoopWatch } from "./loop-watch.js";
import { endMischief, setMischief } from "./mischief.js";
import { type ChaosPerson, createChaosPeople } from "./people.js";
import { callTimeoutMs, faultShare, isFull, plan, requestTimeoutMs, seed } from "./plan.js";

/** Megabytes by which the heap of the second half may exceed that of the first: what the engine keeps beside our objects. */
const heapSlackMb = 12;
const outageMs = 1_500;
const timeoutMs = 30_000;
const rateLimits = {
  AUTH0_RATE_LIMITS: "global=200:200/1s",
  COGNITO_RATE_LIMITS: "UserRead=400:400/1s",
  NEXUS_RATE_LIMITS: "requests=200:200/1s",
};

const people = createChaosPeople(plan.people);
const random = createRandom(seed);
const judge = new Judge();
const figures = new Figures();
const loop = new LoopWatch();
let harness: Harness;
let clients: readonly Client[];

beforeAll(async () => {
  harness = await startHarness({
    people,
    random,
    onServed: (elapsedMs) => figures.noteServed(elapsedMs, requestTimeoutMs, loop),
    variables: {
      ...rateLimits,
      ...(!isFull && { CACHE_FOUND_MS: "1000" }), // so that the short form has older answers too
      REQUEST_TIMEOUT_MS: String(requestTimeoutMs),
      BREAKER_PAUSE_MS: String(plan.breakerPauseMs),
      AUTH0_TIMEOUT_MS: String(callTimeoutMs),
      COGNITO_TIMEOUT_MS: String(callTimeoutMs),
      NEXUS_TIMEOUT_MS: String(callTimeoutMs),
    },
  });
  const onRequest = (kind: string, elapsedMs: number): void => figures.noteRequest(kind, elapsedMs);
  const options = { harness, people, judge, onRequest };
  clients = Array.from({ length: plan.clients }, (_, index) => {
    return new Client({ ...options, random: createRandom(seed + 1 + index) });
  });
});

afterAll(async () => {
  loop.stop();
  await harness.close();
  print("canaries looked for", { ...harness.canaries.counts, found: harness.canaries.found.length });
  expect(harness.canaries.found).toEqual([]); // the last spans leave when the app ends
});

async function runFor(durationMs: number): Promise<void> {
  const endAt = performance.now() + durationMs;
  await Promise.all(clients.map((client) => client.runUntil(endAt)));
}

/** Asks until nothing is missing; tells how many milliseconds that took. */
async function untilWhole(ask: (client: Client) => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const [client] = clients as [Client];
  for (;;) {
    judge.takeWhole();
    await ask(client);
    const elapsedMs = performance.now() - startedAt;
    if (judge.takeWhole()) return elapsedMs;
    if (elapsedMs > timeoutMs) throw new Error(`no whole answer within ${timeoutMs} ms`);
    await sleep(20);
  }
}

/** While there is no trouble. */
async function readAll(some: readonly ChaosPerson[]): Promise<void> {
  for (let start = 0; start < some.length; start += 20)
    await untilWhole((client) => client.askReferences(some.slice(start, start + 20)));
}

/** Every kind of query, for people at every provider. */
async function askAround(client: Client): Promise<void> {
  await client.askReferences(people.slice(0, 50));
  await client.askUser(people[0]);
  await client.search(people[0]);
}

describe(`while a fifth of the providers' calls fails (seed ${seed})`, () => {
  test("no answer is wrong, each gap says why, no request outlasts its deadline, and the memory stays flat", async () => {
    await readAll(people.slice(0, people.length / 2)); // so that some have an older answer and some have none
    harness.takeCalls();
    setMischief(harness.sandbox, faultShare);
    for (let round = 0; round < plan.rounds; round += 1) {
      await runFor(plan.roundMs);
      await harness.scrape();
      figures.calls += harness.takeCalls();
      figures.heapMb.push(usedHeapMb());
    }
    const hits = endMischief(harness.sandbox);
    const firstMb = medianOf(figures.heapMb.slice(0, plan.rounds / 2));
    const secondMb = medianOf(figures.heapMb.slice(plan.rounds / 2));
    print(`chaos of ${(plan.rounds * plan.roundMs) / 1_000} s by ${plan.clients} clients, seed ${seed}`, {
      requests: figures.requests,
      "calls to providers": figures.calls,
      "calls that failed on purpose": hits,
      answers: judge.kinds,
      "longest request": `${figures.longest}; deadline ${requestTimeoutMs} ms`,
      "event loop blocked, at most": `${Math.round(loop.longestMs)} ms`,
      "heap after each round, MB": figures.heapMb.map((mb) => mb.toFixed(1)),
      "heap, median of each half, MB": [firstMb.toFixed(1), secondMb.toFixed(1)],
    });
    expect(judge.wrong).toEqual([]);
    expect(figures.slowestOwnMs).toBeLessThan(requestTimeoutMs + plan.slackMs);
    if (!isFull) return;
    expect(Object.values(hits).every((count) => count > 0)).toBe(true);
    expect(secondMb).toBeLessThan(firstMb + heapSlackMb);
  }, 120_000);

  test("after an outage of all of them there is full service within one breaker interval", async () => {
    setMischief(harness.sandbox, 1);
    await runFor(outageMs);
    endMischief(harness.sandbox);
    const wholeAfterMs = await untilWhole(askAround);
    print("after an outage", {
      "full service after": `${Math.round(wholeAfterMs)} ms, breaker interval ${plan.breakerPauseMs} ms`,
      "longest request": figures.longest,
    });
    expect(judge.wrong).toEqual([]);
    expect(wholeAfterMs).toBeLessThan(plan.breakerPauseMs + plan.slackMs);
    expect(figures.slowestOwnMs).toBeLessThan(requestTimeoutMs + plan.slackMs);
  }, 60_000);

  test("everybody is whole afterwards", async () => {
    await readAll(people);
    expect(judge.wrong).toEqual([]);
  });

  test("no secret, address or phone number stands in a log line, metric, span or error", async () => {
    expect(await harness.scrape()).toContain("identity_provider_call_duration");
    expect(Object.keys(harness.canaries.counts)).toEqual(
      expect.arrayContaining(["log lines", "metrics", "errors"]),
    );
    expect(harness.canaries.found).toEqual([]);
  });
});
