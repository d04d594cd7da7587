import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { findFieldRule, type Lookup, type Policy } from "../../access/policy/policy.js";
import type { AccessLevel } from "../../identity/access-rules.js";
import type { ViewerAccess } from "../policy/viewer-access.js";

/** What a viewer must be allowed so that no field of a document is denied, whichever users it finds. */
export interface Requirements {
  /** Access levels that the fields ask for. */
  readonly levels: ReadonlySet<AccessLevel>;
  /** Names of the root fields. */
  readonly rootFields: ReadonlySet<string>;
  /** False when a field has no rule: such a document is denied field by field. */
  readonly isCovered: boolean;
}

/** Every field counts, on whichever type it may be reached, also where `@skip` or `@include` may leave it out. */
export function findRequirements(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  policy: Policy,
): Requirements {
  const levels = new Set<AccessLevel>();
  const rootFields = new Set<string>();
  let isCovered = true;
  const types = new TypeInfo(schema);
  const root = schema.getRootType(operation.operation);
  const visitor = visitWithTypeInfo(types, {
    Field: ({ name }) => {
      const parent = types.getParentType();
      if (parent === root) rootFields.add(name.value);
      if (parent == null || parent === root || name.value === "__typename") return;
      for (const type of possibleTypes(schema, parent.name)) {
        const rule = findFieldRule(policy, type, name.value);
        if (rule === undefined) isCovered = false;
        else if (rule !== "inherited") levels.add(rule);
      }
    },
  });
  visit(document, visitor);
  return { levels, rootFields, isCovered };
}

/** The object types that a selection on the type may meet. */
function possibleTypes(schema: GraphQLSchema, name: string): readonly string[] {
  const type = schema.getType(name);
  const isAbstract = type !== undefined && isCompositeType(getNamedType(type)) && "resolveType" in type;
  if (!isAbstract) return [name];
  return schema.getPossibleTypes(type).map((each) => each.name);
}

/** Ways to name a user, which the documents with these root fields use. */
const lookupsOf: Readonly<Record<string, readonly Lookup[]>> = {
  _entities: ["id", "reference"],
  user: ["id", "subject", "email"],
  me: [],
};

/** Whether the viewer may see everything that the document can show of anybody. */
export function mayRunUnguarded(
  { levels, rootFields, isCovered }: Requirements,
  access: ViewerAccess,
): boolean {
  if (!isCovered || access.viewer.kind === "anonymous") return false;
  for (const level of levels) if (!access.hasLevelForEverybody(level)) return false;
  for (const field of rootFields) {
    if (field === "__typename") continue;
    const lookups = lookupsOf[field];
    if (lookups === undefined || !access.mayQuery(field)) return false;
    if (!lookups.every((lookup) => access.mayLookUp(lookup))) return false;
  }
  return true;
}
