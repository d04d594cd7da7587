import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { createTestDatabase } from "../support/postgres.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { until } from "../support/until.js";

let parts: AsyncDisposableStack;
beforeEach(() => {
  parts = new AsyncDisposableStack();
});
afterEach(() => parts.disposeAsync());

async function start(variables: Readonly<Record<string, string>> = {}): Promise<TestSubgraph> {
  const subgraph = await startSubgraph({ variables });
  parts.defer(() => subgraph.close());
  return subgraph;
}

async function startOnPostgres() {
  const database = await createTestDatabase();
  parts.defer(() => database.drop());
  return { database, subgraph: await start({ DATABASE_URL: database.url }) };
}

const ask = ({ app }: TestSubgraph, path: string, method = "GET") =>
  fetch(`${app.origin}${path}`, { method });
const statusOf = async (subgraph: TestSubgraph, path: string) => (await ask(subgraph, path)).status;
const untilReady = (subgraph: TestSubgraph, status: number) =>
  until(async () => (await statusOf(subgraph, "/health/ready")) === status, `readiness is ${status}`);

test.each(["/", "/health/live", "/health/ready"])(
  "HEAD on %s answers as GET does, without a body",
  async (path) => {
    const subgraph = await start();

    const response = await ask(subgraph, path, "HEAD");

    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(response.headers.get("content-type")).toBe(
      (await ask(subgraph, path)).headers.get("content-type"),
    );
  },
);

test("a process is not ready while any one of its tables is missing", async () => {
  const tables = ["users", "identity_links", "writes", "audit_entries"];
  const checkWithout = async (table: string): Promise<void> => {
    const { database, subgraph } = await startOnPostgres();
    expect(await statusOf(subgraph, "/health/ready")).toBe(200);

    await database.run(`alter table ${table} rename to elsewhere`);
    await untilReady(subgraph, 503);
    expect(await statusOf(subgraph, "/health/live")).toBe(200);

    await database.run(`alter table elsewhere rename to ${table}`);
    await untilReady(subgraph, 200);
  };

  await Promise.all(tables.map(checkWithout)); // at once, because each waits for several checks
});

test("a process is not ready while PostgreSQL accepts no writes, as a standby does", async () => {
  const { database, subgraph } = await startOnPostgres();
  const name = new URL(database.url).pathname.slice(1);

  await database.run(`alter database ${name} set default_transaction_read_only = on`);
  await database.run(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`,
  );

  await untilReady(subgraph, 503);
});

test("probes share one check a second", async () => {
  const subgraph = await start();
  subgraph.resetCounts();

  await Promise.all(Array.from({ length: 100 }, () => statusOf(subgraph, "/health/ready")));

  const checks = subgraph.statements.filter((sql) => sql.includes("user_version"));
  expect(checks).toHaveLength(1);
});
