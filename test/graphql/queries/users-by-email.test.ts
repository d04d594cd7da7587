import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { print } from "graphql";
import { createPeople } from "../../../src/sandbox/people.js";
import {
  IdentityProvidersDocument,
  UserProfileDocument,
  UsersByEmailDocument,
  UsersDocument,
} from "../../generated/operations.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
/** As text, for variables that the type does not allow. */
const anyProfile = print(UserProfileDocument);
const whole = personCalled("everywhere", people);
const namesake = personCalled("shared-email", people);

describe("finding users", () => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await startSubgraph({ people });
  });
  afterAll(() => subgraph.close());
  beforeEach(() => subgraph.resetCounts());

  test("an address finds everybody who has it, each once, whatever its case", async () => {
    const { usersByEmail } = (
      await subgraph.execute(UsersByEmailDocument, { email: whole.email.toUpperCase() })
    ).expectData();
    expect(usersByEmail?.users.map(({ id }) => id).sort()).toEqual([whole.userId, namesake.userId].sort());
    expect(usersByEmail?.unanswered).toEqual([]);
  });

  test("an address costs one call per realm (two at Auth0 when it has capitals)", async () => {
    (
      await subgraph.execute("query ($e: EmailAddress!) { usersByEmail(email: $e) { users { id } } }", {
        e: whole.email,
      })
    ).expectData();
    expect(subgraph.calls()).toEqual({ auth0: 1, cognito: 2, nexus: 1 });
  });

  test("a realm that can't be searched is named, and the others' matches are there", async () => {
    subgraph.sandbox.nexus.faults.set({
      kind: "status",
      status: 429,
      headers: { "retry-after": "3" },
      operation: "ListUsers",
    });
    const { usersByEmail } = (
      await subgraph.execute(UsersByEmailDocument, { email: whole.email })
    ).expectData();
    expect(usersByEmail?.users.map(({ id }) => id)).toContain(whole.userId);
    expect(usersByEmail?.unanswered).toEqual([
      { provider: "NEXUS", realm: "nexus-sandbox", reason: "THROTTLED", retryAfterSeconds: 3 },
    ]);
  });

  test("an unknown person who is found gets a user", async () => {
    const stranger = personCalled("just-in-time-cognito", people);
    const { usersByEmail } = (
      await subgraph.execute(UsersByEmailDocument, { email: stranger.email })
    ).expectData();
    const [user] = usersByEmail?.users ?? [];
    expect(user?.identities).toEqual([expect.objectContaining({ subject: stranger.cognito[0]?.sub })]);
  });

  test("user(by: email) answers the one who has it", async () => {
    const { user } = (
      await subgraph.execute(UserProfileDocument, { by: { email: "person50@example.com" } })
    ).expectData();
    expect(user?.id).toBe(personCalled("person-50", people).userId);
  });

  test("user(by: email) is null when no user has it", async () => {
    expect(
      (await subgraph.execute(UserProfileDocument, { by: { email: "nobody@example.com" } })).expectData()
        .user,
    ).toBeNull();
  });

  test("user(by: email) never picks one of several, nor one of an incomplete search", async () => {
    (await subgraph.execute(UserProfileDocument, { by: { email: whole.email } })).expectError("AMBIGUOUS");
    subgraph.sandbox.cognito.faults.set({ kind: "reset" });
    const { extensions } = (
      await subgraph.execute(UserProfileDocument, { by: { email: "person50@example.com" } })
    ).expectError("PROVIDER_DOWN");
    expect(extensions?.provider).toBe("COGNITO");
  });

  test("user(by:) takes exactly one key", async () => {
    for (const by of [{ id: whole.userId, email: whole.email }, {}])
      (await subgraph.execute<unknown, object>(anyProfile, { by })).expectError("BAD_USER_INPUT");
  });

  test.each([
    [{ id: "42" }, "by.id must be a UUID"],
    [{ auth0UserId: "42" }, "by.auth0UserId must be an Auth0 user_id"],
    [{ cognitoSub: "42" }, "by.cognitoSub must be a Cognito sub"],
    [{ nexusUserId: "" }, "by.nexusUserId must be a Nexus user id"],
  ])("a malformed key is refused with its field and rule: %j", async (by, message) => {
    const result = await subgraph.execute<unknown, object>(anyProfile, { by });
    const error = result.expectError("BAD_USER_INPUT");
    expect(error.message).toContain(message);
  });
});

describe("listing users", () => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await startSubgraph({ people });
  });
  afterAll(() => subgraph.close());
  beforeEach(() => subgraph.resetCounts());

  const known = people.filter(({ links }) => links.length > 0).map(({ userId }) => userId);

  test("pages walk everybody once, in order, at one statement each and no provider call", async () => {
    const walked: string[] = [];
    let after: string | null = null;
    do {
      const query = `query ($after: String) { users(first: 75, after: $after) { nodes { id auth0UserId } pageInfo { hasNextPage endCursor } } }`;
      type Page = {
        users: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      };
      const { users }: Page = (await subgraph.execute<Page, unknown>(query, { after })).expectData();
      walked.push(...users.nodes.map(({ id }) => id));
      after = users.pageInfo.hasNextPage ? users.pageInfo.endCursor : null;
    } while (after !== null);
    expect(walked).toEqual(known);
    expect(subgraph.statements).toHaveLength(Math.ceil(known.length / 75));
    expect(subgraph.calls()).toEqual({ auth0: 0, cognito: 0, nexus: 0 });
  });

  test("a filter holds for the page and for the count", async () => {
    const filter = { realm: "us-east-1_Partner01" };
    const { users } = (await subgraph.execute(UsersDocument, { first: 100, filter })).expectData();
    const expected = people.filter(({ links }) => links.some(({ realm }) => realm === filter.realm));
    expect(users?.edges.map(({ node }) => node.id)).toEqual(expected.map(({ userId }) => userId));
    expect(users?.totalCount).toBe(expected.length);
  });

  test("the newest users come first when the order says so, on every page", async () => {
    const orderBy = { field: "CREATED_AT", direction: "DESC" } as const;
    const { users: one } = (await subgraph.execute(UsersDocument, { first: 3, orderBy })).expectData();
    const after = one?.pageInfo.endCursor ?? "";
    const { users: two } = (await subgraph.execute(UsersDocument, { first: 3, after, orderBy })).expectData();
    const shown = [...(one?.edges ?? []), ...(two?.edges ?? [])].map(({ node }) => node.id);
    expect(shown).toEqual(known.toReversed().slice(0, 6));
  });

  test.each([
    [{ first: -1 }, "first must be 0 to 100"],
    [{ first: 101 }, "first must be 0 to 100"],
    [{ first: 1, after: "nonsense" }, "after must be a cursor"],
    [{ first: 1, after: "x".repeat(100_000) }, "after must be a cursor"],
  ])("a bad page is refused with its field and rule", async (variables, message) => {
    const error = (await subgraph.execute(UsersDocument, variables)).expectError("BAD_USER_INPUT");
    expect(error.message).toContain(message);
  });

  test("an empty page is a page", async () => {
    const { users } = (await subgraph.execute(UsersDocument, { first: 0 })).expectData();
    expect(users).toMatchObject({ edges: [], pageInfo: { startCursor: null, endCursor: null } });
  });
});

describe("identityProviders", () => {
  test("tells how the last read at each realm ended, and sends nothing to find out", async () => {
    const subgraph = await startSubgraph({ people });
    try {
      const status = async () =>
        (await subgraph.execute(IdentityProvidersDocument)).expectData().identityProviders;
      const reachability = async () =>
        ((await status()) ?? []).flatMap(({ realms }) => realms.map((realm) => realm.reachability));
      expect(await reachability()).toEqual(["UNKNOWN", "UNKNOWN", "UNKNOWN", "UNKNOWN"]);
      subgraph.sandbox.nexus.faults.set({ kind: "status", status: 500 });
      await subgraph.execute(UsersByEmailDocument, { email: whole.email });
      subgraph.resetCounts();
      expect(await reachability()).toEqual(["REACHABLE", "REACHABLE", "REACHABLE", "UNREACHABLE"]);
      expect((await status())?.[2]?.realms[0]).toMatchObject({ lastFailure: "DOWN", lastAnswerAt: null });
      expect(subgraph.calls()).toEqual({ auth0: 0, cognito: 0, nexus: 0 });
    } finally {
      await subgraph.close();
    }
  });
});
