import { type GraphQLSchema, getNamedType, isInputObjectType } from "graphql";
import type { Lookup, LookupGrant, Policy } from "../../src/access/policy/policy.js";
import type { AccessLevel, FieldRules, Grant } from "../../src/identity/access-rules.js";
import { ownChanges, visibility } from "./expectations.js";

/** A policy with one rule removed or loosened. */
export interface Mutant {
  readonly name: string;
  readonly policy: Policy;
  /** The cheapest check to run first: what the administrator misses, what others see too much, or own changes. */
  readonly shownBy: "loss" | "gain" | "changes";
}

const administratorsOnly: Grant = {
  self: false,
  permissions: ["link:users", "sync:users", "create:users", "read:users"],
};
const covered = new Set(visibility.map(([type]) => type));

/** Every policy that differs from this one in a single rule. */
export function mutantsOf(policy: Policy, schema: GraphQLSchema): readonly Mutant[] {
  return [
    ...ofFields(policy),
    ...ofLevels(policy),
    ...ofQueries(policy),
    ...ofMutations(policy),
    ...ofLookups(policy),
    ...ofOwnChanges(policy, schema),
  ];
}

/** A field with a level loses its rule, and becomes inherited; the inherited fields of a type lose their rules together. */
function ofFields(policy: Policy): Mutant[] {
  return Object.entries(policy.fields).flatMap(([type, rules]) => {
    const replace = (to: FieldRules[string]): Policy => ({
      ...policy,
      fields: { ...policy.fields, [type]: to },
    });
    const entries = Object.entries(rules);
    const notInherited = Object.fromEntries(entries.filter(([, rule]) => rule !== "inherited"));
    const hasInherited = Object.keys(notInherited).length < entries.length;
    const withoutInherited = mutant(`${type} without its inherited fields`, replace(notInherited), "loss");
    const ofLevel = Object.entries(notInherited).flatMap(([field, rule]) => {
      const { [field]: _, ...rest } = rules;
      const removed = mutant(`${type}.${field} without a rule`, replace(rest), "loss");
      const looser = replace({ ...rules, [field]: "inherited" });
      const loosened = mutant(`${type}.${field}: inherited, not ${rule}`, looser);
      const canBeLooser = rule !== "limited";
      return [...(covered.has(type) ? [removed] : []), ...(canBeLooser ? [loosened] : [])];
    });
    return [...(covered.has(type) && hasInherited ? [withoutInherited] : []), ...ofLevel];
  });
}

function ofLevels(policy: Policy): Mutant[] {
  return (Object.entries(policy.levels) as [AccessLevel, Grant][]).flatMap(([name, grant]) => {
    const forPerson = [["for the person too", { ...grant, self: true }]] as const;
    return [...variantsOf(grant), ...(grant.self ? [] : forPerson)].map(([change, to]) =>
      mutant(`${name} ${change}`, { ...policy, levels: { ...policy.levels, [name]: to } }),
    );
  });
}

function ofQueries(policy: Policy): Mutant[] {
  return Object.entries(policy.queries).flatMap(([field, rule]) => {
    const { [field]: _, ...rest } = policy.queries;
    const replace = (to: typeof rule): Policy => ({ ...policy, queries: { ...rest, [field]: to } });
    const removed = mutant(`${field} without a rule`, { ...policy, queries: rest });
    if (rule === "public") return [removed];
    const opened = mutant(`${field} without a token`, replace("public"));
    return [
      removed,
      opened,
      ...fewerOf(rule).map(([change, to]) => mutant(`${field} ${change}`, replace(to))),
    ];
  });
}

function ofMutations(policy: Policy): Mutant[] {
  return Object.entries(policy.mutations).flatMap(([field, grant]) => {
    const { [field]: _, ...rest } = policy.mutations;
    const variants = variantsOf(grant).map(([change, to]) =>
      mutant(`${field} ${change}`, { ...policy, mutations: { ...rest, [field]: to } }),
    );
    return [mutant(`${field} without a rule`, { ...policy, mutations: rest }), ...variants];
  });
}

function ofLookups(policy: Policy): Mutant[] {
  return (Object.entries(policy.lookups) as [Lookup, LookupGrant][]).flatMap(([name, grant]) => {
    const variants = [...variantsOf(grant), ["for administrators only", administratorsOnly] as const];
    const closed = { ...grant, router: false };
    return [...variants, ...(grant.router ? [["not for the router", closed] as const] : [])].map(
      ([change, to]) =>
        mutant(`lookup by ${name} ${change}`, { ...policy, lookups: { ...policy.lookups, [name]: to } }),
    );
  });
}

/** Each name of the policy is removed, and each other name of the input is added. */
function ofOwnChanges(policy: Policy, schema: GraphQLSchema): Mutant[] {
  const replace = (part: string, names: readonly string[]): Policy => ({
    ...policy,
    ownChanges: { ...policy.ownChanges, [part]: names },
  });
  return Object.entries(policy.ownChanges).flatMap(([part, names]) => {
    const removed = names.map((name) =>
      mutant(`own ${part}.${name} refused`, replace(part, leaveOut(names, name)), "changes"),
    );
    const others = fieldsOf(schema, part).filter((name) => !names.includes(name));
    const added = others.map((name) =>
      mutant(`own ${part}.${name} allowed`, replace(part, [...names, name]), "changes"),
    );
    return [...removed, ...added];
  });
}

function fieldsOf(schema: GraphQLSchema, part: string): readonly string[] {
  const input = schema.getType("UpdateUserInput");
  if (!(part in ownChanges) || !isInputObjectType(input)) return [];
  const type = getNamedType(input.getFields()[part]?.type);
  return isInputObjectType(type) ? Object.keys(type.getFields()) : [];
}

/** One permission fewer, and without the person; a grant without permissions can only be narrowed. */
function variantsOf(grant: Grant): readonly (readonly [string, Grant])[] {
  if (grant.permissions.length === 0) return [["for administrators only", administratorsOnly]];
  const fewer = fewerOf(grant.permissions).map(
    ([change, permissions]) => [change, { ...grant, permissions }] as const,
  );
  return grant.self ? [...fewer, ["not for the person", { ...grant, self: false }]] : fewer;
}

function fewerOf(permissions: Grant["permissions"]): readonly (readonly [string, Grant["permissions"]])[] {
  return permissions.map((permission) => [`without ${permission}`, leaveOut(permissions, permission)]);
}

function leaveOut<Name extends string>(names: readonly Name[], left: string): readonly Name[] {
  return names.filter((name) => name !== left);
}

function mutant(name: string, policy: Policy, shownBy: Mutant["shownBy"] = "gain"): Mutant {
  return { name, policy, shownBy };
}
