import { randomUUID } from "node:crypto";
import { Client } from "pg";

/** An empty database of its own in the server that the tests share. */
export interface TestDatabase {
  readonly url: string;
  /** Runs a statement as somebody else would, on a connection of its own. */
  run(statement: string): Promise<void>;
  /** Takes all tables away, which is several times faster than another database. */
  empty(): Promise<void>;
  drop(): Promise<void>;
}

export async function createTestDatabase(
  serverUrl: string | undefined = process.env.TEST_POSTGRES_URL,
): Promise<TestDatabase> {
  if (serverUrl === undefined)
    throw new Error("TEST_POSTGRES_URL is not set: jest's set-up starts the server");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await run(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    run: (statement) => run(url.href, statement),
    empty: () => run(url.href, "drop schema public cascade; create schema public"),
    drop: () => run(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
