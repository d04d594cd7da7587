import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from "graphql";
import type { Provider } from "../../identity/provider.js";
import type { GraphContext } from "../schema/context.js";
import { createResolveEntities } from "./entities.js";
import { createResolveIdentities } from "./identities.js";
import { createFindNeeds } from "./needs.js";
import { createPrepare } from "./prepare.js";

type Field = GraphQLField<unknown, GraphContext>;
type Resolve = GraphQLFieldResolver<unknown, GraphContext>;

/** Gives the schema its resolvers of users: every field that gives users prepares them for what is selected of them. */
export function addUsers(schema: GraphQLSchema, registry: readonly Provider[]): GraphQLSchema {
  const prepare = createPrepare(createFindNeeds(registry));
  fieldOf(schema, "Query", "_entities").resolve = createResolveEntities(registry, prepare) as Resolve;
  fieldOf(schema, "User", "identities").resolve = createResolveIdentities(registry) as Resolve;
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields()) as Field[]) {
      if (getNamedType(field.type).name !== "User") continue;
      const resolve: Resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args, context, info) =>
        prepare(resolve(source, args, context, info), context, info);
    }
  }
  return schema;
}

function fieldOf(schema: GraphQLSchema, typeName: string, fieldName: string): Field {
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (field === undefined) throw new Error(`the schema has no ${typeName}.${fieldName}`);
  return field as Field;
}
