import { setTimeout as sleep } from "node:timers/promises";
import { createRandom } from "../support/random.js";
import { Client } from "./client.js";
import { Figures } from "./figures.js";
import { type Harness, startHarness } from "./harness.js";
import { Judge } from "./judge.js";
import { LoopWatch } from "./loop-watch.js";
import { type ChaosPerson, createChaosPeople } from "./people.js";
import { callTimeoutMs, isFull, plan, requestTimeoutMs, seed } from "./plan.js";
import type { ChaosStore, StoreOutage } from "./stores.js";

const timeoutMs = 30_000;

const variables = {
  AUTH0_RATE_LIMITS: "global=200:200/1s",
  COGNITO_RATE_LIMITS: "UserRead=400:400/1s",
  NEXUS_RATE_LIMITS: "requests=200:200/1s",
  ...(!isFull && { CACHE_FOUND_MS: "1000" }), // so that the short form has older answers too
  REQUEST_TIMEOUT_MS: String(requestTimeoutMs),
  BREAKER_PAUSE_MS: String(plan.breakerPauseMs),
  AUTH0_TIMEOUT_MS: String(callTimeoutMs),
  COGNITO_TIMEOUT_MS: String(callTimeoutMs),
  NEXUS_TIMEOUT_MS: String(callTimeoutMs),
};

/** A service and its clients, of whom each has every answer judged. */
export interface ChaosRun {
  readonly people: readonly ChaosPerson[];
  readonly judge: Judge;
  readonly figures: Figures;
  readonly loop: LoopWatch;
  readonly harness: Harness;
  readonly clients: readonly [Client, ...Client[]];
}

export async function startChaosRun(store: ChaosStore): Promise<ChaosRun> {
  const people = createChaosPeople(plan.people);
  const [judge, figures, loop] = [new Judge(), new Figures(), new LoopWatch()];
  const harness = await startHarness({
    people,
    random: createRandom(seed),
    onServed: (elapsedMs) => figures.noteServed(elapsedMs, requestTimeoutMs, loop),
    variables: { ...variables, ...store.variables },
  });
  const onRequest = (kind: string, elapsedMs: number): void => figures.noteRequest(kind, elapsedMs);
  const toClient = (index: number): Client =>
    new Client({ harness, people, judge, onRequest, random: createRandom(seed + 1 + index) });
  const others = Array.from({ length: plan.clients - 1 }, (_, index) => toClient(index + 1));
  return { people, judge, figures, loop, harness, clients: [toClient(0), ...others] };
}

/** All clients send requests for so long; returns when the last is answered. */
export async function runFor({ clients }: ChaosRun, durationMs: number): Promise<void> {
  const endAt = performance.now() + durationMs;
  await Promise.all(clients.map((client) => client.runUntil(endAt)));
}

/** The same during an outage of the store, which may then be the reason for missing values. */
export async function runWithoutStore(run: ChaosRun, outage: StoreOutage): Promise<void> {
  run.judge.isStoreDown = true;
  await outage.begin();
  await runFor(run, plan.outageMs);
  await outage.end();
  await untilComplete(run, (client) => client.askReferences(run.people.slice(0, 20)));
  run.judge.isStoreDown = false;
}

/** Sends the requests until nothing is missing; returns how many milliseconds that took. */
export async function untilComplete(
  { clients: [client], judge }: ChaosRun,
  ask: (client: Client) => Promise<void>,
): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    judge.takeWhole();
    await ask(client);
    const elapsedMs = performance.now() - startedAt;
    if (judge.takeWhole()) return elapsedMs;
    if (elapsedMs > timeoutMs) throw new Error(`no complete answer within ${timeoutMs} ms`);
    await sleep(20);
  }
}

/** Reads these people completely. */
export async function readAll(run: ChaosRun, people: readonly ChaosPerson[]): Promise<void> {
  for (let start = 0; start < people.length; start += 20)
    await untilComplete(run, (client) => client.askReferences(people.slice(start, start + 20)));
}

/** Sends every kind of query, for people who have an identity at every provider. */
export async function askAround(client: Client, people: readonly ChaosPerson[]): Promise<void> {
  await client.askReferences(people.slice(0, 50));
  await client.askUser(people[0]);
  await client.search(people[0]);
}
