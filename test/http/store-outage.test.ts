import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createTestDatabase, type TestDatabase } from "../support/postgres.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { startPostgresProxy } from "../support/tcp-proxy.js";
import { until } from "../support/until.js";

interface LogLine {
  readonly level: number;
  readonly msg: string;
}

const warning = 40;

const users = "{ users(first: 1) { nodes { id } } }";
const entities = "query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on User { id } } }";
const update = "mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }";

describe("while PostgreSQL is unavailable", () => {
  let database: TestDatabase;
  let proxy: Awaited<ReturnType<typeof startPostgresProxy>>;
  let subgraph: TestSubgraph;
  let lines: LogLine[];
  let ids: readonly string[];

  /** What the log says of the directory, and all that it complains of. */
  const messages = (): readonly string[] =>
    lines.filter(({ level, msg }) => level >= warning || /directory/.test(msg)).map(({ msg }) => msg);

  const start = async (variables: Readonly<Record<string, string>> = {}): Promise<void> => {
    subgraph = await startSubgraph({
      variables: { DATABASE_URL: proxy.url, DIRECTORY_CACHE_MS: "0", ...variables },
      log: { write: (line) => lines.push(JSON.parse(line)) },
    });
    const page = await subgraph.execute<{ users: { nodes: { id: string }[] } }, object>(users);
    ids = page.expectData().users.nodes.map(({ id }) => id);
  };

  /** A read, a batch of references and a write. */
  const sendAll = () => {
    const input = { user: { id: ids[0] }, profile: { nickname: "Ada" } };
    const keys = [...ids, ...ids].map((id) => ({ __typename: "User", id }));
    return Promise.all([
      subgraph.execute(users),
      subgraph.execute(entities, { keys }),
      subgraph.execute(update, { input }),
    ]);
  };

  beforeEach(async () => {
    lines = [];
    database = await createTestDatabase();
    proxy = await startPostgresProxy(database.url);
  });
  afterEach(async () => {
    await subgraph.close();
    await proxy.stop();
    await database.drop();
  });

  test("every operation says DIRECTORY_UNAVAILABLE and when to retry, and an outage is two lines of the log", async () => {
    await start();
    await proxy.stop();

    for (let round = 0; round < 20; round += 1) {
      for (const result of await sendAll()) {
        expect(result.expectError("DIRECTORY_UNAVAILABLE").extensions?.retryAfterSeconds).toBeGreaterThan(0);
        expect(result.errors.map(({ extensions }) => extensions?.code)).not.toContain(
          "INTERNAL_SERVER_ERROR",
        );
      }
    }
    expect(messages()).toEqual(["the directory is unavailable"]);

    await proxy.start();
    await until(() => messages().length > 1, "the end of the outage is logged");
    for (const result of await sendAll()) result.expectData();
    expect(messages()).toEqual(["the directory is unavailable", "the directory is available again"]);
  });

  test("each reference has its error, and the others of the answer stay", async () => {
    await start();
    await proxy.stop();
    const keys = [
      { __typename: "User", id: ids[0] },
      { __typename: "User", id: "no id" },
    ];

    const { status, data, errors } = await subgraph.execute(entities, { keys });

    expect([status, data]).toEqual([200, { _entities: [null, null] }]);
    expect(errors.map(({ path, extensions }) => [path?.join("."), extensions?.code])).toEqual(
      expect.arrayContaining([
        ["_entities.0", "DIRECTORY_UNAVAILABLE"],
        ["_entities.1", "BAD_USER_INPUT"],
      ]),
    );
  });

  test("a PostgreSQL that accepts connections and answers nothing does not hold a request past its time", async () => {
    await start({ REQUEST_TIMEOUT_MS: "3000" });
    proxy.freeze();

    for (const result of await sendAll()) result.expectError("DIRECTORY_UNAVAILABLE");
    for (const result of await sendAll()) result.expectError("DIRECTORY_UNAVAILABLE");

    await until(() => messages().length > 0, "the outage is logged");
    proxy.thaw();
    await until(() => messages().length > 1, "the end of the outage is logged");
    for (const result of await sendAll()) result.expectData();
    expect(messages()).toEqual(["the directory is unavailable", "the directory is available again"]);
  });

  test("statements that wait for a frozen PostgreSQL fail without a request's deadline", async () => {
    await start({ REQUEST_TIMEOUT_MS: "600000" });
    proxy.freeze();

    for (const result of await sendAll()) result.expectError("DIRECTORY_UNAVAILABLE");
  });
});
