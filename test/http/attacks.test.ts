import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { getIntrospectionQuery } from "graphql";
import { type Edge, type EdgeAnswer, startEdge } from "./start-edge.js";

let edge: Edge;

beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge?.close());

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(" ");

function expectNoData({ body, text }: EdgeAnswer): void {
  expect(body?.data ?? null).toBeNull();
  expect(text).not.toMatch(/node_modules|\.[jt]s:\d+|stacktrace/);
}

describe("what graphql-cop tries, in production mode", () => {
  test("alias overload: 101 aliases of one field", async () => {
    const answer = await edge.post({ query: `{ ${times(101, (index) => `a${index}: __typename`)} }` });
    expect([answer.status, answer.code]).toEqual([400, "QUERY_TOO_LARGE"]);
    expectNoData(answer);
  });

  test("array batching", async () => {
    const answer = await edge.post(Array.from({ length: 10 }, () => ({ query: "{ __typename }" })));
    expect([answer.status, answer.code]).toEqual([400, "BAD_REQUEST"]);
    expectNoData(answer);
  });

  test.each(["@aa", "@include(if: true)", "@skip(if: false)"])("directive overload by %s", async (name) => {
    const answer = await edge.post({ query: `{ __typename ${times(51, () => name)} }` });
    expect(["QUERY_TOO_LARGE", "GRAPHQL_VALIDATION_FAILED"]).toContain(answer.code);
    expect(answer.text.length).toBeLessThan(30_000);
    expectNoData(answer);
  });

  test("directive overload by directives that may stand there", async () => {
    const answer = await edge.post({
      query: `{ ${times(51, (index) => `f${index % 40}: __typename @include(if: true)`)} }`,
    });
    expect([answer.status, answer.code]).toEqual([400, "QUERY_TOO_LARGE"]);
    expectNoData(answer);
  });

  test("circular introspection", async () => {
    const query = `{ __schema { types { ${"fields { type { ".repeat(6)} name ${"} }".repeat(6)} } } }`;
    const answer = await edge.post({ query });
    expect(answer.code).toBe("GRAPHQL_VALIDATION_FAILED");
    expectNoData(answer);
  });

  test("field duplication: one field 500 times", async () => {
    const answer = await edge.post({ query: `{ ${times(500, () => "__typename")} }` });
    expect([answer.status, answer.code]).toEqual([400, "QUERY_TOO_LARGE"]);
    expectNoData(answer);
  });

  test.each([
    ["the whole", getIntrospectionQuery()],
    ["one type", '{ __type(name: "User") { fields { name } } }'],
    ["behind an alias and a fragment", "{ ...F } fragment F on Query { a: __schema { queryType { name } } }"],
  ])("introspection: %s", async (_, query) => {
    const answer = await edge.post({ query });
    expect(answer.code).toBe("GRAPHQL_VALIDATION_FAILED");
    expectNoData(answer);
  });

  test("field suggestions: nothing of the schema is given away for a near miss", async () => {
    const misses = [
      { query: "{ usr { id } }" },
      { query: "{ users(firs: 1) { nodes { emai } } }" },
      { query: "query ($by: UserB) { user(by: $by) { id } }" },
      {
        query: "query ($by: UserByInput!) { user(by: $by) { id } }",
        variables: { by: { emai: "a@example.com" } },
      },
      { query: "{ user(by: { emai: 1 }) { id } }" },
      { query: "{ users(filter: { provider: AUTH }) { nodes { id } } }" },
      {
        query: "query ($f: UserFilterInput) { users(filter: $f) { nodes { id } } }",
        variables: { f: { provider: "AUTH" } },
      },
    ];
    for (const body of misses) {
      const answer = await edge.post(body);
      expect(answer.body.errors).not.toHaveLength(0);
      expect(answer.text).not.toContain("Did you mean");
      expectNoData(answer);
    }
  });

  test.each([
    "/",
    "/graphiql",
    "/playground",
    "/console",
    "/graphql/console",
    "/altair",
    "/voyager",
    "/graphql",
  ])("an IDE at %s", async (path) => {
    const answer = await edge.send(path, { headers: { accept: "text/html" } });
    expect([404, 406]).toContain(answer.status);
    expect(answer.text).not.toMatch(/graphiql|<html/i);
  });

  test("a mutation by GET", async () => {
    const answer = await edge.send(`/graphql?query=${encodeURIComponent("mutation { __typename }")}`);
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
    expectNoData(answer);
  });

  test.each([
    ["application/x-www-form-urlencoded", "query=%7B__typename%7D"],
    ["text/plain", '{"query":"{ __typename }"}'],
    [
      "multipart/form-data; boundary=x",
      '--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n{a}\r\n--x--',
    ],
  ])("a POST that a form could send: %s", async (type, body) => {
    const answer = await edge.post(body, { "content-type": type });
    expect([answer.status, answer.code]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
    expectNoData(answer);
  });

  test("tracing: none is given, however it is asked for", async () => {
    const headers = { "x-apollo-tracing": "1", "apollo-federation-include-trace": "ftv1" };
    const answer = await edge.post({ query: "{ __typename }", extensions: { tracing: true } }, headers);
    expect(answer.body).toEqual({ data: { __typename: "Query" } });
  });

  test.each(["query { fragment on }", "qwerty", "{ user(by: 1", "\u0000", '{ a(b: """'])(
    "unhandled errors: %j tells nothing of the inside",
    async (query) => {
      const answer = await edge.post({ query });
      expect(answer.body.errors[0]).toMatchObject({ extensions: { code: expect.any(String) } });
      expect(answer.text).not.toMatch(/exception|stack/i);
      expectNoData(answer);
    },
  );
});

test("`_service` tells the schema to routers all the same", async () => {
  const { body } = await edge.post({ query: "{ _service { sdl } }" });
  expect(body.data._service.sdl).toContain("type User");
});
