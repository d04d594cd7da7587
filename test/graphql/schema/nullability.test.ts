import { expect, test } from "@jest/globals";
import { type GraphQLObjectType, isNonNullType, isObjectType } from "graphql";
import { findFieldRule } from "../../../src/access/policy/policy.js";
import { registry } from "../../../src/app.js";
import { createSubgraph } from "../../../src/graphql/schema/build-schema.js";

const { schema, policy } = await createSubgraph(registry);

const roots = [schema.getQueryType(), schema.getMutationType()];
const objectTypes = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith("__"),
);

function fieldsOf(types: readonly GraphQLObjectType[]) {
  return types.flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({
      path: `${type.name}.${field.name}`,
      isNonNull: isNonNullType(field.type),
      rule: findFieldRule(policy, type.name, field.name),
    })),
  );
}

test("a field that a caller may be denied is nullable, so that nothing around it is lost", () => {
  const ruled = fieldsOf(objectTypes.filter((type) => !roots.includes(type))).filter(
    ({ rule }) => rule !== "inherited",
  );
  const nonNull = ruled.filter(({ isNonNull }) => isNonNull).map(({ path }) => path);
  expect(nonNull).toEqual(["User.id"]); // every caller with a token may read it, and others reach no user
  expect(ruled.length).toBeGreaterThan(100);
});

test("a root field that fails leaves the others alone", () => {
  const fields = fieldsOf(objectTypes.filter((type) => roots.includes(type)));
  const nonNull = fields.filter(({ isNonNull }) => isNonNull).map(({ path }) => path);
  expect(nonNull.toSorted()).toEqual(["Query._entities", "Query._service"]); // as federation defines them
});
