import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Fault } from "../../../src/sandbox/faults.js";
import { createPeople } from "../../../src/sandbox/people.js";
import type { SamplePerson } from "../../../src/sandbox/person.js";
import { harness as cognito } from "../../providers/cognito/harness.js";
import { emulatorsOf } from "../../support/emulators.js";
import { mutationsOf } from "../../support/mutations.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";
import { until } from "../../support/until.js";

const people = createPeople(120);
/** Users with one identity at each provider. */
const whole = people.slice(-40);
const [ann] = whole as [SamplePerson];
const all = { CACHE_FOUND_MS: "600000", CACHE_MISSING_MS: "600000" };
/** Every read asks; what was read before may stand in. */
const fallbackValues = { CACHE_STALE_MS: "600000" };

let ends: (() => Promise<void>)[];
beforeEach(() => {
  ends = [];
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
});

async function start(
  variables: Readonly<Record<string, string>>,
  options: { readonly timeoutMs?: number; readonly sandbox?: TestSubgraph["sandbox"] } = {},
): Promise<TestSubgraph> {
  const subgraph = await startSubgraph({ people, variables, ...options });
  ends.push(subgraph.close);
  return subgraph;
}

interface ReadIdentity {
  readonly __typename: string;
  readonly nickname?: string | null;
  readonly availability: string;
  readonly readAt: string | null;
  readonly unavailableReason: string | null;
}

const query = /* GraphQL */ `query ($id: ID!) {
  user(by: { id: $id }) {
    identities {
      __typename
      ... on Identity { availability readAt unavailableReason nickname }
    }
  }
}`;

async function read({ execute }: Pick<TestSubgraph, "execute">, { userId } = ann) {
  const result = await execute<{ user: { identities: readonly ReadIdentity[] } }, object>(query, {
    id: userId,
  });
  return result.expectData().user.identities;
}

const typesOf = (identities: readonly ReadIdentity[]) =>
  identities.map(({ __typename, availability, unavailableReason }) => {
    if (availability === "GONE") return availability;
    return availability === "UNAVAILABLE" ? (unavailableReason ?? "") : __typename;
  });
const noCalls = { auth0: 0, cognito: 0, nexus: 0 };
const found = ["Auth0Identity", "CognitoIdentity", "NexusIdentity"];

describe("within its time", () => {
  test("an answer costs no further call", async () => {
    const subgraph = await start(all);
    const fresh = await read(subgraph);
    expect(typesOf(fresh)).toEqual(found);
    subgraph.resetCounts();
    expect(await read(subgraph)).toEqual(fresh);
    expect(fresh.map(({ availability }) => availability)).toEqual(["FRESH", "FRESH", "FRESH"]);
    expect(subgraph.calls()).toEqual(noCalls);
  });

  test("neither does the answer that there is none", async () => {
    const subgraph = await start(all);
    for (const emulator of emulatorsOf(subgraph.sandbox))
      emulator.seed(people.filter((each) => each !== ann));
    expect(typesOf(await read(subgraph))).toEqual(["GONE", "GONE", "GONE"]);
    subgraph.resetCounts();
    expect(typesOf(await read(subgraph))).toEqual(["GONE", "GONE", "GONE"]);
    expect(subgraph.calls()).toEqual(noCalls);
  });

  test("and no longer, it serves", async () => {
    const subgraph = await start({ CACHE_FOUND_MS: "300" });
    await read(subgraph);
    subgraph.resetCounts();
    await until(async () => {
      await read(subgraph);
      return Object.values(subgraph.calls()).every((calls) => calls > 0);
    }, "every provider is asked again");
  });

  test("a cached identity's groups are asked for, and nothing else", async () => {
    const subgraph = await start(all);
    await read(subgraph);
    subgraph.resetCounts();
    const groups = `{ user(by: { id: "${ann.userId}" }) { identities(providers: [COGNITO]) { ... on CognitoIdentity { nickname groups { name } } } } }`;
    expect((await subgraph.execute(groups)).expectData()).toMatchObject({
      user: { identities: [{ groups: expect.any(Array) }] },
    });
    expect(subgraph.sandbox.cognito.requests.map(({ operation }) => operation)).toEqual([
      "AdminListGroupsForUser",
    ]);
  });
});

describe("who may see what is decided for each viewer again", () => {
  test("what one viewer had cached shows another no more than they may see", async () => {
    const subgraph = await start(all);
    expect(typesOf(await read(subgraph))).toEqual(found);
    subgraph.resetCounts();
    for (const role of ["person", null] as const) {
      const answer = await subgraph.as(role)(query, { id: ann.userId });
      expect(answer.errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(answer.data ?? null)).not.toContain("Auth0Identity");
    }
    expect(await read({ execute: subgraph.as("support") })).toEqual(await read(subgraph));
    expect(subgraph.calls()).toEqual(noCalls);
  });

  test("what may not be seen is no less there for who may", async () => {
    const subgraph = await start(all);
    await subgraph.as("person")(query, { id: ann.userId });
    expect(typesOf(await read(subgraph))).toEqual(found);
  });
});

describe("a change made here", () => {
  test("is seen at once by the writer, by other requests and by another process", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cached-reads-"));
    ends.push(() => rm(folder, { recursive: true }));
    const variables = { ...all, ...fallbackValues, SQLITE_FILE: join(folder, "directory.sqlite") };
    const writer = await start(variables);
    const other = await start(variables, { sandbox: writer.sandbox });
    for (const subgraph of [writer, other]) await read(subgraph);
    const nicknamesOf = (identities: readonly ReadIdentity[]) => identities.map(({ nickname }) => nickname);
    for (const nickname of ["once", "twice"]) {
      const answer = await mutationsOf(writer).updateUser({
        user: { id: ann.userId },
        profile: { nickname },
      });
      expect(answer).toMatchObject({ user: { id: ann.userId } });
      expect(nicknamesOf(await read(writer))).toEqual([nickname, nickname, nickname]);
      expect(nicknamesOf(await read({ execute: writer.as("support") }))).toEqual([
        nickname,
        nickname,
        nickname,
      ]);
      expect(nicknamesOf(await read(other))).toEqual([nickname, nickname, nickname]);
    }
  });

  test("is never covered up by an older answer while the provider is down", async () => {
    const subgraph = await start({ ...all, ...fallbackValues });
    const other = whole[1] as SamplePerson;
    await read(subgraph);
    await read(subgraph, other);
    await mutationsOf(subgraph).updateUser({ user: { id: ann.userId }, profile: { nickname: "new" } });
    for (const emulator of emulatorsOf(subgraph.sandbox))
      emulator.faults.set({ kind: "status", status: 503 });
    expect(typesOf(await read(subgraph))).toEqual(["DOWN", "DOWN", "DOWN"]);
    expect(typesOf(await read(subgraph, other))).toEqual(found); // nobody changed that one
  });
});

describe("while a provider is unavailable", () => {
  const down: Fault = { kind: "status", status: 503 };
  const troubles: readonly (readonly [name: string, fault: Fault])[] = [
    ["503", down],
    ["no answer in time", { kind: "delay_headers", delayMs: 60_000 }],
    ["half an answer in time", { kind: "delay_body", delayMs: 60_000 }],
    ["a spent limit", cognito.throttled],
    ["bytes that are no JSON", { kind: "garbage" }],
    ["a cut connection", { kind: "reset" }],
  ];

  test.each(troubles)("what was read before stands in, and says since when: %s", async (_name, fault) => {
    const subgraph = await start(fallbackValues, { timeoutMs: 1_500 });
    const before = Date.now();
    const [, fresh] = await read(subgraph);
    const after = Date.now();
    subgraph.sandbox.cognito.faults.set(fault);
    const [atAuth0, atCognito] = await read(subgraph);
    const unavailableReason = expect.stringMatching(/^(DOWN|TIMED_OUT|THROTTLED)$/);
    expect(atCognito).toEqual({ ...fresh, availability: "STALE", unavailableReason });
    const since = Date.parse(atCognito?.readAt ?? "");
    expect(since).toBeGreaterThanOrEqual(before);
    expect(since).toBeLessThanOrEqual(after);
    expect(atAuth0).toMatchObject({ availability: "FRESH", unavailableReason: null });
    subgraph.sandbox.cognito.faults.clear();
    expect((await read(subgraph))[1]).toEqual({ ...fresh, readAt: expect.any(String) });
  });

  test.each([401, 403, 400])("a refusal is an answer: %d", async (status) => {
    const subgraph = await start(fallbackValues);
    await read(subgraph);
    subgraph.sandbox.cognito.faults.set({ kind: "status", status });
    expect(typesOf(await read(subgraph))).toEqual(["Auth0Identity", "REFUSED", "NexusIdentity"]);
  });

  test("an identity that was not read before is unavailable", async () => {
    const subgraph = await start(fallbackValues);
    subgraph.sandbox.cognito.faults.set(down);
    expect(typesOf(await read(subgraph))).toEqual(["Auth0Identity", "DOWN", "NexusIdentity"]);
  });

  test("who was deleted does not come back, though that answer itself is not kept", async () => {
    const subgraph = await start(fallbackValues);
    await read(subgraph);
    subgraph.sandbox.cognito.seed(people.filter((each) => each !== ann));
    expect(typesOf(await read(subgraph))).toEqual(["Auth0Identity", "GONE", "NexusIdentity"]);
    subgraph.sandbox.cognito.faults.set(down);
    expect(typesOf(await read(subgraph))).toEqual(["Auth0Identity", "DOWN", "NexusIdentity"]);
  });

  test("no stale answer is older than it may be", async () => {
    const subgraph = await start({ CACHE_STALE_MS: "500" });
    const readAtMs = Date.now();
    await read(subgraph);
    subgraph.sandbox.cognito.faults.set(down);
    await until(async () => typesOf(await read(subgraph))[1] === "DOWN", "the answer is too old");
    expect(Date.now() - readAtMs).toBeGreaterThanOrEqual(500);
    expect(typesOf(await read(subgraph))).toEqual(["Auth0Identity", "DOWN", "NexusIdentity"]);
  });
});
