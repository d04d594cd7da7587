import { collectSubFields } from "@graphql-tools/utils";
import {
  type ASTNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  isObjectType,
  visit,
} from "graphql";

/** Selected fields by the name under which the response shows them; each with the nodes that select it. */
export type SelectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/**
 * The fields that the operation selects on one object type below the field being resolved, through fragments and with
 * `@skip` and `@include` applied.
 */
export function collectFields(
  info: GraphQLResolveInfo,
  typeName: string,
  nodes: readonly FieldNode[] = info.fieldNodes,
): SelectedFields {
  const type = info.schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type of the schema`);
  const variables = info.variableValues as never; // typed for graphql 17; under 16 it takes the plain object
  const { fields } = collectSubFields(info.schema, info.fragments, variables, type, nodes as FieldNode[]);
  return fields;
}

/** Names of the fields that `collectFields` finds. */
export function selectedNames(fields: SelectedFields): ReadonlySet<string> {
  const names = new Set<string>();
  for (const nodes of fields.values()) for (const node of nodes) names.add(node.name.value);
  return names;
}

/**
 * Remembers what follows from a selection: for ever where the document alone decides it, and for the request where
 * variables do. The result must depend on nothing else.
 */
export function oncePerSelection<Result>(
  compute: (info: GraphQLResolveInfo) => Result,
): (info: GraphQLResolveInfo) => Result {
  const byDocument = new WeakMap<FieldNode, Result>();
  const byVariables = new WeakMap<object, Map<FieldNode, Result>>();
  return (info) => {
    const node = info.fieldNodes[0] as FieldNode;
    if (!usesVariables(info)) {
      const result = byDocument.get(node) ?? compute(info);
      byDocument.set(node, result);
      return result;
    }
    const ofRequest = byVariables.get(info.variableValues) ?? new Map<FieldNode, Result>();
    byVariables.set(info.variableValues, ofRequest);
    const result = ofRequest.get(node) ?? compute(info);
    ofRequest.set(node, result);
    return result;
  };
}

const variableUsers = new WeakMap<FieldNode, boolean>();

/**
 * Whether variables decide anything below the field: which fields are selected, or with which arguments. They may also
 * decide how many nodes select the field, so several nodes count as such.
 */
function usesVariables({ fieldNodes, fragments }: GraphQLResolveInfo): boolean {
  const [node] = fieldNodes;
  if (node === undefined || fieldNodes.length > 1) return true;
  const known = variableUsers.get(node);
  if (known !== undefined) return known;
  const isUser = hasVariable(node, fragments);
  variableUsers.set(node, isUser);
  return isUser;
}

function hasVariable(start: ASTNode, fragments: Readonly<Record<string, FragmentDefinitionNode>>): boolean {
  let isFound = false;
  const visited = new Set<string>();
  const search = (node: ASTNode): void => {
    visit(node, {
      Variable: () => {
        isFound = true;
      },
      FragmentSpread: ({ name }) => {
        const fragment = fragments[name.value];
        if (fragment === undefined || visited.has(name.value)) return;
        visited.add(name.value);
        search(fragment);
      },
    });
  };
  search(start);
  return isFound;
}
