import { describe, expect, test } from "@jest/globals";
import { isInterfaceType, isNonNullType, isObjectType, parse, visit } from "graphql";
import { findFieldRule } from "../../../src/access/policy/policy.js";
import { registry } from "../../../src/app.js";
import { createSubgraph } from "../../../src/graphql/schema/build-schema.js";
import { permissions } from "../../../src/identity/permissions.js";

const { schema, sdl, policy } = await createSubgraph(registry);
const roots = [schema.getQueryType(), schema.getMutationType()];
const namedTypes = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith("__"));
const types = namedTypes.filter(isObjectType).filter((type) => !roots.includes(type));
const fields = types.flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));

/** Names as User.email. */
const toPaths = (rules: Readonly<Record<string, object>>): string[] =>
  Object.entries(rules).flatMap(([type, names]) => Object.keys(names).map((name) => `${type}.${name}`));

describe("the policy", () => {
  test("has a rule for each field of the schema, and no other rules", () => {
    const expected = fields.map(({ type, field }) => `${type.name}.${field.name}`);
    expect(toPaths(policy.fields).sort()).toEqual(expected.sort());
  });

  test("has a rule for each root field, and no other rules", () => {
    const [queries, mutations] = roots.map((type) => Object.keys(type?.getFields() ?? {}).sort());
    expect(Object.keys(policy.queries).sort()).toEqual(queries);
    expect(Object.keys(policy.mutations).sort()).toEqual(mutations);
  });

  test("has one rule for a field of an interface in all its members", () => {
    const rules = namedTypes.filter(isInterfaceType).flatMap((type) =>
      Object.keys(type.getFields()).map((field) => {
        const members = schema.getImplementations(type).objects;
        const found = new Set(members.map(({ name }) => findFieldRule(policy, name, field)));
        return [`${type.name}.${field}`, [...found]];
      }),
    );
    expect(rules.length).toBeGreaterThan(5);
    expect(rules.filter(([, found]) => found?.length !== 1)).toEqual([]);
  });

  test("lets no field be denied that cannot be null: a denial costs nothing but its own field", () => {
    const deniable = fields.filter(({ type, field }) => {
      const rule = findFieldRule(policy, type.name, field.name);
      return rule !== "inherited" && rule !== "limited";
    });
    const rootFields = roots.flatMap((type) => Object.values(type?.getFields() ?? {}));
    const ownFields = rootFields.filter(({ name }) => policy.queries[name] !== "public");
    const nonNull = [...deniable.map(({ field }) => field), ...ownFields]
      .filter(({ type }) => isNonNullType(type))
      .map(({ name }) => name);
    expect(nonNull).toEqual(["_entities"]); // federation fixes its type; each reference is decided by itself
  });

  test("requires exactly the permissions that a token can grant", () => {
    const { levels, queries, mutations, lookups } = policy;
    const grants = [levels, mutations, lookups].flatMap((part) => Object.values(part));
    const ofQueries = Object.values(queries).filter((rule) => rule !== "public");
    const required = [...ofQueries, ...grants.map((grant) => grant.permissions)].flat();
    expect(new Set(required)).toEqual(new Set(permissions));
  });
});

test("the SDL gives routers the same rules", () => {
  const inSdl: [string, string][] = [];
  visit(parse(sdl), {
    ObjectTypeDefinition: (type) => {
      for (const field of type.fields ?? []) {
        const directive = field.directives?.find(({ name }) =>
          /^(authenticated|requiresScopes)$/.test(name.value),
        );
        if (directive === undefined) continue;
        const scopes = JSON.stringify(directive.arguments?.[0]?.value ?? null).match(
          /"(read|update|create|sync|link):\w+"/g,
        );
        const text = scopes?.join(" ").replaceAll('"', "") ?? "a token";
        inSdl.push([`${type.name.value}.${field.name.value}`, text]);
      }
    },
  });
  const toText = (self: boolean, required: readonly string[]): string =>
    self || required.length === 0 ? "a token" : required.join(" ");
  const { queries, mutations, levels } = policy;
  const expected = new Map([
    ...Object.entries(queries).flatMap(([name, rule]): [string, string][] =>
      rule === "public" ? [] : [[`Query.${name}`, toText(false, rule)]],
    ),
    ...Object.entries(mutations).map(([name, grant]): [string, string] => [
      `Mutation.${name}`,
      toText(grant.self, grant.permissions),
    ]),
    ...fields.flatMap(({ type, field }): [string, string][] => {
      const rule = findFieldRule(policy, type.name, field.name);
      if (rule === undefined || rule === "inherited") return [];
      return [[`${type.name}.${field.name}`, toText(levels[rule].self, levels[rule].permissions)]];
    }),
  ]);
  expected.delete("Query._entities"); // routers add it themselves
  expect(Object.fromEntries(inSdl)).toEqual(Object.fromEntries(expected));
});
