import { requires } from "../../access/policy/grants.js";
import { identityFields } from "../../access/policy/user-fields.js";
import type { AccessRules, FieldRulesOf } from "../../identity/access-rules.js";
import type { UpdateCognitoInput } from "./types.input.js";
import type { CognitoAttribute, CognitoGroup, CognitoIdentity } from "./types.js";

/** The access rules of Cognito's types and mutations. */
export const cognitoAccessRules = {
  mutations: { createCognitoUser: requires("create:users") },
  ownChanges: [
    "subject",
    "realm",
    "name",
    "givenName",
    "familyName",
    "nickname",
    "picture",
  ] satisfies readonly (keyof UpdateCognitoInput)[],
  fields: {
    CognitoIdentity: {
      ...identityFields,
      status: "inherited",
      middleName: "inherited",
      preferredUsername: "inherited",
      profile: "inherited",
      website: "inherited",
      locale: "inherited",
      zoneinfo: "inherited",
      preferredMfaSetting: "inherited",
      mfaSettings: "inherited",
      groups: "inherited",
      appMetadata: "metadata",
      userMetadata: "metadata",
      userAttributes: "metadata",
      address: "metadata",
      birthdate: "metadata",
      gender: "metadata",
    } satisfies FieldRulesOf<CognitoIdentity, "groups">,
    CognitoAttribute: { name: "inherited", value: "inherited" } satisfies FieldRulesOf<CognitoAttribute>,
    CognitoGroup: {
      name: "inherited",
      description: "inherited",
      createdAt: "inherited",
      updatedAt: "inherited",
      roleArn: "internals",
      precedence: "internals",
    } satisfies FieldRulesOf<CognitoGroup>,
    CreateCognitoUserSuccess: { user: "inherited", identity: "profile" },
  },
} as const satisfies AccessRules;
