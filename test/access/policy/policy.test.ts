import { describe, expect, test } from "@jest/globals";
import { type GraphQLObjectType, isNonNullType, isObjectType, parse, visit } from "graphql";
import { accessPolicy, findFieldRule } from "../../../src/access/policy/policy.js";
import { permissions } from "../../../src/access/viewer.js";
import { registry } from "../../../src/app.js";
import { createSubgraph } from "../../../src/graphql/schema/build-schema.js";

const { schema, sdl } = await createSubgraph(registry);
const roots = [schema.getQueryType(), schema.getMutationType()];
const types = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType =>
    isObjectType(type) && !type.name.startsWith("__") && !roots.includes(type),
);
const fields = types.flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));
const namesOf = (type: GraphQLObjectType | null | undefined): string[] =>
  Object.keys(type?.getFields() ?? {}).sort();

/** Every field that the policy names, as User.email. */
const ruled = Object.entries(accessPolicy.fields).flatMap(([type, rules]) =>
  Object.values(rules).flatMap((names) => names.split(" ").map((name) => `${type}.${name}`)),
);

describe("the policy", () => {
  test("has one rule for each field of the schema, and none besides", () => {
    expect([...ruled].sort()).toEqual(fields.map(({ type, field }) => `${type.name}.${field.name}`).sort());
  });

  test("has one rule for each root field, and none besides", () => {
    const queries = [...Object.keys(accessPolicy.queries), ...accessPolicy.open.split(" ")];
    expect(queries.sort()).toEqual(namesOf(schema.getQueryType()));
    expect(Object.keys(accessPolicy.mutations).sort()).toEqual(namesOf(schema.getMutationType()));
  });

  test("says what stands in for each field that may be denied and can't be null", () => {
    const needed = fields
      .filter(({ type, field }) => {
        const rule = findFieldRule(accessPolicy, type.name, field.name);
        return isNonNullType(field.type) && rule !== "inherited" && rule !== "limited";
      })
      .map(({ type, field }) => `${type.name}.${field.name}`);
    expect(Object.keys(accessPolicy.fallbackValues).sort()).toEqual(
      [...needed, "Query.identityProviders"].sort(),
    );
  });

  test("asks for no permission that nobody can have", () => {
    const { levels, queries, mutations, lookups } = accessPolicy;
    const grants = [levels, mutations, lookups].flatMap((part) => Object.values(part));
    const asked = [...Object.values(queries), ...grants.map((grant) => grant.permissions)].flat();
    expect(permissions).toEqual(expect.arrayContaining([...asked]));
    expect(new Set(asked)).toEqual(new Set(permissions));
  });
});

test("the SDL tells routers the same rules", () => {
  const told = new Map<string, string>();
  visit(parse(sdl), {
    ObjectTypeDefinition: (type) => {
      for (const field of type.fields ?? []) {
        const directive = field.directives?.find(({ name }) =>
          /^(authenticated|requiresScopes)$/.test(name.value),
        );
        const [scopes] = directive?.arguments ?? [];
        const list = JSON.stringify(scopes?.value ?? null).match(/"(read|update|create|sync|link):\w+"/g);
        if (directive !== undefined)
          told.set(
            `${type.name.value}.${field.name.value}`,
            list?.join(" ").replaceAll('"', "") ?? "a token",
          );
      }
    },
  });
  const { queries, mutations, levels } = accessPolicy;
  const toText = (self: boolean, asked: readonly string[]): string =>
    self || asked.length === 0 ? "a token" : asked.join(" ");
  const expected = new Map([
    ...Object.entries(queries).map(([name, asked]): [string, string] => [
      `Query.${name}`,
      toText(false, asked),
    ]),
    ...Object.entries(mutations).map(([name, grant]): [string, string] => [
      `Mutation.${name}`,
      toText(grant.self, grant.permissions),
    ]),
    ...fields.flatMap(({ type, field }): [string, string][] => {
      const rule = findFieldRule(accessPolicy, type.name, field.name);
      if (rule === undefined || rule === "inherited") return [];
      const { self, permissions: asked } = levels[rule];
      return [[`${type.name}.${field.name}`, toText(self, asked)]];
    }),
  ]);
  expected.delete("Query._entities"); // routers add it themselves
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
});
