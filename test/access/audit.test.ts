import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { people, stranger, subject } from "./people.js";

const lines: string[] = [];
let subgraph: TestSubgraph;
let token: string;

const events = (): readonly Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "identity read");

beforeAll(async () => {
  const log = { write: (line: string) => void lines.push(line) };
  subgraph = await startSubgraph({ people, log, variables: { AUDIT_READS: "true" } });
  token = await subgraph.sandbox.issuer.issueAuth0({ sub: stranger.auth0[0]?.user_id, permissions: [] });
});

beforeEach(() => {
  lines.length = 0;
});

afterAll(() => subgraph.close());

describe("the audit of reads", () => {
  const by = { id: subject.userId };

  test("has one event per user and request: actor, user, level of detail and path", async () => {
    const query = `query ($by: UserByInput!) { user(by: $by) {
      id name email identities { ... on Auth0Identity { appMetadata { role } } }
    } again: user(by: $by) { id } }`;
    (await subgraph.execute(query, { by })).expectData();
    expect(events()).toEqual([
      expect.objectContaining({
        level: 30,
        actor: expect.stringContaining("auth0|"),
        user: subject.userId,
        detail: "metadata",
        path: "user",
      }),
    ]);
  });

  test.each([
    ["limited", "id name"],
    ["profile", "email"],
    ["profile", "identities { __typename }"],
  ])("records the detail %s for { %s }", async (detail, fields) => {
    await subgraph.execute(`query ($by: UserByInput!) { user(by: $by) { ${fields} } }`, { by });
    expect(events().map((event) => event.detail)).toEqual([detail]);
  });

  test.each([
    ["user", "query ($by: UserByInput!) { user(by: $by) { email } }"],
    [
      "_entities",
      "query ($references: [_Any!]!) { _entities(representations: $references) { ... on User { email } } }",
    ],
  ])("has the same event each time that %s is sent again", async (path, query) => {
    const references = [{ __typename: "User", id: subject.userId }];
    for (let count = 0; count < 5; count += 1) {
      lines.length = 0;
      await subgraph.execute(query, { by, references });
      expect(events()).toEqual([
        expect.objectContaining({
          user: subject.userId,
          detail: "profile",
          path,
          correlationId: expect.any(String),
        }),
      ]);
    }
  });

  test("records what was read, not what was requested", async () => {
    const query = "query ($by: UserByInput!) { user(by: $by) { name email identities { __typename } } }";
    await subgraph.as({ token })(query, { by });
    expect(events()).toEqual([expect.objectContaining({ detail: "limited", user: subject.userId })]);
  });

  test("has an event for each user of a list, with the name of the root field and not its alias", async () => {
    (await subgraph.execute<object, object>("{ all: users { nodes { email } } }")).expectData();
    const expected = people.filter(({ links }) => links.length > 0).map(({ userId }) => ["users", userId]);
    expect(
      events()
        .map(({ path, user }) => [path, user])
        .sort(),
    ).toEqual(expected.sort());
  });

  test("has no event for callers who are denied everything", async () => {
    await subgraph.as({ token })("query ($by: UserByInput!) { user(by: $by) { email blockStatus } }", { by });
    await subgraph.as(null)("query ($by: UserByInput!) { user(by: $by) { name } }", { by });
    expect(events()).toEqual([]);
  });

  test("contains no name, e-mail address or phone number", async () => {
    await subgraph.execute("query ($by: UserByInput!) { user(by: $by) { name email phoneNumber } }", { by });
    const [event] = events();
    expect(Object.keys(event ?? {}).sort()).toEqual([
      "actor",
      "correlationId",
      "detail",
      "level",
      "msg",
      "path",
      "time",
      "user",
    ]);
    expect(JSON.stringify(event)).not.toMatch(/@|Person|\+1/);
  });
});

test("without AUDIT_READS there is no event", async () => {
  const silent = await startSubgraph({
    people,
    sandbox: subgraph.sandbox,
    log: { write: (line) => void lines.push(line) },
  });
  await silent.execute("query ($by: UserByInput!) { user(by: $by) { email } }", {
    by: { id: subject.userId },
  });
  await silent.close();
  expect(events()).toEqual([]);
});
