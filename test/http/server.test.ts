import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { registry, startApp } from "../../src/app.js";
import { loadConfig } from "../../src/config.js";
import { createLog } from "../../src/platform/log.js";
import { createPeople } from "../../src/sandbox/people.js";
import { personCalled } from "../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";
import { until } from "../support/until.js";

const people = createPeople();

describe("the HTTP edge", () => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await startSubgraph({ people });
  });
  afterAll(() => subgraph.close());
  beforeEach(() => subgraph.resetCounts());

  const post = (body: string, headers: Record<string, string> = { "content-type": "application/json" }) =>
    fetch(`${subgraph.app.origin}/graphql`, { method: "POST", headers, body });

  test("is alive, and ready while the directory answers, whatever the providers do", async () => {
    for (const name of ["auth0", "cognito", "nexus"] as const)
      subgraph.sandbox[name].faults.set({ kind: "reset" });
    for (const path of ["/health/live", "/health/ready"]) {
      const response = await fetch(`${subgraph.app.origin}${path}`);
      expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
    }
  });

  test("names the sample people, their ids everywhere and the emulators' addresses", async () => {
    const response = await fetch(`${subgraph.app.origin}/sandbox/people`);
    const answer = (await response.json()) as { providers: object; people: Record<string, unknown>[] };
    expect(answer.providers).toEqual({
      auth0: subgraph.sandbox.auth0.origin,
      cognito: subgraph.sandbox.cognito.origin,
      nexus: subgraph.sandbox.nexus.origin,
    });
    const whole = personCalled("everywhere", people);
    expect(answer.people).toHaveLength(200);
    expect(answer.people[0]).toMatchObject({
      slug: "everywhere",
      id: whole.userId,
      auth0UserIds: [whole.auth0[0]?.user_id],
      cognitoSubs: [{ realm: whole.cognito[0]?.poolId, sub: whole.cognito[0]?.sub }],
      nexusUserIds: [whole.nexus[0]?.id],
    });
  });

  test("shows browsers the sample people as a page that may only run its own script and ask this host", async () => {
    const response = await fetch(`${subgraph.app.origin}/sandbox/people`, {
      headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" },
    });
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = response.headers.get("content-security-policy");
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self';/,
    );
    const page = await response.text();
    const whole = personCalled("everywhere", people);
    for (const id of [whole.userId, whole.auth0[0]?.user_id, whole.cognito[0]?.sub, whole.nexus[0]?.id])
      expect(page).toContain(`data-copy="${id}"`);
    expect(page).not.toContain(subgraph.sandbox.tokens.administrator);
  });

  test("a query that makes no sense is told where, without a stack trace", async () => {
    const response = await post(JSON.stringify({ query: "{ user(by: }" }));
    const text = await response.text();
    expect(response.status).toBe(200); // as GraphQL over HTTP has it for application/json
    expect(text).toContain("GRAPHQL_PARSE_FAILED");
    expect(text).not.toContain("node_modules");
    expect(text).not.toContain("stacktrace");
  });

  test("several operations in one body are refused", async () => {
    expect(
      (await post(JSON.stringify([{ query: "{ __typename }" }, { query: "{ __typename }" }]))).status,
    ).toBe(400);
  });

  test("a caller who hangs up ends the calls that were made for them", async () => {
    subgraph.sandbox.nexus.faults.set({ kind: "delay_headers", delayMs: 60_000 });
    const { userId } = personCalled("everywhere", people);
    const query = `{ user(by: { id: "${userId}" }) { identities(providers: [NEXUS]) { ... on NexusIdentity { language } } } }`;
    const authorization = { authorization: `Bearer ${subgraph.sandbox.tokens.administrator}` };
    const call = request(`${subgraph.app.origin}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...authorization },
    });
    call.on("error", () => undefined);
    call.end(JSON.stringify({ query }));
    await until(() => subgraph.sandbox.nexus.requests.length === 1);
    call.destroy();
    await until(async () => {
      const { data } = await subgraph.execute<
        { identityProviders: { realms: { lastFailure: string }[] }[] },
        object
      >("{ identityProviders { provider realms { lastFailure } } }");
      return data?.identityProviders[2]?.realms[0]?.lastFailure === "TIMED_OUT";
    });
  });
});

describe("a request's time", () => {
  test("is bounded: what is not answered by then is typed as such, and the answer comes", async () => {
    const subgraph = await startSubgraph({ people, variables: { REQUEST_TIMEOUT_MS: "300" } });
    try {
      subgraph.sandbox.cognito.faults.set({ kind: "delay_headers", delayMs: 60_000 });
      const { userId } = personCalled("everywhere", people);
      const query = `{ user(by: { id: "${userId}" }) { email identities { __typename ... on Identity { availability unavailableReason } } } }`;
      const result = await subgraph.execute<{ user: { identities: object[] } }, undefined>(query);
      expect(result.expectData().user.identities).toContainEqual({
        ...{ __typename: "CognitoIdentity", availability: "UNAVAILABLE" },
        unavailableReason: "TIMED_OUT",
      });
    } finally {
      await subgraph.close();
    }
  });
});

describe("starting", () => {
  test("a taken port fails the start and leaves nothing running", async () => {
    const first = await startSubgraph({ people });
    const port = new URL(first.app.origin).port;
    const config = loadConfig(registry, { NODE_ENV: "test", PORT: port, LOG_LEVEL: "silent" });
    await expect(startApp({ config, log: createLog("silent") })).rejects.toThrow("EADDRINUSE");
    await first.close();
  });
});
