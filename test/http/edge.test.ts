import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { until } from "../support/until.js";
import { talk } from "./raw-request.js";
import { type Edge, startEdge } from "./start-edge.js";

let edge: Edge;
const lines: string[] = [];

beforeAll(async () => {
  const variables = { RECEIVE_TIMEOUT_MS: "300", CORS_ORIGINS: "https://app.example" };
  edge = await startEdge({ variables, onLine: (line) => lines.push(line) });
});
afterAll(() => edge?.close());

const query = { query: "{ __typename }" };

describe("every answer", () => {
  test.each([
    [
      "a query",
      "/graphql",
      { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(query) },
    ],
    ["a refusal", "/graphql", { method: "DELETE" }],
    ["no route", "/nothing", {}],
    ["health", "/health/live", {}],
    ["an address that can't be decoded", "/%E0%A4%A", {}],
  ])("has security headers and a correlation id: %s", async (_, path, init) => {
    const { headers } = await edge.send(path, init);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-correlation-id")).toMatch(/^[\da-f-]{36}$/);
    expect(headers.get("x-powered-by") ?? headers.get("server")).toBeNull();
  });

  test.each([
    "nonsense\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nhost: x\r\nexpect: more\r\nconnection: close\r\n\r\n",
  ])("has them though it is not understood: %j", async (text) => {
    const answer = await talk(
      edge.origin,
      text.replace("\r\n\r\n", text.includes("close") ? "\r\n\r\n" : "\r\nconnection: close\r\n\r\n"),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).toMatch(/content-security-policy: default-src 'none'/i);
    expect(answer).toMatch(/x-correlation-id: [\da-f-]{36}/i);
  });

  test("takes over a router's correlation id, which the log has too, and no other text", async () => {
    const id = "router-4711-abc";
    expect((await edge.post(query, { "x-correlation-id": id })).headers.get("x-correlation-id")).toBe(id);
    expect(lines.filter((line) => line.includes(id))).toHaveLength(1);
    const odd = await edge.post(query, { "x-correlation-id": "a b;<script>" });
    expect(odd.headers.get("x-correlation-id")).toMatch(/^[\da-f-]{36}$/);
  });
});

test.each([
  ["application/json; charset=utf-16", {}],
  ["application/json", { "content-encoding": "gzip" }],
])("a body that is not plain UTF-8 is not guessed at: %s %j", async (type, headers) => {
  const answer = await edge.post(query, { "content-type": type, ...headers });
  expect([answer.status, answer.code]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
});

describe("values of a request", () => {
  const canary = "canary-7f3a";

  test.each([
    [
      "a scalar of a variable",
      {
        query: "query ($e: EmailAddress!) { usersByEmail(email: $e) { users { id } } }",
        variables: { e: canary },
      },
    ],
    [
      "a list for a text",
      { query: "query ($by: UserByInput!) { user(by: $by) { id } }", variables: { by: { id: [canary] } } },
    ],
    [
      "a text for an object",
      { query: "query ($by: UserByInput!) { user(by: $by) { id } }", variables: { by: canary } },
    ],
    [
      "two keys",
      {
        query: "query ($by: UserByInput!) { user(by: $by) { id } }",
        variables: { by: { id: canary, email: `${canary}@example.com` } },
      },
    ],
    [
      "an unknown member",
      { query: "query ($by: UserByInput!) { user(by: $by) { id } }", variables: { by: { [canary]: 1 } } },
    ],
    [
      "an enum",
      {
        query: "query ($p: IdentityProvider) { users(filter: { provider: $p }) { nodes { id } } }",
        variables: { p: canary },
      },
    ],
    [
      "a number",
      { query: "query ($n: Int!) { users(first: $n) { nodes { id } } }", variables: { n: canary } },
    ],
    [
      "text that looks like a message",
      {
        query: "query ($n: Int!) { users(first: $n) { nodes { id } } }",
        variables: { n: `x" at "n"; Expected type "${canary}". x` },
      },
    ],
    ["a literal", { query: `{ usersByEmail(email: "${canary}") { users { id } } }` }],
    ["a literal of another type", { query: `{ users(first: "${canary}") { nodes { id } } }` }],
    ["a syntax error", { query: `{ users(first: 1 "${canary}") }` }],
    ["a syntax error at a text", { query: `query "${canary}" { a }` }],
    ["broken JSON", `{"query": ${canary}}`],
  ])("are not in the errors about them: %s", async (_, body) => {
    lines.length = 0;
    const answer = await edge.post(body);
    expect(answer.body.errors.length).toBeGreaterThan(0);
    expect(answer.text).not.toContain(canary);
    expect(lines.join("")).not.toContain(canary);
  });

  test("where and what was expected is", async () => {
    const { status, body } = await edge.post({
      query: "query ($by: UserByInput!) { user(by: $by) { id } }",
      variables: { by: { id: "1", email: "a@example.com" } },
    });
    expect(status).toBe(200);
    expect(body.errors).toEqual([
      expect.objectContaining({
        message:
          'Variable "$by" has an invalid value: Exactly one key must be specified for OneOf type "UserByInput".',
        extensions: { code: "BAD_USER_INPUT" },
      }),
    ]);
    const typed = await edge.post(
      { query: "query ($b: UserByInput!) { user(by: $b) { id } }", variables: { b: { email: [] } } },
      { accept: "application/graphql-response+json" },
    );
    expect(typed.status).toBe(400);
    expect(typed.body.errors[0].message).toMatch(/^Variable "\$b\.email" has an invalid value\./);
  });
});

describe("pages of other sites", () => {
  const fromPage = (site: string, origin?: string) => ({ "sec-fetch-site": site, ...(origin && { origin }) });

  test.each([
    ["cross-site", "https://evil.example"],
    ["same-site", "https://sub.example"],
    ["cross-site", undefined],
  ])("are refused: %s, origin %s", async (site, origin) => {
    const answer = await edge.post(query, fromPage(site, origin));
    expect([answer.status, answer.code]).toEqual([403, "CROSS_SITE_REQUEST"]);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("are refused where the browser sends only an origin", async () => {
    expect((await edge.post(query, { origin: "https://evil.example" })).status).toBe(403);
    expect((await edge.post(query, { origin: "null" })).status).toBe(403);
    expect((await edge.post(query, { origin: edge.origin })).status).toBe(200);
  });

  test("are let in when the configuration names their origin, after a preflight", async () => {
    const origin = "https://app.example";
    const preflight = await edge.send("/graphql", {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
      },
    });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, origin]);
    expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
    const answer = await edge.post(query, fromPage("cross-site", origin));
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, origin]);
  });
});

describe("a slow caller", () => {
  test("gets no longer than RECEIVE_TIMEOUT_MS for the headers, nor for the body", async () => {
    const head = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    for (const text of [head, `${head}content-length: 100\r\n\r\n{"query"`])
      expect(await talk(edge.origin, text)).toMatch(/^HTTP\/1\.1 408 /);
  });
});

test("there are no more connections than MAX_CONNECTIONS allows", async () => {
  const narrow = await startEdge({ variables: { MAX_CONNECTIONS: "2" } });
  const port = Number(new URL(narrow.origin).port);
  const sockets = [1, 2].map(() => connect(port, "127.0.0.1"));
  try {
    for (const socket of sockets) {
      socket.write("GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n");
      await once(socket, "data");
    }
    expect(await talk(narrow.origin, "GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n")).toBe("");
  } finally {
    for (const socket of sockets) socket.destroy();
    await narrow.close();
  }
});

describe("the rate of a caller", () => {
  test("is bounded by who they are, and by address for everybody else; then 429 says when to come back", async () => {
    const few = await startEdge({
      variables: {
        RATE_LIMIT_PER_MINUTE: "3",
        ANONYMOUS_RATE_LIMIT_PER_MINUTE: "2",
        TRUST_PROXY: "loopback",
      },
    });
    try {
      const { support } = few.sandbox.tokens as Readonly<Record<string, string>>;
      const statuses = async (times: number, headers: Readonly<Record<string, string>>) => {
        const found: number[] = [];
        for (let left = times; left > 0; left -= 1) found.push((await few.post(query, headers)).status);
        return found;
      };
      expect(await statuses(4, {})).toEqual([200, 200, 200, 429]);
      expect(await statuses(1, { authorization: `Bearer ${support ?? ""}` })).not.toEqual([429]);
      const refused = await few.post(query);
      expect([refused.status, refused.code]).toEqual([429, "RATE_LIMITED"]);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      const bad = { authorization: "Bearer a.b.c" };
      expect(await statuses(3, { ...bad, "x-forwarded-for": "192.0.2.1" })).toEqual([401, 401, 429]);
      expect(await statuses(1, { ...bad, "x-forwarded-for": "192.0.2.2" })).toEqual([401]);
      expect(await statuses(3, { ...bad, "x-forwarded-for": "2001:db8::1" })).toEqual([401, 401, 429]);
      expect(await statuses(1, { ...bad, "x-forwarded-for": "2001:db8::2" })).toEqual([429]);
      expect(await statuses(1, { ...bad, "x-forwarded-for": "2001:db8:0:1::1" })).toEqual([401]);
    } finally {
      await few.close();
    }
  });

  test("an address in x-forwarded-for does not count while no proxy is trusted", async () => {
    const few = await startEdge({ variables: { ANONYMOUS_RATE_LIMIT_PER_MINUTE: "1" } });
    try {
      const from = (address: string) =>
        few.post(query, { authorization: "Bearer a.b.c", "x-forwarded-for": address });
      expect([(await from("192.0.2.1")).status, (await from("192.0.2.2")).status]).toEqual([401, 429]);
    } finally {
      await few.close();
    }
  });
});

test("while it stops, requests in progress complete, their connections then receive 503, and new ones are refused", async () => {
  const stopping = await startEdge();
  const { auth0, people, tokens } = stopping.sandbox;
  const [person] = people;
  const body = JSON.stringify({
    query: `{ user(by: { auth0UserId: "${person?.auth0[0]?.user_id}" }) { email } }`,
  });
  auth0.clearRequests();
  auth0.faults.set({ kind: "delay_headers", delayMs: 500 });
  const socket = connect(Number(new URL(stopping.origin).port), "127.0.0.1");
  let heard = "";
  socket.on("data", (chunk) => {
    heard += chunk.toString("latin1");
  });
  const head = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer ${tokens.administrator}`;
  socket.write(`${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  await until(() => auth0.requests.length > 0);
  const closed = stopping.close();
  await expect(fetch(`${stopping.origin}/health/live`)).rejects.toThrow();
  socket.write("GET /health/ready HTTP/1.1\r\nhost: x\r\n\r\n");
  await once(socket, "close");
  const [first, second] = heard.split(/(?=HTTP\/1\.1 )/);
  expect(first).toContain(`"email":"${person?.email}"`);
  expect(second).toMatch(/^HTTP\/1\.1 503 /);
  expect(second).toContain("SHUTTING_DOWN");
  await closed;
});
