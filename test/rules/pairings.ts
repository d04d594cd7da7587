import { Contract, fromTypeScript, type Kind, type Kinds, mapValues, readFixture } from "./contracts.js";

export const auth0Contract = new Contract("auth0-users.openapi.json");
export const nexusContract = new Contract("nexus.openapi.yaml");

/** What AWS declares: members by shape with their TypeScript types, and the names of the standard attributes. */
export const cognitoContract: {
  readonly shapes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly standardAttributes: readonly string[];
} = JSON.parse(readFixture("cognito-user.json"));

/** What Harmony declares of the metadata objects: members with their TypeScript types. */
export const harmonyContract: Readonly<
  Record<
    "appMetadata" | "cognitoAppMetadata" | "userMetadata" | "auth0UserMetadata",
    Readonly<Record<string, string>>
  >
> = JSON.parse(readFixture("harmony-metadata.json"));

/** A type of a contract and the type of the graph that shows it. */
export interface Pairing {
  readonly contract: string;
  readonly kinds: Kinds;
  readonly graphType: string;
  /** Fields whose name in the graph is not the contract's in camel case. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Fields that the graph does not show, with the reason. */
  readonly hidden: Readonly<Record<string, string>>;
}

type Differences = Partial<Pick<Pairing, "renamed" | "hidden">>;

const noToken = "a token of the identity provider; nobody may read it";
const noMfaOptions = "AWS no longer supports it; UserMFASettingList tells instead";

const historyNames = { created: "createdAt", modified: "updatedAt", modifiedBy: "updatedBy" };
const nexusUserNames = {
  ...historyNames,
  emailAddress: "email",
  displayName: "name",
  identities: "idpIdentities",
};

export const pairings: readonly Pairing[] = [
  auth0("UserResponseSchema", "Auth0Identity", {
    renamed: {
      user_id: "subject",
      identities: "accounts",
      blocked: "isBlocked",
      phone_verified: "phoneNumberVerified",
    },
  }),
  auth0("UserIdentitySchema", "Auth0Account", {
    hidden: { access_token: noToken, access_token_secret: noToken, refresh_token: noToken },
  }),
  auth0("UserProfileData", "Auth0ProfileData", { renamed: { phone_verified: "phoneNumberVerified" } }),
  cognito("AdminGetUserResponse", "CognitoIdentity", {
    renamed: {
      UserAttributes: "userAttributes",
      UserCreateDate: "createdAt",
      UserLastModifiedDate: "updatedAt",
      Enabled: "isBlocked",
      UserStatus: "status",
      UserMFASettingList: "mfaSettings",
    },
    hidden: { MFAOptions: noMfaOptions },
  }),
  cognito("UserType", "CognitoIdentity", {
    renamed: {
      Attributes: "userAttributes",
      UserCreateDate: "createdAt",
      UserLastModifiedDate: "updatedAt",
      Enabled: "isBlocked",
      UserStatus: "status",
    },
    hidden: { MFAOptions: noMfaOptions },
  }),
  cognito("AttributeType", "CognitoAttribute"),
  cognito("GroupType", "CognitoGroup", {
    renamed: { GroupName: "name", CreationDate: "createdAt", LastModifiedDate: "updatedAt" },
    hidden: { UserPoolId: "it is the realm of the identity that has the group" },
  }),
  {
    contract: "Cognito: standard attributes",
    kinds: Object.fromEntries(
      cognitoContract.standardAttributes.map((name): [string, Kind] => [name, "unsaid"]),
    ),
    graphType: "CognitoIdentity",
    // any application writes updated_at as it likes; `updatedAt` is the pool's own date
    renamed: { sub: "subject", updated_at: "userAttributes" },
    hidden: {},
  },
  nexus("User", "NexusIdentity", { renamed: { ...nexusUserNames, id: "subject" } }),
  nexus("User", "NexusUser", { renamed: nexusUserNames }),
  nexus("UserRole", "NexusRole"),
  nexus("UserAttribute", "NexusAttribute"),
  nexus("CustomUpn", "NexusCustomUpn", { renamed: historyNames }),
  nexus("UserIdentity", "NexusIdpIdentity", {
    renamed: {
      azoUserId: "auth0UserId",
      azoConnectionId: "auth0ConnectionId",
      azoTenantName: "auth0TenantName",
    },
  }),
  nexus("Organization", "NexusOrganization", { renamed: historyNames }),
  nexus("OrganizationMember", "NexusMembership", { renamed: historyNames }),
  nexus("Subscription", "NexusSubscription", { renamed: historyNames }),
  nexus("ApplicationDeployment", "NexusApplicationDeployment", { renamed: historyNames }),
  harmony("appMetadata", "AppMetadata"),
  harmony("cognitoAppMetadata", "AppMetadata"),
  harmony("userMetadata", "UserMetadata"),
  harmony("auth0UserMetadata", "UserMetadata"),
];

function auth0(schema: string, graphType: string, differences: Differences = {}): Pairing {
  return pair({ contract: `Auth0: ${schema}`, kinds: auth0Contract.kindsOf(schema), graphType }, differences);
}

function nexus(schema: string, graphType: string, differences: Differences = {}): Pairing {
  return pair({ contract: `Nexus: ${schema}`, kinds: nexusContract.kindsOf(schema), graphType }, differences);
}

function cognito(shape: string, graphType: string, differences: Differences = {}): Pairing {
  const kinds = mapValues(cognitoContract.shapes[shape] ?? {}, fromTypeScript);
  return pair({ contract: `Cognito: ${shape}`, kinds, graphType }, differences);
}

function harmony(object: keyof typeof harmonyContract, graphType: string): Pairing {
  const kinds = mapValues(harmonyContract[object], fromTypeScript);
  return pair({ contract: `Harmony: ${object}`, kinds, graphType }, {});
}

function pair(types: Omit<Pairing, "renamed" | "hidden">, differences: Differences): Pairing {
  return { ...types, renamed: {}, hidden: {}, ...differences };
}
