import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { personSeed } from "../../src/sandbox/person.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { colleague, people, spare, stranger, subject } from "./people.js";

/** Keys of the same form that belong to no user. */
const unknown = personSeed(90);
const keysOf = {
  subject: {
    id: subject.userId,
    auth0UserId: subject.auth0[0]?.user_id,
    cognitoSub: subject.cognito[0]?.sub,
    nexusUserId: subject.nexus[0]?.id,
    email: subject.email,
  },
  unknown,
} as const;
const lookups = ["auth0UserId", "cognitoSub", "nexusUserId", "email"] as const;

let subgraph: TestSubgraph;
let token: string;

beforeAll(async () => {
  subgraph = await startSubgraph({ people });
  token = await subgraph.sandbox.issuer.issueAuth0({ sub: stranger.auth0[0]?.user_id, permissions: [] });
});

beforeEach(() => subgraph.resetCounts());

afterAll(() => subgraph.close());

/** The response, byte for byte, and what it cost. */
async function send(
  query: string,
  variables: object,
): Promise<{ readonly text: string; readonly cost: object }> {
  subgraph.resetCounts();
  const response = await fetch(`${subgraph.app.origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { text, cost: { ...subgraph.calls(), statements: subgraph.statements.length } };
}

describe("a caller who may not read users cannot find out whether a user exists", () => {
  test.each(lookups)("by %s", async (key) => {
    const query = "query ($by: UserByInput!) { user(by: $by) { id name email } }";
    const existing = await send(query, { by: { [key]: keysOf.subject[key] } });
    const missing = await send(query, { by: { [key]: keysOf.unknown[key] } });
    expect(existing).toEqual(missing);
    expect(existing.text).toBe('{"data":{"user":null}}\n');
  });

  test("by a search for an e-mail address", async () => {
    const query =
      "query ($email: EmailAddress!) { usersByEmail(email: $email) { users { id } unanswered { realm } } }";
    const existing = await send(query, { email: subject.email });
    const missing = await send(query, { email: unknown.email });
    expect(existing).toEqual(missing);
    expect(existing.text).toBe('{"data":{"usersByEmail":{"users":[],"unanswered":[]}}}\n');
  });

  test.each(["auth0UserId", "cognitoSub", "nexusUserId"] as const)("by a reference with %s", async (key) => {
    const query = "query ($list: [_Any!]!) { _entities(representations: $list) { ... on User { id } } }";
    const existing = await send(query, { list: [{ __typename: "User", [key]: keysOf.subject[key] }] });
    const missing = await send(query, { list: [{ __typename: "User", [key]: unknown[key] }] });
    expect(existing).toEqual(missing);
    expect(existing.text).toBe('{"data":{"_entities":[null]}}\n');
  });

  test.each(["id", "auth0UserId", "cognitoSub", "nexusUserId", "email"] as const)(
    "by a change of %s",
    async (key) => {
      const query =
        "mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename ... on IdentityProblem { code message } } }";
      const other = key === "id" ? unknown.userId : unknown[key];
      const change = { profile: { nickname: "mine now" } };
      const existing = await send(query, { input: { user: { [key]: keysOf.subject[key] }, ...change } });
      const missing = await send(query, { input: { user: { [key]: other }, ...change } });
      expect(existing).toEqual(missing);
      expect(JSON.parse(existing.text).data.updateUser.code).toBe("ACCESS_DENIED");
    },
  );

  test("and does not register a user by looking one up", async () => {
    const query = "query ($by: UserByInput!) { user(by: $by) { id } }";
    const before = await subgraph.app.directory.countUsers();
    const { text, cost } = await send(query, { by: { auth0UserId: spare.auth0[0]?.user_id } });
    expect(text).toBe('{"data":{"user":null}}\n');
    expect(cost).toEqual({ auth0: 0, cognito: 0, nexus: 0, statements: 1 });
    expect(await subgraph.app.directory.countUsers()).toBe(before);
  });
});

describe("a denied request costs nothing", () => {
  test("no provider is called for fields that the caller may not read", async () => {
    const query = `query ($by: UserByInput!) { user(by: $by) {
      id email phoneNumber blockStatus profileSources { provider } products { product } createdAt auth0UserId
      identities { ... on Auth0Identity { lastIp } ... on CognitoIdentity { groups { name } } ... on NexusIdentity { roles { name } } }
    } }`;
    const { text, cost } = await send(query, { by: { id: subject.userId } });
    const { data, errors } = JSON.parse(text);
    expect(data.user).toEqual({
      id: subject.userId,
      email: null,
      phoneNumber: null,
      blockStatus: null,
      profileSources: null,
      products: null,
      createdAt: null,
      auth0UserId: null,
      identities: null,
    });
    expect(errors).toHaveLength(8);
    expect(cost).toEqual({ auth0: 0, cognito: 0, nexus: 0, statements: 1 });
  });

  test("an anonymous request does not read the directory", async () => {
    const { errors } = await subgraph.as(null)<object, object>(
      "{ me { id } identityProviders { provider } }",
    );
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(["UNAUTHENTICATED", "UNAUTHENTICATED"]);
    expect(subgraph.statements).toEqual([]);
  });

  test("a creation without permission is forbidden before any call to the pool", async () => {
    const input = {
      realm: subject.cognito[0]?.poolId,
      email: "new@example.com",
      givenName: "N",
      familyName: "U",
    };
    const query =
      "mutation ($input: CreateCognitoUserInput!) { createCognitoUser(input: $input) { __typename } }";
    const { text, cost } = await send(query, { input });
    expect(text).toBe('{"data":{"createCognitoUser":{"__typename":"IdentityAccessDenied"}}}\n');
    expect(cost).toEqual({ auth0: 0, cognito: 0, nexus: 0, statements: 0 });
  });
});

describe("me", () => {
  test("is the person of the token, registered just in time if unknown", async () => {
    const own = await subgraph.sandbox.issuer.issueAuth0({ sub: spare.auth0[0]?.user_id });
    const { me } = (
      await subgraph.as({ token: own })<{ me: object }, object>("{ me { auth0UserId email } }")
    ).expectData();
    expect(me).toEqual({ auth0UserId: spare.auth0[0]?.user_id, email: spare.email });
  });

  test("is null for a machine, and for a person whom the provider does not have", async () => {
    const gone = await subgraph.sandbox.issuer.issueAuth0({ sub: unknown.auth0UserId });
    for (const execute of [subgraph.as("machine"), subgraph.as({ token: gone })])
      expect((await execute<object, object>("{ me { id } }")).expectData()).toEqual({ me: null });
  });

  test("is not a person with the same subject in another realm", async () => {
    const pool = colleague.cognito[0]?.poolId ?? "us-east-1_Staff0001";
    const other = await subgraph.sandbox.issuer.issueCognito(pool, {
      sub: subject.cognito[0]?.sub,
      username: "same-sub",
    });
    const result = await subgraph.as({ token: other })<object, object>("{ me { id } }");
    expect(result.data).toEqual({ me: null });
  });
});
