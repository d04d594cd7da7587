import { request } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { acceptsGzip } from "../../src/http/compression.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

interface Answer {
  readonly encoding: string | undefined;
  readonly vary: string | undefined;
  readonly length: string | undefined;
  readonly body: Buffer;
}

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startSubgraph({ variables: { CORS_ORIGINS: "https://app.example" } });
});
afterAll(() => subgraph.close());

/** Reads the bytes as they were sent, which `fetch` does not show. */
function ask(body: object, headers: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const authorization = `Bearer ${subgraph.sandbox.tokens.machine}`;
    const sent = request(
      `${subgraph.app.origin}/graphql`,
      { method: "POST", headers: { "content-type": "application/json", authorization, ...headers } },
      async (response) => {
        const { "content-encoding": encoding, vary, "content-length": length } = response.headers;
        resolve({ encoding, vary, length, body: Buffer.concat(await response.toArray()) });
      },
    );
    sent.once("error", reject);
    sent.end(JSON.stringify(body));
  });
}

const references = () =>
  subgraph.sandbox.people.slice(0, 180).map(({ userId: id }) => ({ __typename: "User", id }));
const query =
  "query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { id name email picture } } }";

describe.each(["through Apollo, for the first time", "on the short path, for the second"])("%s", () => {
  test("a large answer is compressed for a caller that accepts gzip, and is the same", async () => {
    const body = { query, variables: { r: references() } };
    const plain = await ask(body, {});
    const compressed = await ask(body, { "accept-encoding": "gzip, br, deflate" });
    expect(plain.encoding).toBeUndefined();
    expect(plain.body.length).toBeGreaterThan(16_384);
    expect(compressed).toMatchObject({ encoding: "gzip", vary: "Origin, Authorization, accept-encoding" });
    expect(compressed.length).toBe(String(compressed.body.length));
    expect(compressed.body.length).toBeLessThan(plain.body.length / 2);
    expect(JSON.parse(gunzipSync(compressed.body).toString())).toEqual(JSON.parse(plain.body.toString()));
  });

  test("a small answer is not", async () => {
    const body = { query, variables: { r: references().slice(0, 10) } };
    const { encoding, body: bytes } = await ask(body, { "accept-encoding": "gzip" });
    expect(encoding).toBeUndefined();
    expect(JSON.parse(bytes.toString()).data._entities).toHaveLength(10);
  });
});

test.each([
  ["gzip", true],
  ["deflate, GZIP;q=0.5", true],
  ["*", true],
  ["br;q=1.0, *;q=0.1", true],
  ["gzip;q=0", false],
  ["gzip; q=0.000, *", false],
  ["*;q=0", false],
  ["br, deflate", false],
  ["identity", false],
  ["", false],
  [undefined, false],
])("accept-encoding %p accepts gzip: %p", (header, accepted) => {
  expect(acceptsGzip(header)).toBe(accepted);
});
