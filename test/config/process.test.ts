import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
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

test("--help says how the service is configured; another argument is refused with the same text", async () => {
  const help = await startWith({}, { parameters: ["--help"] });
  const unknown = await startWith({}, { parameters: ["--port=1"] });

  expect([help.code, help.stderr]).toEqual([0, ""]);
  expect(help.stdout).toContain(".env.example");
  expect([unknown.code, unknown.stdout]).toEqual([1, ""]);
  expect(unknown.stderr).toBe(`Unknown argument: --port=1\n\n${help.stdout}`);
});

test("a taken port is a sentence that names it, not a stack trace", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const { code, stderr } = await startWith({ PORT: String(port), LOG_LEVEL: "silent" });

  expect(stderr).toBe(
    `Another process listens on 127.0.0.1:${port}. Set PORT (or METRICS_PORT) to a free port, or to 0 for any.\n`,
  );
  expect(code).toBe(1);
  server.close();
});

test("a store that cannot be opened is a sentence, not a stack trace", async () => {
  const { code, stderr } = await startWith({
    SQLITE_FILE: "/dev/null/directory.sqlite",
    LOG_LEVEL: "silent",
  });

  expect(stderr).toMatch(/^The directory can't be opened: .*\n$/);
  expect(code).toBe(1);
});

test("a misspelt variable is named beside the error that it caused", async () => {
  const { stderr } = await startWith({ NODE_ENV: "production", DATABASE_ULR: "postgres://canary" });

  expect(stderr).toContain("- DATABASE_URL or SQLITE_FILE must be set in production\n");
  expect(stderr).toContain("- DATABASE_ULR is unknown; did you mean DATABASE_URL?\n");
  expect(stderr).not.toContain("canary");
});

test("a file .env is read, and the variables of the process take precedence", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "env-file-"));
  await writeFile(join(cwd, ".env"), "PORT=http\nLOG_LEVEL=loud\n");

  const { stderr } = await startWith({ LOG_LEVEL: "info" }, { cwd });

  expect(stderr.trimEnd().split("\n")).toEqual([
    "The configuration has 1 error(s):",
    "- PORT must be a whole number from 0 to 65535",
  ]);
  await rm(cwd, { recursive: true });
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
  ])("does not start and stores no user: %s", async (_, variables, errors) => {
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

interface Start {
  readonly parameters?: readonly string[];
  readonly cwd?: string;
}

async function startWith(
  env: Readonly<Record<string, string>>,
  { parameters = [], cwd = program }: Start = {},
): Promise<Ended> {
  const main = join(program, "dist", "main.js");
  const options = { cwd, env: { PATH: process.env.PATH, ...env }, timeout: 20_000 };
  return run(process.execPath, ["--enable-source-maps", main, ...parameters], options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => error,
  );
}
