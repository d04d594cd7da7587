import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Execute } from "../support/execute.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { print } from "./figures.js";
import { medianOf } from "./heap.js";
import { createChaosPeople } from "./people.js";
import { callTimeoutMs, isFull, requestTimeoutMs } from "./plan.js";

const production = {
  READ_ATTEMPTS: "3",
  BREAKER_WINDOW: "50",
  BREAKER_PAUSE_MS: "1000",
  COGNITO_TIMEOUT_MS: String(callTimeoutMs),
  REQUEST_TIMEOUT_MS: String(requestTimeoutMs),
};

/** Blocks alternate between Cognito in health and Cognito down, so that both see the same machine. */
const blocks = isFull ? 60 : 4;
const queriesPerBlock = 50;
/** The median may be so much higher while the other provider is down. */
const toleranceMs = 5;

const atAuth0 =
  "query ($by: UserByInput!) { user(by: $by) { id email identities(providers: [AUTH0]) { ... on Auth0Identity { givenName } } } }";
const atCognito =
  "query ($by: UserByInput!) { user(by: $by) { identities(providers: [COGNITO]) { ... on CognitoIdentity { availability givenName } } } }";

const people = createChaosPeople(200).filter(({ isKnown }) => isKnown);
let subgraph: TestSubgraph;
let execute: Execute;

beforeAll(async () => {
  subgraph = await startSubgraph({ people: people.map(({ person }) => person), variables: production });
  ({ execute } = subgraph);
});

afterAll(() => subgraph.close());

/** Asks both kinds of query at the same rate; waits for those that Cognito has no part in, and tells how long each took. */
async function runBlock(isDown: boolean): Promise<number[]> {
  subgraph.resetCounts();
  if (isDown) subgraph.sandbox.cognito.faults.set({ kind: "delay_headers", delayMs: 2 * requestTimeoutMs });
  const others: Promise<unknown>[] = [];
  const times: number[] = [];
  for (let count = 0; count < queriesPerBlock; count += 1) {
    const { person } = people[count] as (typeof people)[number];
    const by = { id: person.userId };
    others.push(execute(atCognito, { by }));
    const startedAt = performance.now();
    (await execute(atAuth0, { by })).expectData();
    times.push(performance.now() - startedAt);
  }
  await Promise.all(others);
  return times;
}

describe("a provider that is down", () => {
  test("is not called for a query that does not need it", async () => {
    subgraph.sandbox.cognito.faults.set({ kind: "reset" });
    for (const { person } of people.slice(0, 20))
      (await execute(atAuth0, { by: { id: person.userId } })).expectData();
    expect(subgraph.calls()).toEqual({ auth0: 20, cognito: 0, nexus: 0 });
  });

  test("leaves queries that do not need it whole, and in the full form as quick as they were", async () => {
    await runBlock(false); // warm
    const times = { up: [] as number[], down: [] as number[] };
    for (let block = 0; block < blocks; block += 1) {
      const isDown = block % 2 === 1;
      times[isDown ? "down" : "up"].push(...(await runBlock(isDown)));
    }
    const medians = { up: medianOf(times.up), down: medianOf(times.down) };
    print(`median of ${times.up.length} queries that don't need Cognito`, {
      "Cognito in health": `${medians.up.toFixed(2)} ms`,
      "Cognito down": `${medians.down.toFixed(2)} ms`,
      "down adds": `${(medians.down - medians.up).toFixed(2)} ms`,
    });
    if (isFull) expect(medians.down - medians.up).toBeLessThan(toleranceMs);
  }, 240_000);
});
