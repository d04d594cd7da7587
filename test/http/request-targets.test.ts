import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sendRaw } from "./raw-request.js";
import { type Edge, startEdge } from "./start-edge.js";

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge?.close());

const body = JSON.stringify({ query: "{ __typename }" });
const json = "application/json";

/** Every way to write the target that leads to GraphQL. */
const targets = [
  "/graphql",
  "/%67raphql",
  "/graph%71l?a=b",
  "/graphql#x",
  "/graphql#x?y",
  "http://ORIGIN/graphql",
  "HTTP://ORIGIN/%67raphql?a=b",
];

describe.each(targets)("POST %s", (written) => {
  const post = (headers: Readonly<Record<string, string>>, method = "POST") => {
    const target = written.replace("ORIGIN", new URL(edge.origin).host);
    return sendRaw(edge.origin, { method, target, headers: { "content-type": json, ...headers }, body });
  };

  test("is answered when nothing is wrong with it", async () => {
    const answer = await post({ authorization: `Bearer ${edge.sandbox.tokens.administrator}` });
    expect(answer).toMatchObject({
      status: 200,
      text: expect.stringContaining('{"data":{"__typename":"Query"}}'),
    });
  });

  test.each([
    ["a page of another site sent it", 403, "CROSS_SITE_REQUEST", { origin: "https://evil.example" }],
    ["a browser says so itself", 403, "CROSS_SITE_REQUEST", { "sec-fetch-site": "cross-site" }],
    ["the body is compressed", 415, "UNSUPPORTED_MEDIA_TYPE", { "content-encoding": "gzip" }],
    ["the charset is another", 415, "UNSUPPORTED_MEDIA_TYPE", { "content-type": `${json}; charset=utf-16` }],
    ["the answer could not be read", 406, "NOT_ACCEPTABLE", { accept: "text/html" }],
  ])("is refused when %s", async (_, status, code, headers) => {
    expect(await post(headers)).toMatchObject({ status, code });
  });

  test.each(["DELETE", "PUT", "PATCH", "OPTIONS", "TRACE"])("is refused with 405 as %s", async (method) => {
    expect(await post({}, method)).toMatchObject({ status: 405, code: "METHOD_NOT_ALLOWED" });
  });
});

test("HEAD of /graphql is refused with 405", async () => {
  expect(await sendRaw(edge.origin, { method: "HEAD", target: "/graphql" })).toMatchObject({ status: 405 });
});

test("a fragment in an absolute target is refused as malformed", async () => {
  const target = `${edge.origin}/graphql#x`;
  expect(await sendRaw(edge.origin, { target })).toMatchObject({ status: 400, code: "BAD_REQUEST" });
});

test.each(["/graphql/", "//graphql", "/GraphQL", "/graphql%2f", "/graphql%23x", "/graphql%3fx"])(
  "%s is another path, where there is nothing",
  async (target) => {
    expect(await sendRaw(edge.origin, { target })).toMatchObject({ status: 404, code: "NOT_FOUND" });
  },
);
