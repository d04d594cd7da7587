import "reflect-metadata";
import { describe, expect, test } from "@jest/globals";
import { createPolicy } from "../../../src/access/policy/create-policy.js";
import { findFieldRule } from "../../../src/access/policy/policy.js";
import { registry } from "../../../src/app.js";
import type { AccessRules } from "../../../src/identity/access-rules.js";
import type { Provider } from "../../../src/identity/provider.js";

/** The first provider of the registry, with other rules. */
function withRules(rules: Partial<AccessRules>): readonly Provider[] {
  return registry.slice(0, 1).map((provider) => ({
    ...provider,
    accessRules: { fields: {}, mutations: {}, ownChanges: [], ...rules },
  }));
}

describe("a provider adds to the policy", () => {
  const policy = createPolicy(
    withRules({
      fields: { ExampleAccount: { id: "inherited", notes: "internals" } },
      mutations: { createExampleUser: { self: false, permissions: ["create:users"] } },
      ownChanges: ["nickname"],
    }),
  );

  test("the rules of its own types", () => {
    expect(findFieldRule(policy, "ExampleAccount", "notes")).toBe("internals");
  });

  test("the rule of its subject field on User, and none of an absent provider", () => {
    expect(findFieldRule(policy, "User", "auth0UserId")).toBe("profile");
    expect(findFieldRule(policy, "User", "nexusUserId")).toBeUndefined();
  });

  test("its mutations, and what people may change in its part of updateUser", () => {
    expect(policy.mutations.createExampleUser).toEqual({ self: false, permissions: ["create:users"] });
    expect(policy.ownChanges.auth0).toEqual(["nickname"]);
    expect(policy.ownChanges.input).toContain("auth0");
    expect(policy.ownChanges.input).not.toContain("nexus");
  });
});

test.each<[string, Partial<AccessRules>]>([
  ["a shared type", { fields: { User: { email: "limited" } } }],
  ["a shared mutation", { mutations: { linkIdentity: { self: true, permissions: [] } } }],
])("a provider cannot replace the rule of %s", (_, rules) => {
  expect(() => createPolicy(withRules(rules))).toThrow(/two rules for (User|linkIdentity)$/);
});

test("two providers cannot have rules for one type", () => {
  const [first, ...others] = withRules({ fields: { NexusRole: { id: "limited" } } });
  expect(() => createPolicy([first as Provider, ...others, ...registry.slice(1)])).toThrow(
    "two rules for NexusRole",
  );
});

test.each([
  ["constructor", "name"],
  ["User", "toString"],
  ["Unknown", "id"],
])("%s.%s, which is not in the policy, has no rule", (type, field) => {
  expect(findFieldRule(createPolicy(registry), type, field)).toBeUndefined();
});
