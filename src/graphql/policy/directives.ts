import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  visit,
} from "graphql";
import { findFieldRule, type Grant, type Policy } from "../../access/policy/policy.js";

/**
 * Says the policy's rules as `@authenticated` and `@requiresScopes`, so that a router can turn callers away early. Where the
 * person too is allowed, a router can only see to it that there is a token; the rest is decided here.
 */
export function withPolicyDirectives(document: DocumentNode, policy: Policy): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition: (type: ObjectTypeDefinitionNode) => {
      const fields = (type.fields ?? []).map((field) => withDirective(field, findGrant(policy, type, field)));
      return { ...type, fields };
    },
  });
}

function findGrant(
  policy: Policy,
  { name: { value: type } }: ObjectTypeDefinitionNode,
  { name: { value: field } }: FieldDefinitionNode,
): Grant | undefined {
  if (type === "Query") return toGrant(policy.queries[field]);
  if (type === "Mutation") return policy.mutations[field];
  const rule = findFieldRule(policy, type, field);
  return rule === undefined || rule === "inherited" ? undefined : policy.levels[rule];
}

/** A query that asks for no permission is for everybody who has a token. */
function toGrant(permissions: Grant["permissions"] | undefined): Grant | undefined {
  return permissions && { self: permissions.length === 0, permissions };
}

function withDirective(field: FieldDefinitionNode, grant: Grant | undefined): FieldDefinitionNode {
  if (grant === undefined) return field;
  const directive = grant.self ? toDirective("authenticated") : requiresScopes(grant);
  return { ...field, directives: [...(field.directives ?? []), directive] };
}

/** The inner list means all of them. */
function requiresScopes({ permissions }: Grant): ConstDirectiveNode {
  const all = permissions.map((value) => ({ kind: Kind.STRING, value }) as const);
  return toDirective("requiresScopes", { scopes: toList([toList(all)]) });
}

function toList(values: readonly ConstValueNode[]): ConstValueNode {
  return { kind: Kind.LIST, values };
}

export function toDirective(
  name: string,
  values: Readonly<Record<string, ConstValueNode>> = {},
): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: Object.entries(values).map(([argument, value]) => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: argument },
      value,
    })),
  };
}
