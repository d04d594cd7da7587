import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { accessVariables } from "../../../src/access/settings.js";
import {
  type Authentication,
  createAuthenticate,
  type RequestHeaders,
} from "../../../src/access/tokens/authenticate.js";
import { anonymousViewer, type Viewer } from "../../../src/access/viewer.js";
import { registry } from "../../../src/app.js";
import { permissions } from "../../../src/identity/permissions.js";
import { toSettings } from "../../../src/platform/camel-case.js";
import type { Claims } from "../../../src/sandbox/issuer/issuer.js";
import { sandboxCredentials, sandboxRealms } from "../../../src/sandbox/realms.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../../src/sandbox/variables.js";
import { people } from "./token-harness.js";

const pool = sandboxRealms.cognito[0];
const { clientId } = sandboxCredentials.issuer;
const cognitoSub = people[0]?.cognito[0]?.sub as string;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ people });
});
afterAll(() => sandbox.close());

async function authenticate(
  headers: RequestHeaders,
  variables: Readonly<Record<string, string>> = {},
): Promise<Authentication> {
  const settings = toSettings(accessVariables.parse({ ...sandboxVariables(sandbox), ...variables }));
  return createAuthenticate(settings, { providers: registry, onKeysFailure: () => {} })(headers);
}

async function viewerOf(token: string, variables?: Readonly<Record<string, string>>): Promise<Viewer> {
  const authentication = await authenticate({ authorization: [`Bearer ${token}`] }, variables);
  if (authentication.kind !== "authenticated") throw new Error(JSON.stringify(authentication));
  return authentication.viewer;
}

describe("the viewer", () => {
  test("is anonymous without a token", async () => {
    expect(await authenticate({})).toEqual({ kind: "authenticated", viewer: anonymousViewer });
  });

  test("of Auth0 is the person whom the subject names in the tenant", async () => {
    const sub = people[0]?.auth0[0]?.user_id;
    expect(await viewerOf(sandbox.tokens.person)).toEqual({
      kind: "person",
      actor: `sandbox.us.auth0.com|${sub}`,
      permissions: new Set(),
      identity: { provider: "AUTH0", realm: sandboxRealms.auth0, subject: sub },
      isFromRouter: false,
    });
  });

  test("of Cognito is the person whom the subject names in the pool", async () => {
    const token = await sandbox.issuer.issueCognito(pool, { sub: cognitoSub, username: "ada" });
    expect(await viewerOf(token)).toEqual({
      kind: "person",
      actor: `${pool}|${cognitoSub}`,
      permissions: new Set(),
      identity: { provider: "COGNITO", realm: pool, subject: cognitoSub },
      isFromRouter: false,
    });
  });

  test.each<[string, () => Promise<string>]>([
    ["Auth0, by its grant", () => sandbox.issuer.issueAuth0({ sub: "app", gty: "client-credentials" })],
    ["Auth0, by its subject", () => sandbox.issuer.issueAuth0({ sub: `${clientId}@clients` })],
    ["Cognito", () => sandbox.issuer.issueCognito(pool, { sub: clientId })],
  ])("is a machine with a token by client credentials of %s", async (_, issue) => {
    expect(await viewerOf(await issue())).toMatchObject({ kind: "machine", identity: null });
  });

  test("has the realm that is configured where an issuer has a domain of its own", async () => {
    const TOKEN_ISSUER_REALMS = `${sandbox.issuer.tenantUrl}=tenant.eu.auth0.com`;
    const { identity, actor } = await viewerOf(sandbox.tokens.person, { TOKEN_ISSUER_REALMS });
    expect([identity?.realm, actor.split("|")[0]]).toEqual(["tenant.eu.auth0.com", "tenant.eu.auth0.com"]);
  });
});

describe("permissions", () => {
  const PERMISSION_MAP =
    "support=read:users read:users_metadata,https://api.example/sync:all=sync:users,Admins=update:users";

  test("of the sandbox's roles", async () => {
    const permissionsOf = async (role: keyof Sandbox["tokens"]) => [
      ...(await viewerOf(sandbox.tokens[role])).permissions,
    ];
    expect(await permissionsOf("person")).toEqual([]);
    expect(await permissionsOf("support")).toEqual(["read:users", "read:users_metadata"]);
    expect(await permissionsOf("administrator")).toEqual([...permissions]);
    expect(await permissionsOf("machine")).toEqual([...permissions]);
  });

  test.each<[string, "auth0" | "cognito", Claims, string[]]>([
    ["permissions", "auth0", { permissions: ["read:users", "other"] }, ["read:users"]],
    ["scope", "auth0", { scope: "openid  link:users" }, ["link:users"]],
    ["both", "auth0", { permissions: ["read:users"], scope: "create:users" }, ["read:users", "create:users"]],
    ["groups", "cognito", { "cognito:groups": ["update:users"] }, ["update:users"]],
    ["the map", "auth0", { permissions: ["support"] }, ["read:users", "read:users_metadata"]],
    [
      "the map, by a resource server's scope",
      "cognito",
      { scope: "https://api.example/sync:all" },
      ["sync:users"],
    ],
    ["the map, by a group", "cognito", { "cognito:groups": ["Admins", "Others"] }, ["update:users"]],
    [
      "nothing that is spelled otherwise",
      "auth0",
      { permissions: ["READ:USERS", "admins", "constructor"] },
      [],
    ],
    ["nothing else in the token", "auth0", { roles: ["read:users"], groups: ["support"] }, []],
  ])("come from %s", async (_, provider, claims, expected) => {
    const token =
      provider === "auth0"
        ? await sandbox.issuer.issueAuth0({ sub: "auth0|a", ...claims })
        : await sandbox.issuer.issueCognito(pool, { sub: cognitoSub, ...claims });
    expect([...(await viewerOf(token, { PERMISSION_MAP })).permissions].sort()).toEqual(expected.sort());
  });
});

describe("the router's secret", () => {
  const [first, second] = ["a".repeat(32), "b".repeat(40)] as const;
  const both = { ROUTER_SECRETS: `${first},${second}` };
  const refused = { kind: "refused", reason: "ROUTER" };

  test.each([first, second])("lets the router in, whichever of two it sends", async (secret) => {
    const bare = await authenticate({ "x-router-secret": [secret] }, both);
    expect(bare).toEqual({ kind: "authenticated", viewer: { ...anonymousViewer, isFromRouter: true } });
    const authorization = [`Bearer ${sandbox.tokens.support}`];
    const whole = await authenticate({ "x-router-secret": [secret], authorization }, both);
    expect(whole).toMatchObject({ viewer: { kind: "person", isFromRouter: true } });
  });

  test.each<[string, string[]]>([
    ["none", []],
    ["an empty one", [""]],
    ["a wrong one", ["c".repeat(32)]],
    ["a part of one", ["a".repeat(31)]],
    ["one and more", ["a".repeat(33)]],
    ["one in capitals", [first.toUpperCase()]],
    ["both in one", [`${first},${second}`]],
    ["the right one twice", [first, first]],
  ])("keeps out who sends %s, even with a good token", async (_, secrets) => {
    const authorization = [`Bearer ${sandbox.tokens.administrator}`];
    expect(await authenticate({ "x-router-secret": secrets, authorization }, both)).toEqual(refused);
  });

  test("is taken back by configuration", async () => {
    const headers = { "x-router-secret": [first] };
    expect(await authenticate(headers, { ROUTER_SECRETS: second })).toEqual(refused);
  });

  test("means nothing while none is configured", async () => {
    const headers = { "x-router-secret": ["anything"] };
    expect(await authenticate(headers)).toEqual({ kind: "authenticated", viewer: anonymousViewer });
  });
});
