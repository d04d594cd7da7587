import type { FieldRule, FieldRules } from "../../identity/access-rules.js";
import { type Provider, toPartName } from "../../identity/provider.js";
import type { Policy } from "./policy.js";
import { resultFields } from "./result-fields.js";
import { sharedRules } from "./shared-rules.js";
import { userFields } from "./user-fields.js";

/** The rules of the shared types and those of each provider. Throws when two of them have a rule of the same name. */
export function createPolicy(registry: readonly Provider[]): Policy {
  const { mutations, ownChanges } = sharedRules;
  const subjects = registry.map(({ subjectField }) => ({ [subjectField]: "profile" }) as const);
  const parts = registry.map(({ name }) => toPartName(name));
  const providerRules = registry.map(({ accessRules }) => accessRules);
  return {
    ...sharedRules,
    mutations: merge([mutations, ...providerRules.map((rules) => rules.mutations)]),
    ownChanges: merge([
      { ...ownChanges, input: [...ownChanges.input, ...parts] },
      ...registry.map(({ name, accessRules }) => ({ [toPartName(name)]: accessRules.ownChanges })),
    ]),
    fields: merge<FieldRules[string]>([
      { ...userFields, User: merge<FieldRule>([userFields.User, ...subjects]) },
      resultFields,
      ...providerRules.map(({ fields }) => fields),
    ]),
  };
}

function merge<Rule>(sources: readonly Readonly<Record<string, Rule>>[]): Readonly<Record<string, Rule>> {
  const merged = new Map<string, Rule>();
  for (const [name, rule] of sources.flatMap((source) => Object.entries(source))) {
    if (merged.has(name)) throw new Error(`the access policy has two rules for ${name}`);
    merged.set(name, rule);
  }
  return Object.fromEntries(merged);
}
