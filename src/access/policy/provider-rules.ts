import type { Provider } from "../../identity/provider.js";
import type { Policy } from "./policy.js";

type RuledProvider = Pick<Provider, "name" | "subjectField" | "accessRules">;

/**
 * The policy with the rules that providers bring along. A provider's subject on `User` is part of the profile. Rules of the
 * policy itself are never replaced.
 */
export function withProviderRules(policy: Policy, providers: readonly RuledProvider[]): Policy {
  return providers.reduce(addRules, policy);
}

function addRules(policy: Policy, { name, subjectField, accessRules }: RuledProvider): Policy {
  if (accessRules === undefined) return policy;
  const part = name.toLowerCase();
  const { User: user = {} } = policy.fields;
  return {
    ...policy,
    ownChanges: {
      [part]: accessRules.ownChanges,
      ...policy.ownChanges,
      input: `${policy.ownChanges.input} ${part}`,
    },
    fields: {
      ...accessRules.fields,
      ...policy.fields,
      User: { ...user, profile: `${user.profile} ${subjectField}` },
    },
  };
}
