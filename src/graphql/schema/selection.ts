import { collectSubFields } from "@graphql-tools/utils";
import { type FieldNode, type GraphQLResolveInfo, isObjectType } from "graphql";

/**
 * The names of the fields that the operation selects on one object type below the field being resolved, through
 * fragments and with `@skip` and `@include` applied.
 */
export function selectedFields(info: GraphQLResolveInfo, typeName: string): ReadonlySet<string> {
  const type = info.schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type of the schema`);
  const variables = info.variableValues as never; // typed for graphql 17; under 16 it takes the plain object
  const nodes = info.fieldNodes as FieldNode[]; // the very array, for the answer is remembered by it
  const { fields } = collectSubFields(info.schema, info.fragments, variables, type, nodes);
  return new Set([...fields.values()].flat().map((node) => node.name.value));
}
