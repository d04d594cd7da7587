import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;

/** The program built as for production, in a folder of its own. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "process-"));
  await symlink(`${root}node_modules`, join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const build = [`${root}node_modules/.bin/tsc`, "-p", "tsconfig.build.json", "--noCheck", "--outDir"];
  await run(process.execPath, [...build, join(folder, "dist")], { cwd: root, env: quiet });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("a bad environment ends the process with code 1, every fault on stderr, and no stack trace", async () => {
  const { code, stdout, stderr } = await startWith({
    NODE_ENV: "production",
    PORT: "http",
    AUTH0_CLIENT_SECRET: "canary",
    PROVIDERS_OFF: "nexus",
  });
  expect(stderr.trimEnd().split("\n")).toEqual([
    "The configuration has 6 fault(s):",
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

const quiet = { PATH: process.env.PATH };

async function startWith(env: Readonly<Record<string, string>>): Promise<Ended> {
  const main = join(folder, "dist", "main.js");
  const options = { cwd: folder, env: { ...quiet, ...env }, timeout: 20_000 };
  return run(process.execPath, ["--enable-source-maps", main], options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => error,
  );
}
