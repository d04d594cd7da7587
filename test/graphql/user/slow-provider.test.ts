import { afterEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../../src/sandbox/people.js";
import type { SamplePerson } from "../../../src/sandbox/person.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

/** People with accounts at Auth0, whose values come first, and at Cognito. */
const people = createPeople(400).filter(({ auth0, cognito }) => auth0.length === 1 && cognito.length === 1);
const hang = { kind: "delay_headers", delayMs: 600_000 } as const;
/** So many that the breaker can't be what helps. */
const variables = { BREAKER_WINDOW: "1000", READ_ATTEMPTS: "3", READ_LATE_AFTER_MS: "250" };

let subgraph: TestSubgraph;
afterEach(async () => {
  subgraph.resetCounts();
  await subgraph.close();
});

interface Found {
  readonly user: { readonly email: string | null; readonly profileSources: readonly object[] };
}

const query = `query ($id: ID!) {
  user(by: { id: $id }) { email profileSources { provider availability } }
}`;
const read = ({ userId }: SamplePerson) => subgraph.execute<Found, object>(query, { id: userId });

async function timesOf(readers: readonly SamplePerson[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (const person of readers) {
    const startedAt = performance.now();
    (await read(person)).expectData();
    times.push(performance.now() - startedAt);
  }
  return times.sort((left, right) => left - right);
}

const at = (times: readonly number[], share: number): number =>
  times[Math.floor((times.length - 1) * share)] ?? 0;

describe("a provider that hangs", () => {
  test("makes the median read of a profile longer by at most its usual p99 and 300 ms", async () => {
    subgraph = await startSubgraph({ people, variables });
    await timesOf(people.slice(0, 20)); // connections and code are warm then
    const usual = await timesOf(people.slice(0, 60));
    subgraph.sandbox.auth0.faults.set(hang);
    const slow = await timesOf(people.slice(0, 21));
    const [median, p99, slowMedian] = [at(usual, 0.5), at(usual, 0.99), at(slow, 0.5)].map(Math.round) as [
      number,
      number,
      number,
    ];
    process.stdout.write(
      `usual median ${median} ms, p99 ${p99} ms; while Auth0 hangs, median ${slowMedian} ms\n`,
    );
    expect(slowMedian - median).toBeLessThanOrEqual(p99 + 300);
    const [person] = people;
    expect((await read(person as SamplePerson)).expectData().user).toEqual({
      email: person?.cognito[0]?.attributes.email,
      profileSources: [
        { provider: "AUTH0", availability: "UNAVAILABLE" },
        { provider: "COGNITO", availability: "FRESH" },
      ],
    });
  });

  test("is answered for by its earlier answer before a less preferred provider is asked", async () => {
    subgraph = await startSubgraph({
      people,
      variables: { ...variables, CACHE_FOUND_MS: "1", CACHE_STALE_MS: "600000" },
    });
    const [person] = people.slice(0, 1);
    if (person === undefined) throw new Error("nobody to read");
    const before = (await read(person)).expectData().user;
    subgraph.resetCounts();
    subgraph.sandbox.auth0.faults.set(hang);
    expect((await read(person)).expectData().user).toEqual({
      email: before.email,
      profileSources: [{ provider: "AUTH0", availability: "STALE" }],
    });
    expect(subgraph.calls()).toMatchObject({ auth0: 1, cognito: 0 });
  });

  test("keeps only the reference waiting that needs it, for a part of the request's time", async () => {
    subgraph = await startSubgraph({ people, variables });
    await timesOf(people.slice(0, 30));
    subgraph.sandbox.auth0.faults.set(hang);
    const known = people.slice(0, 99).map(({ userId }) => ({ __typename: "User", id: userId }));
    const unknown = { __typename: "User", auth0UserId: "auth0|000000000000000000000000" };
    const entities =
      "query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { id } } }";
    const startedAt = performance.now();
    const { data, errors } = await subgraph.execute<{ _entities: readonly object[] }, object>(entities, {
      representations: [...known, unknown],
    });
    const share = (performance.now() - startedAt) / 15_000;
    process.stdout.write(
      `99 known references beside an unknown one: ${Math.round(share * 100)} % of the request's time\n`,
    );
    expect(data?._entities).toEqual([...known.map(({ id }) => ({ id })), null]);
    expect(errors).toMatchObject([{ path: ["_entities", 99], extensions: { code: "PROVIDER_TIMED_OUT" } }]);
    expect(share).toBeLessThan(0.5);
  });
});
