import { type GraphQLSchema, getNamedType, isInputObjectType } from "graphql";
import {
  type AccessLevel,
  type FieldRule,
  type Grant,
  holds,
  type Lookup,
  type Policy,
} from "../../src/access/policy/policy.js";
import { ownChanges, visibility } from "./expectations.js";

/** A policy with one rule taken away or made looser. */
export interface Mutant {
  readonly name: string;
  readonly policy: Policy;
  /** Where to look first: what the administrator misses, what others see too much, or what people change of themselves. */
  readonly shownBy: "loss" | "gain" | "changes";
}

const nobodyMay: Grant = {
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
    ...ofOpen(policy),
    ...ofLookups(policy),
    ...ofOwnChanges(policy, schema),
  ];
}

/** What a level guards is taken away and set free field by field; what is free is taken away line by line. */
function ofFields(policy: Policy): Mutant[] {
  return Object.entries(policy.fields).flatMap(([type, rules]) => {
    const replace = (to: typeof rules): Policy => ({ ...policy, fields: { ...policy.fields, [type]: to } });
    return (Object.entries(rules) as [FieldRule, string][]).flatMap(([rule, names]) => {
      if (rule === "inherited") {
        const { inherited: _, ...without } = rules;
        return covered.has(type)
          ? [mutant(`${type} without what is inherited`, replace(without), "loss")]
          : [];
      }
      return names.split(" ").flatMap((field) => {
        const without = { ...rules, [rule]: leaveOut(names, field) };
        const looser = { ...without, inherited: `${without.inherited ?? ""} ${field}` };
        const removed = mutant(`${type}.${field} without a rule`, replace(without), "loss");
        const loosened = mutant(`${type}.${field}: inherited, not ${rule}`, replace(looser));
        const isFree = rule === "limited"; // nothing is looser
        return [...(covered.has(type) ? [removed] : []), ...(isFree ? [] : [loosened])];
      });
    });
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
  return Object.entries(policy.queries).flatMap(([field, permissions]) => {
    const { [field]: _, ...rest } = policy.queries;
    const variants = fewerOf(permissions).map(([change, to]) =>
      mutant(`${field} ${change}`, { ...policy, queries: { ...rest, [field]: to } }),
    );
    return [mutant(`${field} without a rule`, { ...policy, queries: rest }), ...variants];
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

function ofOpen(policy: Policy): Mutant[] {
  const opened = Object.keys(policy.queries).map((field) =>
    mutant(`${field} without a token`, { ...policy, open: `${policy.open} ${field}` }),
  );
  return [...opened, mutant("nothing open", { ...policy, open: "" })];
}

function ofLookups(policy: Policy): Mutant[] {
  return (Object.entries(policy.lookups) as [Lookup, Policy["lookups"][Lookup]][]).flatMap(
    ([name, grant]) => {
      const variants = [...variantsOf(grant), ["for nobody", nobodyMay] as const];
      const closed = { ...grant, router: false };
      return [...variants, ...(grant.router ? [["not for the router", closed] as const] : [])].map(
        ([change, to]) =>
          mutant(`lookup by ${name} ${change}`, { ...policy, lookups: { ...policy.lookups, [name]: to } }),
      );
    },
  );
}

/** Taken away: every name of the policy. Made looser: every name that the input has besides. */
function ofOwnChanges(policy: Policy, schema: GraphQLSchema): Mutant[] {
  const replace = (part: string, names: string): Policy => ({
    ...policy,
    ownChanges: { ...policy.ownChanges, [part]: names },
  });
  return Object.entries(policy.ownChanges).flatMap(([part, names]) => {
    const removed = names
      .split(" ")
      .map((name) => mutant(`own ${part}.${name} refused`, replace(part, leaveOut(names, name)), "changes"));
    const others = fieldsOf(schema, part).filter((name) => !holds(names, name));
    return [
      ...removed,
      ...others.map((name) =>
        mutant(`own ${part}.${name} allowed`, replace(part, `${names} ${name}`), "changes"),
      ),
    ];
  });
}

function fieldsOf(schema: GraphQLSchema, part: string): readonly string[] {
  const input = schema.getType("UpdateUserInput");
  if (!(part in ownChanges) || !isInputObjectType(input)) return [];
  const type = getNamedType(input.getFields()[part]?.type);
  return isInputObjectType(type) ? Object.keys(type.getFields()) : [];
}

/** Each permission less, and without the person; a grant that asks nothing can only be narrowed. */
function variantsOf(grant: Grant): readonly (readonly [string, Grant])[] {
  if (grant.permissions.length === 0) return [["for nobody", nobodyMay]];
  const fewer = fewerOf(grant.permissions).map(
    ([change, permissions]) => [change, { ...grant, permissions }] as const,
  );
  return grant.self ? [...fewer, ["not for the person", { ...grant, self: false }]] : fewer;
}

function fewerOf(permissions: Grant["permissions"]): readonly (readonly [string, Grant["permissions"]])[] {
  return permissions.map((permission) => [
    `without ${permission}`,
    permissions.filter((each) => each !== permission),
  ]);
}

function leaveOut(names: string, name: string): string {
  return names
    .split(" ")
    .filter((each) => each !== name)
    .join(" ");
}

function mutant(name: string, policy: Policy, shownBy: Mutant["shownBy"] = "gain"): Mutant {
  return { name, policy, shownBy };
}
