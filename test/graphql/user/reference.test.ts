import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../../src/sandbox/people.js";
import { ReferenceEmailDocument, ReferenceKeysDocument } from "../../generated/operations.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
const healthy = personCalled("everywhere", people);
const good = { __typename: "User", id: healthy.userId };

describe("references", () => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await startSubgraph({ people });
  });
  afterAll(() => subgraph.close());
  beforeEach(() => subgraph.resetCounts());

  const resolve = (representations: readonly unknown[]) =>
    subgraph.execute(ReferenceKeysDocument, {
      representations: representations as Record<string, unknown>[],
    });

  test.each<[string, unknown, string]>([
    ["an id that is no UUID", { __typename: "User", id: "42" }, "representation.id must be a UUID"],
    ["an id that is no text", { __typename: "User", id: 42 }, "representation.id must be text"],
    [
      "an id of 10 kB",
      { __typename: "User", id: "a".repeat(10_000) },
      "representation.id must have 255 characters at most",
    ],
    [
      "a subject of 10 kB",
      { __typename: "User", auth0UserId: `auth0|${"a".repeat(10_000)}` },
      "representation.auth0UserId must have 255",
    ],
    [
      "an Auth0 id without its prefix",
      { __typename: "User", auth0UserId: "abc" },
      "representation.auth0UserId must be an Auth0 user_id",
    ],
    [
      "control characters",
      { __typename: "User", nexusUserId: "NX\u0000\u001b[2J" },
      "representation.nexusUserId must be",
    ],
    [
      "a line break, which parts keys in our maps",
      { __typename: "User", auth0UserId: "auth0|a\nb" },
      "representation.auth0UserId",
    ],
    [
      "a sub that is no UUID",
      { __typename: "User", cognitoSub: '" or sub ^= "' },
      "representation.cognitoSub must be",
    ],
    [
      "an unknown key",
      { __typename: "User", email: "a@example.com" },
      "representation must have one of the keys",
    ],
    ["no key", { __typename: "User" }, "representation must have one of the keys"],
    ["a key that is null", { __typename: "User", id: null }, "representation must have one of the keys"],
    ["an unknown type", { __typename: "Robot", id: healthy.userId }, "__typename is User"],
    ["a type that is no entity", { __typename: "PageInfo", id: healthy.userId }, "__typename is User"],
    ["a name of Object.prototype as type", { __typename: "__proto__" }, "__typename is User"],
    ["no type", { id: healthy.userId }, "__typename is User"],
    ["text instead of an object", "User", "__typename is User"],
    ["null inside a list instead of an object", [null], "__typename is User"],
  ])("%s is an error of that one alone", async (_name, bad, message) => {
    const result = await resolve([good, bad, good]);
    expect(result.data?._entities.map((user) => user?.id)).toEqual([
      healthy.userId,
      undefined,
      healthy.userId,
    ]);
    const error = result.expectError("BAD_USER_INPUT");
    expect(error.path).toEqual(["_entities", 1]);
    expect(error.message).toContain(message);
    expect(result.errors).toHaveLength(1);
  });

  test("an error never repeats the key", async () => {
    const result = await resolve([{ __typename: "User", auth0UserId: "canary-1f7c" }]);
    expect(JSON.stringify(result.errors)).not.toContain("canary");
  });

  test("no representations: an empty list and no statement", async () => {
    expect((await resolve([])).expectData()._entities).toEqual([]);
    expect(subgraph.statements).toHaveLength(0);
  });

  test("1,000 representations, every second unknown: one statement, null for the unknown", async () => {
    const representations = Array.from({ length: 1_000 }, (_, index) =>
      index % 2 === 0
        ? good
        : { __typename: "User", id: `01890000-0000-7000-8000-${String(index).padStart(12, "0")}` },
    );
    const entities = (await resolve(representations)).expectData()._entities;
    expect(entities).toHaveLength(1_000);
    expect(entities.every((user, index) => (index % 2 === 0) === (user !== null))).toBe(true);
    expect(subgraph.statements).toHaveLength(1);
    expect(subgraph.calls()).toEqual({ auth0: 0, cognito: 0, nexus: 0 });
  });

  test("ids in capitals mean the same user", async () => {
    const entities = (await resolve([{ __typename: "User", id: healthy.userId.toUpperCase() }])).expectData()
      ._entities;
    expect(entities[0]?.id).toBe(healthy.userId);
  });

  test("a user answers the key that it was asked by, otherwise the first linked", async () => {
    const person = personCalled("two-pools", people);
    const [first, second] = person.cognito.map(({ sub }) => sub);
    const entities = (
      await resolve([
        { __typename: "User", cognitoSub: second },
        { __typename: "User", cognitoSub: first },
        { __typename: "User", id: person.userId },
      ])
    ).expectData()._entities;
    expect(entities.map((user) => user?.cognitoSub)).toEqual([second, first, first]);
    expect(new Set(entities.map((user) => user?.id))).toEqual(new Set([person.userId]));
  });

  test("a subject that its provider does not know is null, and costs one call", async () => {
    const entities = (await resolve([{ __typename: "User", auth0UserId: "auth0|nobody" }])).expectData()
      ._entities;
    expect(entities).toEqual([null]);
    expect(subgraph.calls()).toEqual({ auth0: 1, cognito: 0, nexus: 0 });
  });

  test("an unknown Cognito sub is looked for in each pool", async () => {
    const sub = "00000000-0000-4000-8000-00000000abcd";
    expect((await resolve([{ __typename: "User", cognitoSub: sub }])).expectData()._entities).toEqual([null]);
    // per pool: AdminGetUser, and ListUsers because a federated user is not found by it
    expect(subgraph.sandbox.cognito.requests.map(({ operation }) => operation)).toEqual([
      "AdminGetUser",
      "ListUsers",
      "AdminGetUser",
      "ListUsers",
    ]);
  });

  test("an unavailable provider fails the unknown subject alone, with a code", async () => {
    subgraph.sandbox.auth0.faults.set({ kind: "status", status: 503 });
    const result = await resolve([good, { __typename: "User", auth0UserId: "auth0|never-seen" }]);
    expect(result.data?._entities.map((user) => user?.id)).toEqual([healthy.userId, undefined]);
    const error = result.expectError("PROVIDER_DOWN");
    expect(error.path).toEqual(["_entities", 1]);
    expect(error.extensions?.provider).toBe("AUTH0");
  });

  test("an Auth0 id that the search leaves out is asked by id before it counts as gone", async () => {
    const [left, right] = [personCalled("person-30", people), personCalled("person-31", people)];
    subgraph.sandbox.auth0.settings.omit = left.auth0[0]?.user_id ?? "";
    const representations = [left, right].map(({ userId }) => ({ __typename: "User", id: userId }));
    const data = (await subgraph.execute(ReferenceEmailDocument, { representations })).expectData();
    subgraph.sandbox.auth0.settings.omit = "";
    expect(data._entities.map((user) => user?.email)).toEqual([left.email, right.email]);
    expect(subgraph.sandbox.auth0.requests.map(({ operation }) => operation)).toEqual([
      "ListUsers",
      "GetUser",
    ]);
  });
});
