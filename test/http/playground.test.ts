import { get } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

interface RawAnswer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Unlike fetch, sends no `accept-encoding` and decompresses nothing. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    get(`${subgraph.app.origin}${path}`, { headers }, async (response) => {
      const body = Buffer.concat(await response.toArray());
      resolve({ status: response.statusCode, headers: response.headers, body });
    }).once("error", reject);
  });
}

describe("the playground's script", () => {
  test("is compressed only for a caller that accepts it, and is the same in both forms", async () => {
    const plain = await ask("/playground.js");
    const small = await ask("/playground.js", { "accept-encoding": "gzip" });
    expect([plain.headers["content-encoding"], small.headers["content-encoding"]]).toEqual([
      undefined,
      "gzip",
    ]);
    expect((await promisify(gunzip)(small.body)).equals(plain.body)).toBe(true);
    expect(plain.body.length).toBeGreaterThan(7_000_000);
    expect(small.body.length).toBeLessThan(2_500_000);
    expect([plain, small].map(({ headers }) => headers.vary)).toEqual(["accept-encoding", "accept-encoding"]);
  });

  test("is not sent again to a caller that has it", async () => {
    const { etag } = (await ask("/playground.js", { "accept-encoding": "gzip" })).headers;
    const again = await ask("/playground.js", { "if-none-match": String(etag) });
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag]);
    expect((await ask("/playground.js", { "if-none-match": 'W/"older"' })).status).toBe(200);
  });
});

test("the page itself is small and is not stored, since it holds tokens", async () => {
  const { body, headers } = await ask("/");
  expect(body.length).toBeLessThan(50_000);
  expect(headers["cache-control"]).toBe("no-store");
  expect(headers["content-security-policy"]).toMatch(/script-src 'self' blob: 'sha256-\S+ 'sha256-\S+;/);
});

describe("the switches of the emulated providers", () => {
  const change = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${subgraph.app.origin}/sandbox/outages`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });

  test("set and end an outage, and say the state of every provider", async () => {
    const down = await change({ provider: "cognito", outage: "down" });
    expect(await down.json()).toEqual({ auth0: "none", cognito: "down", nexus: "none" });
    expect(subgraph.sandbox.cognito.faults.list).toEqual([{ kind: "status", status: 503 }]);
    subgraph.sandbox.nexus.faults.set({ kind: "garbage" });
    const state = await (await fetch(`${subgraph.app.origin}/sandbox/outages`)).json();
    expect(state).toEqual({ auth0: "none", cognito: "down", nexus: null });
    await change({ provider: "cognito", outage: "none" });
    expect(subgraph.sandbox.cognito.faults.list).toEqual([]);
    subgraph.resetCounts();
  });

  test.each([
    ["a body that names no provider", { provider: "other", outage: "down" }, {}, 400],
    [
      "a page of another site",
      { provider: "auth0", outage: "down" },
      { origin: "https://evil.example" },
      403,
    ],
    ["a form", { provider: "auth0", outage: "down" }, { "content-type": "text/plain" }, 415],
  ])("refuse %s", async (_, body, headers, status) => {
    expect((await change(body, headers)).status).toBe(status);
    expect(subgraph.sandbox.auth0.faults.list).toEqual([]);
  });

  test("do not exist without a sandbox, nor does the welcome", async () => {
    const other = await startSubgraph({ variables: { PROVIDERS_OFF: "AUTH0,COGNITO,NEXUS" } });
    expect((await fetch(`${other.app.origin}/sandbox/outages`)).status).toBe(404);
    expect(await (await fetch(`${other.app.origin}/`)).text()).not.toContain('id="welcome"');
    await other.close();
  });
});
