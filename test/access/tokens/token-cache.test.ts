import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { accessVariables } from "../../../src/access/settings.js";
import { type Authenticate, createAuthenticate } from "../../../src/access/tokens/authenticate.js";
import { registry } from "../../../src/app.js";
import { toSettings } from "../../../src/platform/camel-case.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../../src/sandbox/variables.js";
import { people } from "./token-harness.js";

let sandbox: Sandbox;
let nowMs: number;
beforeEach(async () => {
  sandbox = await startSandbox({ people });
  nowMs = Date.now();
});
afterEach(() => sandbox.close());

function start(variables: Readonly<Record<string, string>> = {}): Authenticate {
  const settings = toSettings(accessVariables.parse({ ...sandboxVariables(sandbox), ...variables }));
  return createAuthenticate(settings, { providers: registry, onKeysFailure: () => {}, now: () => nowMs });
}

const send = (authenticate: Authenticate, token: string) =>
  authenticate({ authorization: [`Bearer ${token}`] });

const issue = (seconds: { readonly exp?: number; readonly nbf?: number } = {}): Promise<string> => {
  const times = Object.entries(seconds).map(([name, after]) => [name, Math.floor(nowMs / 1_000) + after]);
  return sandbox.issuer.issueAuth0({ sub: "auth0|ada", ...Object.fromEntries(times) });
};

test("one token always has one viewer object", async () => {
  const authenticate = start();
  const token = await issue();
  const [first, second] = [await send(authenticate, token), await send(authenticate, token)];
  expect(first).toMatchObject({ kind: "authenticated", viewer: { kind: "person" } });
  expect(second).toHaveProperty("viewer", expect.anything());
  expect("viewer" in first && "viewer" in second && first.viewer === second.viewer).toBe(true);
});

test("TOKEN_CACHE_MAX=0 verifies every request", async () => {
  const authenticate = start({ TOKEN_CACHE_MAX: "0" });
  const token = await issue();
  const [first, second] = [await send(authenticate, token), await send(authenticate, token)];
  expect(first).toEqual(second);
  expect("viewer" in first && "viewer" in second && first.viewer === second.viewer).toBe(false);
});

describe("time", () => {
  test("a cached token is refused once it has expired by more than the clock skew", async () => {
    const authenticate = start({ TOKEN_CLOCK_SKEW_SECONDS: "30" });
    const token = await issue({ exp: 60 });
    expect(await send(authenticate, token)).toMatchObject({ kind: "authenticated" });
    nowMs += 85_000;
    expect(await send(authenticate, token)).toMatchObject({ kind: "authenticated" });
    nowMs += 10_000;
    expect(await send(authenticate, token)).toEqual({ kind: "refused", reason: "EXPIRED" });
  });

  test("a token that was refused because it is not valid yet is accepted later", async () => {
    const authenticate = start({ TOKEN_CLOCK_SKEW_SECONDS: "0" });
    const token = await issue({ nbf: 60 });
    expect(await send(authenticate, token)).toEqual({ kind: "refused", reason: "NOT_YET_VALID" });
    nowMs += 61_000;
    expect(await send(authenticate, token)).toMatchObject({ kind: "authenticated" });
  });
});

describe("a key that the issuer removed", () => {
  test("ends its cached tokens as soon as the new key set is fetched", async () => {
    const authenticate = start({ TOKEN_KEYS_PAUSE_MS: "1" });
    const token = await issue();
    expect(await send(authenticate, token)).toMatchObject({ kind: "authenticated" });
    await sandbox.issuer.rotateKey();
    expect(await send(authenticate, await issue())).toMatchObject({ kind: "authenticated" });
    expect(await send(authenticate, token)).toEqual({ kind: "refused", reason: "SIGNATURE" });
  });

  test("ends them without any other token once the key set is older than TOKEN_KEYS_MAX_AGE_MS", async () => {
    const authenticate = start({ TOKEN_KEYS_MAX_AGE_MS: "1" });
    const token = await issue();
    await send(authenticate, token);
    const before = Date.now();
    while (Date.now() <= before + 1) await new Promise(setImmediate);
    nowMs = Date.now() + 5;
    await sandbox.issuer.rotateKey();
    expect(await send(authenticate, token)).toEqual({ kind: "refused", reason: "SIGNATURE" });
  });
});
