import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { roles } from "../../src/sandbox/issuer/roles.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { ask, bearer, people } from "./tokens/token-harness.js";

const secret = "s".repeat(32);

let subgraph: TestSubgraph;
let guarded: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ people });
  const variables = { ROUTER_SECRETS: secret };
  guarded = await startSubgraph({ people, sandbox: subgraph.sandbox, variables });
});
afterAll(async () => {
  await guarded.close();
  await subgraph.close();
});

const get = (path: string): Promise<Response> => fetch(`${subgraph.app.origin}${path}`);

describe("the sandbox hands out", () => {
  test("a token for each role beside the people, good for hours", async () => {
    const { tokens } = (await (await get("/sandbox/people")).json()) as { tokens: Record<string, string> };
    expect(Object.keys(tokens)).toEqual([...roles]);
    for (const token of Object.values(tokens)) {
      expect((await ask(subgraph, bearer(token))).status).toBe(200);
      expect((decodeJwt(token).exp ?? 0) - Date.now() / 1_000).toBeGreaterThan(2 * 3_600);
    }
  });

  test.each(roles)("the bare token of the role %s", async (role) => {
    const response = await get(`/sandbox/token/${role}`);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    const token = await response.text();
    expect((await ask(subgraph, bearer(token))).status).toBe(200);
    expect(decodeJwt(token).sub).toBe(decodeJwt(subgraph.sandbox.tokens[role]).sub);
  });

  test.each(roles)(
    "to %s the same permissions in `permissions` and in `scope`, which routers read",
    async (role) => {
      const { scope, permissions } = decodeJwt(await (await get(`/sandbox/token/${role}`)).text());
      expect(`${scope}`.split(" ").filter((name) => name.includes(":"))).toEqual(permissions);
    },
  );

  test("no token for a role that there is not", async () => {
    expect((await get("/sandbox/token/root")).status).toBe(404);
  });
});

test("the sandbox's tokens are worth nothing where another issuer is configured", async () => {
  const real = await startSubgraph({
    people,
    sandbox: subgraph.sandbox,
    variables: { TOKEN_ISSUERS: "https://tenant.us.auth0.com/", TOKEN_AUDIENCES: "https://identity.sandbox" },
  });
  const answer = await ask(real, bearer(subgraph.sandbox.tokens.administrator));
  expect(answer).toMatchObject({ status: 401, reason: "ISSUER" });
  for (const role of roles)
    expect((await fetch(`${real.app.origin}/sandbox/token/${role}`)).status).toBe(404);
  const listed = await fetch(`${real.app.origin}/sandbox/people`);
  expect(await listed.json()).not.toHaveProperty("tokens");
  await real.close();
});

test("the variables of a sandbox that runs alone name its issuer too", async () => {
  const variables = sandboxVariables(subgraph.sandbox);
  const alone = await startSubgraph({ people, sandbox: subgraph.sandbox, variables });
  expect((await ask(alone, bearer(subgraph.sandbox.tokens.person))).status).toBe(200);
  for (const path of ["/sandbox/people", ...roles.map((role) => `/sandbox/token/${role}`)])
    expect((await fetch(`${alone.app.origin}${path}`)).status).toBe(404);
  await alone.close();
});

describe("while the router has to prove itself", () => {
  test("a request without its secret is rejected with or without a token, and health is public", async () => {
    const { administrator } = subgraph.sandbox.tokens;
    for (const headers of [{}, bearer(administrator), { "x-router-secret": "wrong" }])
      expect(await ask(guarded, headers)).toMatchObject({ status: 401, reason: "ROUTER" });
    for (const path of ["/health/live", "/health/ready"])
      expect((await fetch(`${guarded.app.origin}${path}`)).status).toBe(200);
  });

  test("a request with it passes", async () => {
    const { support } = subgraph.sandbox.tokens;
    const answer = await ask(guarded, { ...bearer(support), "x-router-secret": secret });
    expect(answer.status).toBe(200);
  });
});
