import { type GraphQLSchema, isAbstractType, isObjectType } from "graphql";
import { getMetadataStorage } from "type-graphql";

/**
 * Takes type-graphql's wrappers off everything that is a property or a getter of an object: without a resolver a field
 * costs a property read. Types of unions and interfaces are found without waiting.
 */
export function resolvePlainly(schema: GraphQLSchema): void {
  const methods = findMethods();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (value: object) => value.constructor.name;
    const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
    if (!isObjectType(type) || isRoot || type.name.startsWith("_")) continue;
    for (const field of Object.values(type.getFields())) {
      if (!methods.has(`${type.name}.${field.name}`)) delete field.resolve;
    }
  }
}

/** Fields that a resolver class resolves, as `Type.field`. */
function findMethods(): ReadonlySet<string> {
  const { fieldResolvers, objectTypes } = getMetadataStorage();
  const names = new Map<unknown, string>(objectTypes.map(({ target, name }) => [target, name]));
  const external = fieldResolvers.filter(({ kind }) => kind === "external");
  return new Set(
    external.map(({ getObjectType, schemaName }) => `${names.get(getObjectType?.())}.${schemaName}`),
  );
}
