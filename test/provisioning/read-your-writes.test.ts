import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../src/sandbox/people.js";
import type { SamplePerson } from "../../src/sandbox/person.js";
import { sharedStoreKinds, type TestStore } from "../support/directories.js";
import { mutationsOf, toStoreVariables } from "../support/mutations.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

const people = createPeople();
const readMany = /* GraphQL */ `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on User {
      id
      identities {
        ... on Auth0Identity { provider nickname }
        ... on CognitoIdentity { provider nickname }
        ... on NexusIdentity { provider nickname }
      }
    }
  }
}`;

interface Entity {
  readonly id: string;
  readonly identities: readonly { readonly provider: string; readonly nickname: string | null }[];
}

describe.each(sharedStoreKinds)("after a write, on $name", (kind) => {
  let store: TestStore;
  let first: TestSubgraph;
  let second: TestSubgraph;
  /** Does not know that indexes lag. */
  let trusting: TestSubgraph;

  beforeAll(async () => {
    store = await kind.create();
    const variables = { ...toStoreVariables(store.location), COGNITO_LOOKUP: "list" };
    first = await startSubgraph({ people, variables });
    const { sandbox } = first;
    second = await startSubgraph({ sandbox, variables });
    const lags = { AUTH0_SEARCH_LAG_MS: "0", COGNITO_LIST_LAG_MS: "0" };
    trusting = await startSubgraph({ sandbox, variables: { ...variables, ...lags } });
    sandbox.auth0.settings.searchLagMs = 60_000;
    sandbox.cognito.settings.listLagMs = 60_000;
  });
  afterAll(async () => {
    for (const subgraph of [trusting, second, first]) await subgraph.close();
    await store.remove();
  });

  const write = (person: SamplePerson, nickname: string) =>
    mutationsOf(first).updateUser({ user: { id: person.userId }, profile: { nickname } });
  const read = async ({ execute }: TestSubgraph, some: readonly SamplePerson[]) => {
    const representations = some.map(({ userId }) => ({ __typename: "User", id: userId }));
    const result = await execute<{ _entities: readonly Entity[] }, object>(readMany, { representations });
    return new Map(result.expectData()._entities.map(({ id, identities }) => [id, identities]));
  };
  const everywhere = (nickname: string) =>
    ["AUTH0", "COGNITO", "NEXUS"].map((provider) => ({ provider, nickname }));

  test.each([
    ["the process that wrote", () => first],
    ["another process", () => second],
  ])("%s reads the new values at once, among many users", async (who, reader) => {
    const some = people.slice(100, 110);
    const written = some[3] as SamplePerson;
    await write(written, `written for ${who}`);
    first.resetCounts();
    expect((await read(reader(), some)).get(written.userId)).toEqual(everywhere(`written for ${who}`));
    const atAuth0 = first.sandbox.auth0.requests.map(({ operation }) => operation);
    expect(atAuth0.filter((each) => each !== "Token").sort()).toEqual(["GetUser", "ListUsers"]);
  });

  test("the indexes do lag: who trusts them reads the old values", async () => {
    const some = people.slice(110, 120);
    const written = some[3] as SamplePerson;
    const before = (await read(trusting, some)).get(written.userId);
    await write(written, "fresh");
    const after = (await read(trusting, some)).get(written.userId);
    expect(after?.slice(0, 2)).toEqual(before?.slice(0, 2));
    expect((await read(second, some)).get(written.userId)).toEqual(everywhere("fresh"));
  });

  test("the answer of the mutation itself shows the new values", async () => {
    const id = people[120]?.userId ?? "";
    const answer = await mutationsOf(first).updateUser({ user: { id }, profile: { name: "Fresh Name" } });
    expect(answer).toMatchObject({ user: { name: "Fresh Name" } });
  });
});
