// @own-service
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { auditSdl } from "../../examples/neighbours/audit.ts";
import { ordersSdl } from "../../examples/neighbours/orders.ts";
import { type App, registry, startApp } from "../../src/app.js";
import { loadConfig } from "../../src/config.js";
import { createLog } from "../../src/platform/log.js";
import type { Emulator } from "../../src/sandbox/emulator.js";
import { sandboxCredentials } from "../../src/sandbox/realms.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { composers } from "../federation/compose.js";
import { createExecute, type Execute } from "../support/execute.js";
import { plainUpstream } from "../support/upstream.js";
import { people } from "./deployment.js";
import { rosterToken, startRoster, toRosterUser } from "./roster/emulator.js";
import { rosterRealm } from "./roster/harness.js";
import { roster } from "./roster/index.js";

const providers = [...registry, roster];
const webhookSecret = "webhook-secret-0123456789-0123456789";
const [reader, changed, signedIn, cached] = people.map(toRosterUser);

let sandbox: Sandbox;
let emulator: Emulator;
let app: App;
let execute: Execute;

beforeAll(async () => {
  sandbox = await startSandbox({ people });
  emulator = await startRoster();
  emulator.seed(people);
  const known = sandboxVariables(sandbox);
  const issuer = `${emulator.origin}/sign-in`;
  const config = loadConfig(providers, {
    ...known,
    ...plainUpstream,
    CACHE_FOUND_MS: "600000",
    NODE_ENV: "test",
    PORT: "0",
    SQLITE_FILE: ":memory:",
    WEBHOOK_SECRETS: webhookSecret,
    ROSTER_BASE_URL: emulator.origin,
    ROSTER_REALM: rosterRealm,
    ROSTER_TOKEN: rosterToken,
    TOKEN_ISSUERS: `${known.TOKEN_ISSUERS},${issuer}`,
    TOKEN_ISSUER_REALMS: `${known.TOKEN_ISSUER_REALMS},${issuer}=${rosterRealm}`,
  });
  app = await startApp({ config, providers, sandbox, log: createLog("silent") });
  execute = executeAs(sandbox.tokens.administrator);
});
afterAll(async () => {
  await app.close();
  await emulator.close();
  await sandbox.close();
});

function executeAs(token: string): Execute {
  return createExecute(`${app.origin}/graphql`, { token });
}

const fields = `id rosterUserId name identities(providers: [ROSTER]) {
  __typename ... on RosterIdentity { provider realm subject name department }
}`;

interface Found {
  readonly user: { readonly id: string; readonly identities: readonly Record<string, unknown>[] } | null;
}

async function read(rosterUserId: string | undefined): Promise<Found["user"]> {
  const query = `query ($by: UserByInput!) { user(by: $by) { ${fields} } }`;
  return (await execute<Found, object>(query, { by: { rosterUserId } })).expectData().user;
}

describe("a provider that no file in src knows", () => {
  test.each(composers)("composes with its neighbours: $name", async ({ compose }) => {
    const { _service } = (
      await execute<{ _service: { sdl: string } }, undefined>("{ _service { sdl } }")
    ).expectData();
    expect(_service.sdl).toContain('@key(fields: "rosterUserId")');
    const { supergraphSdl } = await compose([
      { name: "identity", url: "http://identity", sdl: _service.sdl },
      { name: "orders", url: "http://orders", sdl: ordersSdl },
      { name: "audit", url: "http://audit", sdl: auditSdl },
    ]);
    expect(supergraphSdl).toMatch(/type RosterIdentity/);
  });

  test("is read through the graph, by its own key and under its own access rules", async () => {
    expect(await read(reader?.id)).toMatchObject({
      rosterUserId: reader?.id,
      name: reader?.name,
      identities: [
        {
          __typename: "RosterIdentity",
          provider: "ROSTER",
          realm: rosterRealm,
          subject: reader?.id,
          name: reader?.name,
          department: "Research",
        },
      ],
    });
  });

  test("is changed by updateUser", async () => {
    const user = await read(changed?.id);
    const mutation = `mutation ($input: UpdateUserInput!) {
      updateUser(input: $input) { __typename ... on UpdateUserSuccess { outcomes { provider status appliedFields } } }
    }`;
    const input = { user: { id: user?.id }, roster: { department: "Sales" } };
    expect((await execute(mutation, { input })).expectData()).toEqual({
      updateUser: {
        __typename: "UpdateUserSuccess",
        outcomes: [{ provider: "ROSTER", status: "APPLIED", appliedFields: ["department"] }],
      },
    });
    expect((await read(changed?.id))?.identities).toMatchObject([{ department: "Sales" }]);
  });

  test("signs people in by its own tokens", async () => {
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    emulator.settings.publishedKeys = [{ ...(await exportJWK(publicKey)), kid: "1", alg: "RS256" }];
    const sign = (claims: object): Promise<string> =>
      new SignJWT({ aud: sandboxCredentials.issuer.audience, ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "1" })
        .setIssuer(`${emulator.origin}/sign-in`)
        .setExpirationTime("5m")
        .sign(privateKey);
    const me = "{ me { rosterUserId identities { ... on RosterIdentity { name department } } } }";
    const person = executeAs(await sign({ sub: signedIn?.id }));
    const own = await person<{ me: object }, undefined>(me);
    // the department is for staff, also in a person's own entry
    expect(own.data?.me).toEqual({
      rosterUserId: signedIn?.id,
      identities: [{ name: signedIn?.name, department: null }],
    });
    own.expectError("FORBIDDEN");
    const program = executeAs(await sign({ sub: "import", kind: "program" }));
    expect((await program(me)).expectData()).toEqual({ me: null });
  });

  test("reports changes in its own format", async () => {
    const before = await read(cached?.id);
    expect(before?.identities).toMatchObject([{ name: cached?.name }]);
    const renamed = people.map((person) => ({ ...person, slug: `new ${person.slug}` }));
    emulator.seed(renamed);
    expect((await read(cached?.id))?.identities).toMatchObject([{ name: cached?.name }]);
    const response = await fetch(`${app.origin}/webhooks/roster`, {
      method: "POST",
      headers: { authorization: `Bearer ${webhookSecret}`, "content-type": "application/json" },
      body: JSON.stringify({ event: "1", changedAt: new Date().toISOString(), user: cached?.id }),
    });
    expect(response.status).toBe(204);
    expect((await read(cached?.id))?.identities).toMatchObject([{ name: `new ${cached?.name}` }]);
  });
});
