import { expect, test } from "@jest/globals";
import { toRealm } from "../../src/identity/ids.js";
import type { ProviderIdentity } from "../../src/identity/provider.js";
import { Auth0ProviderIdentity } from "../../src/providers/auth0/mapping.js";
import { userWire as auth0Wire } from "../../src/providers/auth0/wire.js";
import { CognitoProviderIdentity, toGroup } from "../../src/providers/cognito/mapping.js";
import { getUserWire, groupListWire } from "../../src/providers/cognito/wire.js";
import { NexusProviderIdentity } from "../../src/providers/nexus/mapping.js";
import { userWire as nexusWire } from "../../src/providers/nexus/wire.js";
import { presentFresh, toFields, withoutLinkFields } from "../support/presented.js";
import { fromTypeScript, mapValues } from "./contracts.js";
import { auth0Contract, cognitoContract, harmonyContract, nexusContract } from "./pairings.js";

const realm = toRealm("realm");
const appMetadata = mapValues(
  { ...harmonyContract.appMetadata, ...harmonyContract.cognitoAppMetadata },
  toMember,
);
const userMetadata = mapValues(
  { ...harmonyContract.userMetadata, ...harmonyContract.auth0UserMetadata },
  toMember,
);

test("a user with every field of Auth0's contract has every field in the graph, and no token", () => {
  const sample = auth0Contract.sampleOf("UserResponseSchema");
  const [identity] = sample.identities as readonly Record<string, unknown>[];
  const identities = [{ ...identity, access_token: "canary", refresh_token: "canary" }];
  const user = { ...sample, identities, app_metadata: appMetadata, user_metadata: userMetadata };
  const shown = present(new Auth0ProviderIdentity(auth0Wire.parse(user), realm));
  // Auth0's own profile data has no picture; other identity providers send one
  expect(emptyPaths(shown)).toEqual(["accounts.0.profileData.picture"]);
  expect(JSON.stringify(shown)).not.toContain("canary");
});

test("a user with every field of Nexus' contract has every field in the graph", () => {
  const user = nexusWire.parse(nexusContract.sampleOf("User"));
  const shown = present(new NexusProviderIdentity(user, realm, new Map()));
  expect(emptyPaths(shown)).toEqual(["phoneNumberVerified", "isBlocked"]); // Nexus has neither
});

test("a user with every member and standard attribute of Cognito has every field in the graph", () => {
  const { AdminGetUserResponse = {} } = cognitoContract.shapes;
  const attributes = [
    ...cognitoContract.standardAttributes.map((Name) => ({ Name, Value: "true" })),
    { Name: "custom:app_metadata", Value: JSON.stringify(appMetadata) },
    { Name: "custom:user_metadata", Value: JSON.stringify(userMetadata) },
  ];
  const user = getUserWire.parse({
    ...mapValues(AdminGetUserResponse, toMember),
    UserAttributes: attributes,
  });
  const names = { app: "custom:app_metadata", user: "custom:user_metadata" };
  expect(emptyPaths(present(new CognitoProviderIdentity(user, realm, names)))).toEqual([]);
});

test("a group with every member of Cognito has every field in the graph", () => {
  const { GroupType = {} } = cognitoContract.shapes;
  const groups = groupListWire.parse({ Groups: [mapValues(GroupType, toMember)] }).Groups ?? [];
  expect(groups.map(toGroup).flatMap((group) => emptyPaths(group))).toEqual([]);
  expect(groups).toHaveLength(1);
});

function present(identity: ProviderIdentity): object {
  return withoutLinkFields(presentFresh(identity));
}

/** Paths of the fields without a value. An object without any is a record that the sample cut short. */
function emptyPaths(value: unknown, path: readonly (string | number)[] = []): string[] {
  if (value === null || value === undefined) return [path.join(".")];
  if (Array.isArray(value)) return value.flatMap((each, index) => emptyPaths(each, [...path, index]));
  if (typeof value !== "object" || value instanceof Date) return [];
  const entries = Object.entries(toFields(value));
  if (entries.every(([, each]) => each === null)) return [];
  return entries.flatMap(([key, each]) => emptyPaths(each, [...path, key]));
}

function toMember(type: string): unknown {
  switch (fromTypeScript(type)) {
    case "flag":
      return true;
    case "whole":
      return 7;
    case "date":
      return new Date(0);
    case "list":
      return ["text"];
    case "object":
      return { key: "text" };
    default:
      return "text";
  }
}
