import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  isUnionType,
} from "graphql";

/** A field of a query that selects everything, with the selections below it. */
export interface SelectedField {
  readonly type: string;
  readonly field: string;
  /** The key in the response. */
  readonly key: string;
  /** By object type: one for an object, several for a union, none for a scalar. */
  readonly below: ReadonlyMap<string, Selection>;
}
export type Selection = readonly SelectedField[];

/** Everything of a type, and its text in a query. */
export interface WholeSelection {
  readonly fields: Selection;
  readonly text: string;
}

/** These refer to other people, on several paths: each path is selected. */
const repeated = new Set(["NexusUser", "NexusMembership"]);

/**
 * Every field of a type and, each once, of the types below it. A type that is already selected, or that would make a
 * cycle, is selected by name only: that shows whether the field that leads to it is denied.
 */
export function selectAll(schema: GraphQLSchema, typeName: string): WholeSelection {
  const taken = new Set([typeName]);
  const visit = (type: GraphQLObjectType, branch: readonly string[]): Selection => {
    const fields = Object.values(type.getFields());
    const children = fields.map((field) => {
      const members = membersOf(getNamedType(field.type));
      const fresh = members.filter(({ name }) =>
        repeated.has(name) ? !branch.includes(name) : !taken.has(name),
      );
      for (const { name } of fresh) taken.add(name);
      return { members, fresh };
    });
    return fields.map(({ name }, index): SelectedField => {
      const { members = [], fresh = [] } = children[index] ?? {};
      const below = members.map((member): [string, Selection] => [
        member.name,
        fresh.includes(member) ? visit(member, [...branch, member.name]) : [],
      ]);
      return { type: type.name, field: name, key: name, below: new Map(below) };
    });
  };
  const fields = visit(getObjectType(schema, typeName), [typeName]);
  return { fields, text: printSelection(fields) };
}

function printSelection(selection: Selection): string {
  return selection
    .map(({ field, key, below }) => {
      const name = key === field ? field : `${key}: ${field}`;
      if (below.size === 0) return name;
      const fragments = [...below].map(([type, inner]) =>
        inner.length === 0 ? "" : `... on ${type} { ${printSelection(inner)} }`,
      );
      return `${name} { __typename ${fragments.join(" ")} }`;
    })
    .join(" ");
}

function membersOf(type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isUnionType(type)) return type.getTypes();
  return isObjectType(type) ? [type] : [];
}

function getObjectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is not an object type`);
  return type;
}
