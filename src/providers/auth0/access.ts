import { identityFields } from "../../access/policy/user-fields.js";
import type { AccessRules, FieldRulesOf } from "../../identity/access-rules.js";
import type { UpdateAuth0Input } from "./types.input.js";
import type { Auth0Account, Auth0Identity, Auth0ProfileData } from "./types.js";

/** The access rules of Auth0's types and mutations. */
export const auth0AccessRules = {
  mutations: {},
  ownChanges: [
    "subject",
    "name",
    "givenName",
    "familyName",
    "nickname",
    "picture",
  ] satisfies readonly (keyof UpdateAuth0Input)[],
  fields: {
    Auth0Identity: {
      ...identityFields,
      lastLogin: "inherited",
      loginsCount: "inherited",
      lastPasswordReset: "inherited",
      multifactor: "inherited",
      multifactorLastModified: "inherited",
      accounts: "inherited",
      lastIp: "metadata",
      appMetadata: "metadata",
      userMetadata: "metadata",
    } satisfies FieldRulesOf<Auth0Identity>,
    Auth0Account: {
      connection: "inherited",
      userId: "inherited",
      provider: "inherited",
      isSocial: "inherited",
      profileData: "inherited",
    } satisfies FieldRulesOf<Auth0Account>,
    Auth0ProfileData: {
      email: "inherited",
      emailVerified: "inherited",
      name: "inherited",
      username: "inherited",
      givenName: "inherited",
      familyName: "inherited",
      picture: "inherited",
      phoneNumber: "inherited",
      phoneNumberVerified: "inherited",
      json: "metadata",
    } satisfies FieldRulesOf<Auth0ProfileData>,
  },
} as const satisfies AccessRules;
