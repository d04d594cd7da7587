import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../src/sandbox/people.js";
import type { SamplePerson } from "../../src/sandbox/person.js";
import {
  ReferenceEmailDocument,
  ReferenceIdentitiesDocument,
  ReferenceKeysDocument,
} from "../generated/operations.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

/** One hundred people with an identity at each provider. */
const people = createPeople(250)
  .filter(({ slug }) => slug.startsWith("person-"))
  .slice(0, 100);

const byId = (each: readonly SamplePerson[]) =>
  each.map(({ userId }) => ({ __typename: "User", id: userId }));

describe("what 100 references cost", () => {
  let subgraph: TestSubgraph;
  let single: TestSubgraph;

  beforeAll(async () => {
    subgraph = await startSubgraph({ people: createPeople(250) });
    single = await startSubgraph({ people: createPeople(250) });
    // answers come out of order on purpose
    for (const { sandbox } of [subgraph, single]) {
      sandbox.auth0.settings.shuffle = true;
      sandbox.nexus.settings.shuffle = true;
    }
    single.sandbox.nexus.settings.listUsers = false;
  });

  afterAll(async () => {
    await subgraph.close();
    await single.close();
  });

  beforeEach(() => {
    subgraph.resetCounts();
    single.resetCounts();
  });

  test("only keys: one statement, and no provider is asked", async () => {
    const data = (
      await subgraph.execute(ReferenceKeysDocument, { representations: byId(people) })
    ).expectData();
    expect(data._entities.map((user) => user?.auth0UserId)).toEqual(
      people.map(({ auth0 }) => auth0[0]?.user_id),
    );
    expect(data._entities.map((user) => user?.cognitoSub)).toEqual(
      people.map(({ cognito }) => cognito[0]?.sub),
    );
    expect(data._entities.map((user) => user?.nexusUserId)).toEqual(people.map(({ nexus }) => nexus[0]?.id));
    expect(subgraph.statements).toHaveLength(1);
    expect(subgraph.calls()).toEqual({ auth0: 0, cognito: 0, nexus: 0 });
  });

  test("email, which Auth0 has for all: one statement and two searches", async () => {
    const data = (
      await subgraph.execute(ReferenceEmailDocument, { representations: byId(people) })
    ).expectData();
    expect(data._entities.map((user) => user?.email)).toEqual(people.map(({ email }) => email));
    expect(subgraph.statements).toHaveLength(1);
    expect(subgraph.calls()).toEqual({ auth0: 2, cognito: 0, nexus: 0 });
  });

  test("all identities where Nexus can list: 2, 100 and 7 calls", async () => {
    const result = await subgraph.execute(ReferenceIdentitiesDocument, { representations: byId(people) });
    expectWhole(result.expectData()._entities, people);
    expect(subgraph.statements).toHaveLength(1);
    expect(subgraph.calls()).toEqual({ auth0: 2, cognito: 100, nexus: 7 });
  });

  test("all identities where Nexus can't list: 2, 100 and 100 calls", async () => {
    const warmUp = byId(people.slice(0, 2)); // the first list tells that there is none
    (await single.execute(ReferenceIdentitiesDocument, { representations: warmUp })).expectData();
    single.resetCounts();
    const result = await single.execute(ReferenceIdentitiesDocument, { representations: byId(people) });
    expectWhole(result.expectData()._entities, people);
    expect(single.statements).toHaveLength(1);
    expect(single.calls()).toEqual({ auth0: 2, cognito: 100, nexus: 100 });
  });

  test("the same 100 twice in one request: no more than once", async () => {
    const twice = [...people, ...people];
    const result = await subgraph.execute(ReferenceIdentitiesDocument, { representations: byId(twice) });
    expectWhole(result.expectData()._entities, twice);
    expect(subgraph.statements).toHaveLength(1);
    expect(subgraph.calls()).toEqual({ auth0: 2, cognito: 100, nexus: 7 });
  });

  test("references by all four kinds of key together: one statement", async () => {
    const representations = people.map((person, index) => {
      const keys = [
        { id: person.userId },
        { auth0UserId: person.auth0[0]?.user_id },
        { cognitoSub: person.cognito[0]?.sub },
        { nexusUserId: person.nexus[0]?.id },
      ];
      return { __typename: "User", ...keys[index % keys.length] };
    });
    const data = (await subgraph.execute(ReferenceKeysDocument, { representations })).expectData();
    expect(data._entities.map((user) => user?.id)).toEqual(people.map(({ userId }) => userId));
    expect(subgraph.statements).toHaveLength(1);
    expect(subgraph.calls()).toEqual({ auth0: 0, cognito: 0, nexus: 0 });
  });
});

/** Every person has three identities, each read and each their own. */
function expectWhole(entities: readonly unknown[], expected: readonly SamplePerson[]): void {
  expect(entities).toHaveLength(expected.length);
  expect(entities).toEqual(
    expected.map(({ userId, email, auth0, cognito, nexus }) => ({
      id: userId,
      identities: expect.arrayContaining([
        expect.objectContaining({ __typename: "Auth0Identity", subject: auth0[0]?.user_id, email }),
        expect.objectContaining({ __typename: "CognitoIdentity", username: cognito[0]?.username }),
        expect.objectContaining({ __typename: "NexusIdentity", name: nexus[0]?.displayName }),
      ]),
    })),
  );
}
