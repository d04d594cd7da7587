import { describe, expect, test } from "@jest/globals";
import {
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  OverlappingFieldsCanBeMergedRule,
  parse,
  validate,
} from "graphql";
import { findFieldRule } from "../../src/access/policy/policy.js";
import { registry } from "../../src/app.js";
import { createSubgraph } from "../../src/graphql/schema/build-schema.js";

const { schema, policy } = await createSubgraph(registry);
const abstractTypes = Object.values(schema.getTypeMap()).filter(isAbstractType);

const membersOf = (type: (typeof abstractTypes)[number]): readonly GraphQLObjectType[] =>
  schema.getPossibleTypes(type);

/** Leaves with their names, other types with `__typename` below. */
function selectFields(type: GraphQLObjectType): string {
  return Object.values(type.getFields())
    .map(({ name, type: of }) => (isComposite(getNamedType(of)) ? `${name} { __typename }` : name))
    .join(" ");
}

function isComposite(type: unknown): boolean {
  return isObjectType(type) || isInterfaceType(type) || isUnionType(type);
}

describe.each(abstractTypes.map((type) => ({ name: type.name, type })))("$name", ({ type }) => {
  test("has one type for a field name in all its members", () => {
    const types = new Map<string, Set<string>>();
    for (const member of membersOf(type)) {
      for (const field of Object.values(member.getFields())) {
        const found = types.get(field.name) ?? new Set();
        types.set(field.name, found.add(String(field.type)));
      }
    }
    const different = [...types].filter(([, found]) => found.size > 1);
    expect(different.map(([name, found]) => `${name}: ${[...found].join(", ")}`)).toEqual([]);
  });

  test("lets a query select every field of every member without an alias", () => {
    const fragments = membersOf(type).map((member) => `... on ${member.name} { ${selectFields(member)} }`);
    const document = parse(`fragment all on ${type.name} { ${fragments.join(" ")} }`);
    expect(validate(schema, document, [OverlappingFieldsCanBeMergedRule])).toEqual([]);
  });
});

describe.each(abstractTypes.filter(isInterfaceType).map((type) => ({ name: type.name, type })))(
  "the interface $name",
  ({ type }) => {
    test("gives each field one access rule in all members", () => {
      const rules = Object.keys(type.getFields()).map((field) => {
        const found = membersOf(type).map(({ name }) => findFieldRule(policy, name, field));
        return [field, [...new Set(found)]] as const;
      });
      expect(rules.filter(([, found]) => found.length !== 1 || found[0] === undefined)).toEqual([]);
    });
  },
);

test("every member of the union of identities implements their interface", () => {
  const union = abstractTypes.find(({ name }) => name === "UserIdentity");
  const shared = abstractTypes.find(({ name }) => name === "Identity");
  if (union === undefined || shared === undefined) throw new Error("the schema has no identities");
  expect(membersOf(union).map(({ name }) => name)).toEqual(
    registry.map(({ identityType }) => identityType.name),
  );
  expect(membersOf(union).filter((member) => !schema.isSubType(shared, member))).toEqual([]);
});

test("every field that an identity has besides the link is nullable, so that trouble costs nothing else", () => {
  const always = ["id", "provider", "realm", "subject", "linkedAt", "evidence", "availability"];
  const required = registry.flatMap(({ identityType: { name } }) => {
    const type = schema.getType(name);
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    return fields.filter(({ type: of }) => String(of).endsWith("!")).map((field) => field.name);
  });
  expect([...new Set(required)]).toEqual(always);
});
