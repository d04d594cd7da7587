import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { Client } from "pg";
import type { StoreLocation } from "../../src/directory/open-directory.js";
import { createPeople } from "../../src/sandbox/people.js";
import { sandboxCredentials } from "../../src/sandbox/realms.js";
import {
  CreateCognitoUserDocument,
  type CreateCognitoUserInput,
  UpdateUserDocument,
  type UpdateUserInput,
} from "../generated/operations.js";
import { sharedStoreKinds } from "../support/directories.js";
import { personCalled } from "../support/sample.js";
import { startSubgraph } from "../support/start-subgraph.js";

const people = createPeople();
const whole = personCalled("everywhere", people);
const passwords = Array.from({ length: 8 }, (_, index) => `Canary-${index}-Passw0rd!`);
const tokens = [
  sandboxCredentials.auth0.clientSecret,
  sandboxCredentials.cognito.secretAccessKey,
  sandboxCredentials.nexus.bearerToken,
  sandboxCredentials.nexus.applicationToken,
];

describe.each(sharedStoreKinds)("passwords and tokens on $name", (kind) => {
  test("are in no row, no log line and no response, whether writes go well, fail, or get no answer", async () => {
    const store = await kind.create();
    const seen: string[] = [];
    const subgraph = await startSubgraph({
      people,
      variables: toVariables(store.location),
      timeoutMs: 500,
      log: { write: (line) => seen.push(line) },
    });
    const { auth0, cognito, nexus } = subgraph.sandbox;
    const update = async (change: Omit<UpdateUserInput, "user">): Promise<void> => {
      const input = { user: { id: whole.userId }, ...change };
      seen.push(JSON.stringify(await subgraph.execute(UpdateUserDocument, { input })));
    };
    const create = async (change: Partial<CreateCognitoUserInput>): Promise<void> => {
      const names = { email: "canary@example.com", givenName: "C", familyName: "C" };
      const input = { realm: "us-east-1_Staff0001", ...names, ...change };
      seen.push(JSON.stringify(await subgraph.execute(CreateCognitoUserDocument, { input })));
    };
    try {
      const [forAuth0, forCognito, forNexus, ...others] = passwords.map((password) => ({ password }));
      await update({ idempotencyKey: "all", auth0: forAuth0, cognito: forCognito, nexus: forNexus });
      await update({ dryRun: true, auth0: others[0] });
      await create({ username: "one", ...others[1], idempotencyKey: "one" });
      await create({ username: "one", ...others[1], idempotencyKey: "one" });
      await create({ username: "two", ...others[2], isPasswordTemporary: true, groups: ["nobody-knows"] });
      for (const emulator of [auth0, cognito, nexus]) emulator.faults.set({ kind: "lost" });
      await update({ auth0: others[3] });
      for (const emulator of [auth0, cognito, nexus]) emulator.faults.set({ kind: "html", status: 502 });
      await create({ username: "three", ...others[4], phoneNumber: "nonsense" });
      await create({ username: "three", ...others[4] });
      seen.push(await dump(store.location)); // with the write that was left unfinished
    } finally {
      await subgraph.close();
    }
    const text = seen.join("\n");
    expect(text).toContain("canary@example.com"); // the look is wide enough to find what is there
    for (const secret of [...passwords, ...tokens]) expect(text).not.toContain(secret);
    await store.remove();
  });
});

/** Everything that the store holds, as text. */
async function dump(location: StoreLocation): Promise<string> {
  if ("sqliteFile" in location) {
    const folder = dirname(location.sqliteFile);
    const files = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), "latin1")),
    );
    return files.join("\n");
  }
  const client = new Client({ connectionString: location.url });
  await client.connect();
  const { rows: tables } = await client.query("select tablename from pg_tables where schemaname = 'public'");
  const dumps: string[] = [];
  for (const { tablename } of tables) {
    const { rows } = await client.query(`select * from "${tablename}"`);
    dumps.push(JSON.stringify(rows));
  }
  await client.end();
  return dumps.join("\n");
}

function toVariables(location: StoreLocation): Record<string, string> {
  return "url" in location ? { DATABASE_URL: location.url } : { SQLITE_FILE: location.sqliteFile };
}
