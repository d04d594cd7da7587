import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createTestDatabase, type TestDatabase } from "../support/postgres.js";
import { program } from "../support/program.js";

const run = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

test("a bad environment ends the process with code 1, every error on stderr, and no stack trace", async () => {
  const { code, stdout, stderr } = await startWith({
    NODE_ENV: "production",
    PORT: "http",
    AUTH0_CLIENT_SECRET: "canary",
    PROVIDERS_OFF: "nexus",
  });
  expect(stderr.trimEnd().split("\n")).toEqual([
    "The configuration has 6 error(s):",
    "- PORT must be a whole number from 0 to 65535",
    "- AUTH0_CLIENT_SECRET is set, but AUTH0_BASE_URL is not",
    "- AUTH0_BASE_URL must be set in production, or PROVIDERS_OFF must name auth0",
    "- COGNITO_USER_POOL_IDS must be set in production, or PROVIDERS_OFF must name cognito",
    "- DATABASE_URL or SQLITE_FILE must be set in production",
    "- TOKEN_ISSUERS must be set in production",
  ]);
  expect(stdout).toBe("");
  expect(code).toBe(1);
});

describe("a service that is only half configured", () => {
  const auth0 = {
    AUTH0_BASE_URL: "https://tenant.us.auth0.com",
    AUTH0_CLIENT_ID: "client",
    AUTH0_CLIENT_SECRET: "secret",
  };
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      "one provider of three",
      auth0,
      [
        "COGNITO_USER_POOL_IDS must be set, or PROVIDERS_OFF must name cognito, because AUTH0_BASE_URL is set",
        "NEXUS_BASE_URL must be set, or PROVIDERS_OFF must name nexus, because AUTH0_BASE_URL is set",
      ],
    ],
    [
      "no provider, on every address",
      { HOST: "0.0.0.0" },
      [
        "DATABASE_URL must not be set while no provider is configured: the sandbox never uses it",
        "HOST must be a loopback address while the sandbox runs, or SANDBOX_EXPOSED must be true",
      ],
    ],
  ])("does not start and stores nobody: %s", async (_, variables, errors) => {
    const { code, stdout, stderr } = await startWith({
      PORT: "0",
      DATABASE_URL: database.url,
      ...variables,
    });
    expect(stderr.trimEnd().split("\n")).toEqual([
      "The configuration has 2 error(s):",
      ...errors.map((error) => `- ${error}`),
    ]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(await database.query("select tablename from pg_tables where schemaname = 'public'")).toEqual([]);
  });
});

async function startWith(env: Readonly<Record<string, string>>): Promise<Ended> {
  const main = join(program, "dist", "main.js");
  const options = { cwd: program, env: { PATH: process.env.PATH, ...env }, timeout: 20_000 };
  return run(process.execPath, ["--enable-source-maps", main], options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => error,
  );
}
