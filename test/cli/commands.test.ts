import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { runProgram } from "../../src/cli/program.js";
import { createPeople } from "../../src/sandbox/people.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { emulatorsOf, liftRateLimits } from "../support/emulators.js";
import { program } from "../support/program.js";
import { wideRateLimits } from "../support/upstream.js";

const people = createPeople(150);
const identitiesAt = (provider: "auth0" | "cognito" | "nexus"): number =>
  people.reduce((sum, person) => sum + person[provider].length, 0);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  sandbox = await startSandbox({ people });
  liftRateLimits(...emulatorsOf(sandbox));
  folder = await mkdtemp(join(tmpdir(), "identity-subgraph-commands-"));
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

const variables = (store: string) => ({
  ...sandboxVariables(sandbox),
  ...wideRateLimits,
  LOG_LEVEL: "silent",
  SQLITE_FILE: join(folder, `${store}.sqlite`),
});

/** Carries out a command as the program does, with the emulators as its providers and a store of its own. */
async function run(store: string, ...args: readonly string[]): Promise<Ended> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const texts = Promise.all([text(out), text(err)]);
  const code = await runProgram(args, { env: variables(store), stdout: out, stderr: err });
  for (const stream of [out, err]) stream.end();
  const [stdout, stderr] = await texts;
  return { code, stdout, stderr };
}

/** The same as a process of its own. */
function runProcess(store: string, ...args: readonly string[]): Promise<Ended> {
  const env = { ...variables(store), PATH: process.env.PATH };
  const path = join(program, "dist", "cli", "identity-subgraph.js");
  return new Promise((resolve) => {
    execFile(process.execPath, [path, ...args], { env, cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
}

describe("identity-subgraph import", () => {
  test("registers every user of a provider, and the next time finds them registered", async () => {
    const [first] = JSON.parse((await run("import", "import", "auth0", "--json")).stdout);
    expect(first).toMatchObject({ provider: "AUTH0", created: identitiesAt("auth0"), known: 0, failed: 0 });
    const again = await runProcess("import", "import", "auth0", "--json");
    expect(JSON.parse(again.stdout)).toMatchObject([{ created: 0, known: identitiesAt("auth0") }]);
    expect(again.code).toBe(0);
  });

  test("imports every pool of Cognito, and one alone", async () => {
    const pools = JSON.parse((await run("pools", "import", "cognito", "--json")).stdout);
    const created = pools.reduce((sum: number, pool: { created: number }) => sum + pool.created, 0);
    expect(pools.length).toBeGreaterThan(1);
    expect(created).toBe(identitiesAt("cognito"));
    const one = await run("pools", "import", "cognito", "--realm", pools[0].realm, "--json");
    expect(JSON.parse(one.stdout)).toMatchObject([
      { realm: pools[0].realm, created: 0, known: pools[0].created },
    ]);
  });

  test("--dry-run counts and writes nothing", async () => {
    const preview = async (): Promise<unknown> =>
      JSON.parse((await run("preview", "import", "nexus", "--dry-run", "--json")).stdout)[0].created;
    expect(await preview()).toBe(identitiesAt("nexus"));
    expect(await preview()).toBe(identitiesAt("nexus"));
  });

  test("shows a table and its progress to a person", async () => {
    const { stdout, stderr } = await run("person", "import", "nexus");
    expect(stdout).toMatch(/provider.*realm.*created/);
    expect(stdout).toMatch(new RegExp(`NEXUS.*${identitiesAt("nexus")}`));
    expect(stderr).toContain("NEXUS");
  });

  test.each([
    [["import", "okta"], /okta is not configured/],
    [["import", "cognito", "--realm", "elsewhere"], /COGNITO has no realm elsewhere/],
    [["import"], /missing required argument/],
    [["imprt", "auth0"], /Did you mean import/],
  ])("%j is wrong use, and the message says why", async (args, message) => {
    const { code, stderr } = await run("wrong", ...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  test("a provider that is down ends the import with its failure and exit code 1, without a stack trace", async () => {
    sandbox.nexus.faults.set({ kind: "status", status: 503 });
    const { code, stderr } = await runProcess("down", "import", "nexus");
    sandbox.nexus.faults.clear();
    expect(stderr).toMatch(/NEXUS unavailable/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });
});

describe("identity-subgraph link", () => {
  const rows = people
    .filter(({ auth0, cognito }) => auth0.length === 1 && cognito.length === 1)
    .slice(0, 3)
    .map(({ auth0, cognito }) => ({ auth0UserId: auth0[0]?.user_id, cognitoSub: cognito[0]?.sub }));
  const realm = (): readonly string[] => [
    "--realm",
    `cognito=${sandboxVariables(sandbox).COGNITO_USER_POOL_IDS?.split(",")[0]}`,
  ];

  test("links the ids of each row of a CSV file to one user; again it changes nothing", async () => {
    const file = join(folder, "links.csv");
    const lines = rows.map(({ auth0UserId, cognitoSub }) => `${auth0UserId},${cognitoSub}`);
    await writeFile(file, ["auth0UserId,cognitoSub", ...lines, ""].join("\n"));
    const { stdout, code } = await run("links", "link", file, ...realm(), "--json");
    expect(JSON.parse(stdout)).toMatchObject({ rows: 3, counts: { created: 3 }, refused: [] });
    expect(code).toBe(0);
    const again = await run("links", "link", file, ...realm(), "--json");
    expect(JSON.parse(again.stdout)).toMatchObject({ rows: 3, counts: { known: 3, created: 0 } });
  });

  test("reports the rows of an NDJSON file that it did not link, and links the others", async () => {
    const file = join(folder, "links.ndjson");
    const [one, two, three] = rows;
    const mixed = { auth0UserId: one?.auth0UserId, cognitoSub: two?.cognitoSub };
    const records = [one, two, mixed, { auth0UserId: "no id", cognitoSub: one?.cognitoSub }, three];
    const lines = [...records.map((record) => JSON.stringify(record)), "{"];
    await writeFile(file, lines.join("\n"));
    const { stdout, code } = await run("mixed", "link", file, ...realm(), "--json");
    const { counts, refused } = JSON.parse(stdout);
    expect(counts).toMatchObject({ created: 3, in_conflict: 1, unreadable: 2 });
    expect(refused.map(({ row }: { row: number }) => row).sort()).toEqual([3, 4, 6]);
    expect(code).toBe(1);
  });
});

test("identity-subgraph sdl prints the committed schema without any configuration", async () => {
  const { stdout, code } = await run("sdl", "sdl");
  expect(stdout).toMatch(/^extend schema/m);
  expect((await run("sdl", "sdl", "--client")).stdout).not.toMatch(/extend schema/);
  expect(code).toBe(0);
});

test("a reader that stops early ends no command with an error", async () => {
  const path = join(program, "dist", "cli", "identity-subgraph.js");
  const child = spawn(process.execPath, [path, "sdl"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  expect([code, stderr]).toEqual([0, ""]);
});

test("identity-subgraph migrate makes the tables, and says so", async () => {
  const { stdout, code } = await run("migrated", "migrate", "--json");
  expect([JSON.parse(stdout), code]).toEqual([{ isCurrent: true }, 0]);
});

test("--help teaches every command", async () => {
  const { stdout, code } = await run("help", "--help");
  for (const name of ["import", "link", "migrate", "sdl"]) expect(stdout).toContain(name);
  expect((await run("help", "import", "--help")).stdout).toContain("Examples:");
  expect(code).toBe(0);
});
