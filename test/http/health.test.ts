import { afterEach, expect, test } from "@jest/globals";
import { createTestDatabase, type TestDatabase } from "../support/postgres.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { until } from "../support/until.js";

let subgraph: TestSubgraph;
let database: TestDatabase | undefined;

afterEach(async () => {
  await subgraph.close();
  await database?.drop();
  database = undefined;
});

const startOnPostgres = async (): Promise<TestDatabase> => {
  database = await createTestDatabase();
  subgraph = await startSubgraph({ variables: { DATABASE_URL: database.url } });
  return database;
};

const ask = (path: string, method = "GET") => fetch(`${subgraph.app.origin}${path}`, { method });
const statusOf = async (path: string, method?: string) => (await ask(path, method)).status;

test.each(["/", "/health/live", "/health/ready"])(
  "HEAD on %s answers as GET does, without a body",
  async (path) => {
    subgraph = await startSubgraph();

    const response = await ask(path, "HEAD");

    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(response.headers.get("content-type")).toBe((await ask(path)).headers.get("content-type"));
  },
);

test.each(["users", "identity_links", "writes", "audit_entries"])(
  "a process is not ready while the table %s is missing",
  async (table) => {
    const { run } = await startOnPostgres();
    expect(await statusOf("/health/ready")).toBe(200);

    await run(`alter table ${table} rename to elsewhere`);
    await until(async () => (await statusOf("/health/ready")) === 503, "the process is not ready");
    expect(await statusOf("/health/live")).toBe(200);

    await run(`alter table elsewhere rename to ${table}`);
    await until(async () => (await statusOf("/health/ready")) === 200, "the process is ready again");
  },
);

test("a process is not ready while PostgreSQL accepts no writes, as a standby does", async () => {
  const { run, url } = await startOnPostgres();
  const name = new URL(url).pathname.slice(1);

  await run(`alter database ${name} set default_transaction_read_only = on`);
  await run(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`,
  );

  await until(async () => (await statusOf("/health/ready")) === 503, "the process is not ready");
});

test("probes share one check a second", async () => {
  subgraph = await startSubgraph();
  subgraph.resetCounts();

  await Promise.all(Array.from({ length: 100 }, () => statusOf("/health/ready")));

  const checks = subgraph.statements.filter((sql) => sql.includes("user_version"));
  expect(checks).toHaveLength(1);
});
