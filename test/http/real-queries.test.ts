import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  buildClientSchema,
  type GraphQLOutputType,
  getIntrospectionQuery,
  getNamedType,
  type IntrospectionQuery,
  isLeafType,
  isObjectType,
} from "graphql";
import { type Edge, startEdge } from "./start-edge.js";

let edge: Edge;

/** With the limits as they are by default. */
beforeAll(async () => {
  edge = await startEdge({ variables: { NODE_ENV: "development" } });
});
afterAll(() => edge?.close());

/** Every field that can be had, so many levels deep. */
function selectAll(type: GraphQLOutputType, levels: number): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return isLeafType(named) ? "" : "{ __typename }";
  const fields = Object.values(named.getFields()).filter(
    (field) => levels > 0 || isLeafType(getNamedType(field.type)),
  );
  return `{ __typename ${fields.map((field) => `${field.name} ${selectAll(field.type, levels - 1)}`).join(" ")} }`;
}

test.each(["Auth0Identity", "CognitoIdentity", "NexusIdentity"])(
  "1,000 references with every field of User and of %s, two levels deep, are taken on",
  async (name) => {
    const { body } = await edge.post({ query: getIntrospectionQuery() });
    const schema = buildClientSchema(body.data as IntrospectionQuery);
    const [user, identity] = [schema.getType("User"), schema.getType(name)];
    if (!isObjectType(user) || !isObjectType(identity)) throw new Error("there are no such types");
    const selection = `... on User { ...on User ${selectAll(user, 1)} identities { ... on ${name} ${selectAll(identity, 2)} } }`;
    const r = Array.from({ length: 1_000 }, (_, index) => ({
      __typename: "User",
      id: `019b76da-a800-78a8-a133-${String(index).padStart(12, "0")}`,
    }));
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`;
    const answer = await edge.post({ query, variables: { r } });
    expect(answer.body.errors).toBeUndefined();
    expect(answer.body.data._entities).toHaveLength(1_000);
  },
);

test("two steps of a router's plan with 1,000 references each are taken on in one request, and one more reference is not", async () => {
  const references = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      __typename: "User",
      id: `019b76da-a800-78a8-a133-${String(index).padStart(12, "0")}`,
    }));
  const fields = "... on User { email name identities { ... on Identity { id availability } } }";
  const query = `query ($a: [_Any!]!, $b: [_Any!]!) {
    a: _entities(representations: $a) { ${fields} }
    b: _entities(representations: $b) { ${fields} }
  }`;
  const full = await edge.post({ query, variables: { a: references(1_000), b: references(1_000) } });
  expect(full.body.errors).toBeUndefined();
  expect([full.body.data.a.length, full.body.data.b.length]).toEqual([1_000, 1_000]);
  const over = await edge.post({ query, variables: { a: references(1_000), b: references(1_001) } });
  expect(over.code).toBe("INPUT_TOO_LARGE");
});
