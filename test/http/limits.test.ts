import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { documentVariables } from "../../src/graphql/limits/settings.js";
import { type Edge, startEdge } from "./start-edge.js";

let edge: Edge;

beforeAll(async () => {
  edge = await startEdge({
    variables: {
      MAX_TOKENS: "400",
      MAX_OPERATIONS: "2",
      MAX_DEPTH: "4",
      MAX_ALIASES: "5",
      MAX_DIRECTIVES: "5",
      MAX_ROOT_FIELDS: "6",
      MAX_REPEATS: "3",
      MAX_COST: "40",
      MAX_REPRESENTATIONS: "7",
      MAX_LIST_LENGTH: "4",
      MAX_INPUT_DEPTH: "6",
      MAX_INPUT_KEYS: "40",
      MAX_BODY_BYTES: "20000",
      MAX_HEADER_BYTES: "8000",
    },
  });
});
afterAll(() => edge?.close());

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(" ");
const id = "019b76da-a800-78a8-a133-a34a9de7769a";
const references = (count: number) => Array.from({ length: count }, () => ({ __typename: "User", id }));
const entities = "query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { id } } }";
const nested = (levels: number): object => (levels === 0 ? {} : { a: nested(levels - 1) });

const entriesOf = (count: number) => Array.from({ length: count }, (_, index) => [`key${index}`, index]);

/** A request of just that size. */
interface Case {
  readonly code: string;
  readonly max: number;
  readonly of: (size: number) => { readonly query: string; readonly variables?: object };
}

const cases: Readonly<Record<string, Case>> = {
  MAX_OPERATIONS: {
    code: "QUERY_TOO_LARGE",
    max: 2,
    of: (size) => ({ query: times(size, (n) => `query Q${n} { __typename }`), operationName: "Q0" }),
  },
  MAX_DEPTH: {
    code: "QUERY_TOO_DEEP",
    max: 4,
    of: (size) => ({
      query: `{ users(first: 1) { ${["nodes { id }", "nodes { products { product } }", "edges { node { products { product } } }"][size - 3]} } }`,
    }),
  },
  MAX_ALIASES: {
    code: "QUERY_TOO_LARGE",
    max: 5,
    of: (size) => ({ query: `{ ${times(size, (n) => `a${n}: __typename`)} }` }),
  },
  MAX_DIRECTIVES: {
    code: "QUERY_TOO_LARGE",
    max: 5,
    of: (size) => ({ query: `{ ${times(size, () => "...@include(if: true) { __typename }")} }` }),
  },
  MAX_ROOT_FIELDS: {
    code: "QUERY_TOO_LARGE",
    max: 6,
    of: (size) => ({ query: `{ ${times(size, () => "...{ __typename }")} }` }),
  },
  MAX_REPEATS: {
    code: "QUERY_TOO_LARGE",
    max: 3,
    of: (size) => ({ query: `{ ${times(size + 1, () => "__typename")} }` }),
  },
  MAX_REPRESENTATIONS: {
    code: "INPUT_TOO_LARGE",
    max: 7,
    of: (size) => ({ query: entities, variables: { r: references(size) } }),
  },
  MAX_LIST_LENGTH: {
    code: "INPUT_TOO_LARGE",
    max: 4,
    of: (size) => ({
      query:
        "query ($p: [IdentityProvider!]) { users(first: 1) { nodes { identities(providers: $p) { __typename } } } }",
      variables: { p: Array.from({ length: size }, () => "AUTH0") },
    }),
  },
  MAX_INPUT_DEPTH: {
    code: "INPUT_TOO_LARGE",
    max: 6,
    of: (size) => ({
      query: entities,
      variables: { r: [{ __typename: "User", id, more: nested(size - 3) }] },
    }),
  },
  MAX_INPUT_KEYS: {
    code: "INPUT_TOO_LARGE",
    max: 40,
    of: (size) => ({
      query: entities,
      variables: { r: [{ __typename: "User", id, more: Object.fromEntries(entriesOf(size - 4)) }] },
    }),
  },
  MAX_COST: {
    code: "QUERY_TOO_COSTLY",
    max: 40,
    of: (size) => ({ query: `{ users(first: ${size - 1}) { nodes { id } } }` }),
  },
};

describe.each(Object.entries(cases))("%s", (limit, { code, max, of }) => {
  test.each([max - 1, max])("%i is taken on", async (size) => {
    const { status, text, body } = await edge.post(of(size));
    expect(text).not.toContain(code);
    expect([status, body.errors]).toEqual([200, undefined]);
  });

  test(`${max + 1} is refused, with the limit and what was found`, async () => {
    const { status, body } = await edge.post(of(max + 1));
    expect(status).toBe(400);
    expect(body).toEqual({
      errors: [
        expect.objectContaining({
          message: expect.stringContaining(`${limit} allows ${max}`),
          extensions: { code, limit, max, found: max + 1 },
        }),
      ],
    });
  });
});

test("every limit of documents and input is one that an operator can set", () => {
  expect(Object.keys(documentVariables.shape)).toEqual(expect.arrayContaining(Object.keys(cases)));
});

/** One that is not valid, which is found out only when it is small enough to be read. */
test.each([
  [399, undefined],
  [400, undefined],
  [401, "MAX_TOKENS"],
])("a document of %i tokens meets the limit %s", async (tokens, limit) => {
  const { body } = await edge.post({ query: `{ ${times(tokens - 2, () => "nothing")} }` });
  expect(body.errors[0].extensions.limit).toBe(limit);
});

test("literal references are counted too", async () => {
  const literals = times(8, () => `{ __typename: "User", id: "${id}" }`);
  const answer = await edge.post({ query: `{ _entities(representations: [${literals}]) { __typename } }` });
  expect(answer.code).toBe("INPUT_TOO_LARGE");
});

test.each([
  [8, undefined],
  [9, "MAX_INPUT_KEYS"],
])("keys of %i literals and a variable are counted together", async (count, limit) => {
  const object = `{ __typename: "User", id: "${id}", a: 1 }`;
  const literals = times(count - 6, () => object);
  const query = `query ($r: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: [${literals}]) { __typename } }`;
  const more = Object.fromEntries(entriesOf(28));
  const { body } = await edge.post({ query, variables: { r: [{ __typename: "User", id, more }] } });
  expect(body.errors?.[0].extensions.limit).toBe(limit);
});

test("references of several fields are counted together", async () => {
  const query =
    "query ($r: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: $r) { __typename } }";
  const { body } = await edge.post({ query, variables: { r: references(4) } });
  expect(body.errors[0].extensions).toMatchObject({ limit: "MAX_REPRESENTATIONS", found: 8 });
});

test("fragments count wherever they are used, and a chain of doubling ones is refused before it is expanded", async () => {
  const chain = times(
    40,
    (n) => `fragment F${n} on User { a: products { product } b: products { product } ...F${n + 1} }`,
  );
  const query = `{ me { ...F0 } } ${chain} fragment F40 on User { id }`;
  expect((await edge.post({ query })).code).toBe("QUERY_TOO_LARGE");
});

describe("MAX_BODY_BYTES", () => {
  const bodyOf = (bytes: number): string => {
    const start = '{"query":"{ __typename }","x":"';
    return `${start}${"x".repeat(bytes - start.length - 2)}"}`;
  };

  test.each([
    [19_999, 200],
    [20_000, 200],
    [20_001, 413],
  ])("a body of %i bytes gets status %i", async (bytes, status) => {
    const answer = await edge.post(bodyOf(bytes));
    expect(answer.status).toBe(status);
    if (status === 413) expect(answer.code).toBe("BODY_TOO_LARGE");
  });
});

test.each([
  [6_000, 200],
  [9_000, 431],
])("headers of about %i bytes get status %i", async (bytes, status) => {
  const { status: answered, code } = await edge.post(
    { query: "{ __typename }" },
    { "x-long": "x".repeat(bytes) },
  );
  expect(answered).toBe(status);
  if (status === 431) expect(code).toBe("HEADERS_TOO_LARGE");
});
