import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { print } from "graphql";
import { createPeople } from "../../src/sandbox/people.js";
import { UpdateUserDocument } from "../generated/operations.js";
import { emulatorsOf } from "../support/emulators.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

/** Users with one identity at each provider. */
const people = createPeople(120).slice(-20);
const [ann, bob] = people;
const variables = { id: ann?.userId, references: [{ __typename: "User", id: ann?.userId }] };
const query = (selection: string): string =>
  `query Users($id: ID!) { user(by: { id: $id }) { ${selection} } }`;
const entities = (selection: string): string =>
  `query Users($references: [_Any!]!) { _entities(representations: $references) { ... on User { ${selection} } } }`;

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({
    people,
    variables: { CACHE_FOUND_MS: "60000", DIRECTORY_CACHE_MS: "2000" },
  });
});
beforeEach(() => subgraph.resetCounts());
afterAll(async () => {
  await subgraph.close();
});

interface Sending {
  readonly token?: string;
  readonly to?: TestSubgraph;
  readonly input?: object;
}

async function send(
  document: string,
  { to = subgraph, token = to.sandbox.tokens.administrator, input }: Sending = {},
): Promise<Headers> {
  const { headers } = await fetch(`${to.app.origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: document, variables: { ...variables, input } }),
  });
  return headers;
}

/** Seconds for which the answer may be used again; undefined when it may not be stored. */
function secondsOf(headers: Headers): number | undefined {
  const text = headers.get("cache-control");
  if (text === "no-store") return undefined;
  return Number(/^private, max-age=(\d+)$/.exec(text ?? "")?.[1]);
}

/** The first answer is Apollo's, the later ones come from the plan and from kept fragments. */
const times = [1, 2, 3, 4];

describe.each([
  ["user", query],
  ["_entities", entities],
])("an answer of %s", (_, toDocument) => {
  test("may be used again as long as everything that was read is fresh", async () => {
    for (const _time of times) {
      const seconds = secondsOf(await send(toDocument("name identities { ... on Identity { email } }")));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
    }
  });

  test("may not be stored when nothing was read at a provider", async () => {
    for (const _time of times) expect(secondsOf(await send(toDocument("id")))).toBeUndefined();
  });
});

describe("no-store is sent", () => {
  test("beside an error", async () => {
    const document = 'query Users { user(by: { id: "nonsense" }) { id name } }';
    for (const _time of times) expect(secondsOf(await send(document))).toBeUndefined();
  });

  test("beside a value that was read and a field that the caller may not read", async () => {
    const token = await subgraph.sandbox.issuer.issueAuth0({ sub: bob?.auth0[0]?.user_id });
    for (const _time of times) {
      expect(secondsOf(await send(query("name"), { token }))).toBeGreaterThan(0);
      expect(secondsOf(await send(query("name email"), { token }))).toBeUndefined();
      expect(secondsOf(await send(entities("name email"), { token }))).toBeUndefined();
    }
  });

  test("without a valid token", async () => {
    expect(secondsOf(await send(query("name"), { token: "nonsense" }))).toBeUndefined();
  });

  test("on a mutation, though it reads", async () => {
    const input = { user: { id: ann?.userId }, profile: { nickname: "Annie" } };
    expect(secondsOf(await send(print(UpdateUserDocument), { input }))).toBeUndefined();
    expect((await send(query("nickname"))).get("cache-control")).toMatch(/^private/);
  });

  test("with an earlier value, and without a value, of a provider that can't be read", async () => {
    const to = await startSubgraph({ people, variables: { CACHE_FOUND_MS: "0", CACHE_STALE_MS: "60000" } });
    const document = query("identities { ... on Identity { availability nickname } }");
    await send(document, { to });
    for (const emulator of emulatorsOf(to.sandbox)) emulator.faults.set({ kind: "status", status: 500 });
    for (const _time of times) expect(secondsOf(await send(document, { to }))).toBeUndefined();
    await to.close();
  });

  test("for a search, which is not kept", async () => {
    const document = 'query Search { usersByEmail(email: "nobody@example.com") { users { id } } }';
    for (const _time of times) expect(secondsOf(await send(document))).toBeUndefined();
  });

  test("with Cognito groups, which are not kept", async () => {
    const document = query("identities { ... on CognitoIdentity { email groups { name } } }");
    for (const _time of times) expect(secondsOf(await send(document))).toBeUndefined();
  });
});

test("a browser's cache keeps the answers of two callers apart", async () => {
  expect((await send(query("name"))).get("vary")).toMatch(/\bauthorization\b/i);
});
