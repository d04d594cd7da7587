import { cp, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createPeople } from "../../src/sandbox/people.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { createExecute } from "../support/execute.js";
import { createTestDatabase, type TestDatabase } from "../support/postgres.js";
import { type ServiceProcess, startService } from "../support/processes.js";
import { program } from "../support/program.js";

const query = `query ($key: _Any!) { _entities(representations: [$key]) { ... on User { id email } } }`;

let sandbox: Sandbox;
let database: TestDatabase;
let running: ServiceProcess[];
const folders: string[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ people: createPeople().slice(0, 20) });
});
afterAll(async () => {
  await sandbox.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  database = await createTestDatabase();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((service) => service.end("SIGKILL")));
  await database.drop();
});

/** The program with one more migration, as the next version may have it. */
async function buildNext(isAdditive: boolean): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "identity-subgraph-next-"));
  folders.push(folder);
  await cp(program, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !/node_modules/.test(path),
  });
  await symlink(join(program, "node_modules"), join(folder, "node_modules"));
  const migrations = join(folder, "dist", "directory", "migrations");
  await rename(join(migrations, "all.js"), join(migrations, "present.js"));
  await writeFile(
    join(migrations, "all.js"),
    `import { listMigrations as listPresent } from "./present.js";
     const next = {
       isAdditive: ${isAdditive},
       up: (kysely) => kysely.schema.alterTable("users").addColumn("note", "text").execute(),
     };
     export const listMigrations = (dialect) => ({ ...listPresent(dialect), "9999-next": next });`,
  );
  return folder;
}

function start(folder: string): ServiceProcess {
  const service = startService(folder, { ...sandboxVariables(sandbox), DATABASE_URL: database.url });
  running.push(service);
  return service;
}

/** The id and the address that a process finds for a person. */
async function readPerson(service: ServiceProcess): Promise<unknown> {
  const execute = createExecute(`${await service.origin}/graphql`, { token: sandbox.tokens.administrator });
  const cognitoSub = sandbox.people.flatMap(({ cognito }) => cognito)[0]?.sub;
  return (await execute(query, { key: { __typename: "User", cognitoSub } })).expectData();
}

test("during a rolling upgrade with an additive migration the old version serves, and starts again", async () => {
  const next = await buildNext(true);
  const old = start(program);
  const before = await readPerson(old);

  const upgraded = start(next);
  expect(await readPerson(upgraded)).toEqual(before);
  expect(await readPerson(old)).toEqual(before);

  expect(await old.end()).toBe(0);
  const restarted = start(program);
  expect(await readPerson(restarted)).toEqual(before);
  expect(await readPerson(upgraded)).toEqual(before);
});

test("a newer migration that is not additive is refused with a sentence", async () => {
  const next = await buildNext(false);
  const upgraded = start(next);
  await upgraded.origin;

  const old = start(program);

  expect(await old.ended()).toBe(1);
  expect(old.complaints.join("")).toBe(
    "A newer version has changed the directory in a way that this version does not know (9999-next). Start the newer version.\n",
  );
});
