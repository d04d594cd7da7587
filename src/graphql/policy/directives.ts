import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  visit,
} from "graphql";
import { anyCaller, requires } from "../../access/policy/grants.js";
import { findFieldRule, type Policy, type QueryRule } from "../../access/policy/policy.js";
import type { Grant } from "../../identity/access-rules.js";

/**
 * Adds the policy's rules as `@authenticated` and `@requiresScopes`, so that a router can reject callers early. Where the
 * person is allowed too, a router can check only that there is a token; this service decides the rest.
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

/** A query that requires no permission is open to every caller with a token. */
function toGrant(rule: QueryRule | undefined): Grant | undefined {
  if (rule === undefined || rule === "public") return undefined;
  return rule.length === 0 ? anyCaller : requires(...rule);
}

function withDirective(field: FieldDefinitionNode, grant: Grant | undefined): FieldDefinitionNode {
  if (grant === undefined) return field;
  const directive = grant.self ? toDirective("authenticated") : requiresScopes(grant);
  return { ...field, directives: [...(field.directives ?? []), directive] };
}

/** The inner list requires all of its scopes. */
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
