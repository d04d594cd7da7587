import { type FieldMap, mapNames, type PropertyMap } from "../../identity/field-map.js";
import { attributeNames } from "./mapping.input.js";

const outType = "CognitoIdentity";
const inType = "UpdateCognitoInput";
const setByCognito = { note: "Set by Cognito." };
const addressed = {
  out: "username",
  in: "subject",
  note: "Says whom a request is about. This service takes it from the link.",
};
const pool = { out: "realm", in: "realm" };
const unused = (why: string): PropertyMap => ({ note: `Not used: ${why}` });

const user: FieldMap = {
  title: "A user",
  contracts: ["AdminGetUserResponse", "UserType"],
  outType,
  inType,
  properties: {
    Username: { out: "username", in: "username", note: "Set when the user is created; cannot be changed." },
    UserAttributes: { out: "userAttributes", in: "json", note: "Most attributes have fields: see below." },
    Attributes: { out: "userAttributes", in: "json", note: "`UserAttributes` in a list of users." },
    UserCreateDate: { out: "createdAt", ...setByCognito },
    UserLastModifiedDate: { out: "updatedAt", ...setByCognito },
    Enabled: { out: "isBlocked", in: "isBlocked", note: "The opposite: a blocked user is not enabled." },
    UserStatus: { out: "status", ...setByCognito },
    MFAOptions: unused("AWS no longer supports it. `UserMFASettingList` says the same."),
    PreferredMfaSetting: { out: "preferredMfaSetting", note: "Set by the user." },
    UserMFASettingList: { out: "mfaSettings", note: "Set by the user." },
  },
};

/** Standard attributes without a field of the input. */
const otherAttributes = {
  middle_name: "middleName",
  preferred_username: "preferredUsername",
  profile: "profile",
  website: "website",
  address: "address",
  birthdate: "birthdate",
  gender: "gender",
  locale: "locale",
  zoneinfo: "zoneinfo",
};

const attributes: FieldMap = {
  title: "The standard attributes of a user",
  contracts: ["Standard attributes"],
  outType,
  inType,
  properties: {
    ...Object.fromEntries(
      Object.entries(attributeNames).map(([field, name]) => [name, { out: field, in: field }]),
    ),
    ...Object.fromEntries(
      Object.entries(otherAttributes).map(([name, field]) => [name, { out: field, in: "json" }]),
    ),
    sub: { out: "subject", ...setByCognito },
    updated_at: {
      out: "userAttributes",
      in: "json",
      note: "Any application may write it. `updatedAt` is Cognito's own date.",
    },
  },
};

const attribute: FieldMap = {
  title: "One attribute, as the user pool stores it",
  contracts: ["AttributeType"],
  outType: "CognitoAttribute",
  inType,
  properties: {
    Name: { out: "name", in: "json", note: "A key of the object." },
    Value: { out: "value", in: "json", note: "The value of that key." },
  },
};

const group: FieldMap = {
  title: "A group of a user",
  contracts: ["GroupType"],
  outType: "CognitoGroup",
  inType,
  properties: {
    GroupName: { out: "name", in: "addGroups", note: "Also `removeGroups`." },
    UserPoolId: { out: `${outType}.realm`, in: "realm", note: "That of the user." },
    ...mapNames(["Description", "RoleArn", "Precedence"], (name) => ({
      out: `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      note: "Set by the administrators of the user pool.",
    })),
    LastModifiedDate: { out: "updatedAt", ...setByCognito },
    CreationDate: { out: "createdAt", ...setByCognito },
  },
};

const never = unused("this service has no function of the pool called with it.");

const creation: FieldMap = {
  title: "The request that creates a user",
  contracts: ["AdminCreateUserRequest"],
  outType,
  inType: "CreateCognitoUserInput",
  properties: {
    UserPoolId: pool,
    Username: { out: "username", in: "username" },
    UserAttributes: { out: "userAttributes", in: "json", note: "Most attributes have fields: see above." },
    TemporaryPassword: { in: "password", note: "With `isPasswordTemporary`. Never readable." },
    MessageAction: { in: "invitation", note: "SUPPRESS for `NONE`. An option of this request only." },
    DesiredDeliveryMediums: { in: "invitation", note: "An option of this request only." },
    ForceAliasCreation: unused("it would take the e-mail address from another user."),
    ValidationData: never,
    ClientMetadata: never,
  },
};

const changes: FieldMap = {
  title: "The requests that change a user",
  contracts: [
    "AdminUpdateUserAttributesRequest",
    "AdminDeleteUserAttributesRequest",
    "AdminSetUserPasswordRequest",
    "AdminEnableUserRequest",
    "AdminDisableUserRequest",
    "AdminAddUserToGroupRequest",
    "AdminRemoveUserFromGroupRequest",
  ],
  outType,
  inType,
  properties: {
    UserPoolId: pool,
    Username: addressed,
    UserAttributes: { out: "userAttributes", in: "json", note: "Most attributes have fields: see above." },
    UserAttributeNames: { out: "userAttributes", in: "json", note: "The attributes that null clears." },
    Password: { in: "password", note: "Never readable." },
    Permanent: { in: "isPasswordTemporary", note: "The opposite. `status` shows FORCE_CHANGE_PASSWORD." },
    GroupName: { out: "CognitoGroup.name", in: "addGroups", note: "Also `removeGroups`." },
    ClientMetadata: never,
  },
};

/** Harmony's names, the same in both of its bodies. */
const harmonyProperties: Readonly<Record<string, PropertyMap>> = {
  ...mapNames(["email", "name", "nickname", "picture"], (name) => ({ out: name, in: name })),
  firstName: { out: "givenName", in: "givenName" },
  lastName: { out: "familyName", in: "familyName" },
  userPoolId: pool,
  appMetadata: { out: "appMetadata", in: "appMetadata" },
  userMetadata: { out: "userMetadata", in: "userMetadata" },
  blocked: { out: "isBlocked", in: "isBlocked" },
  password: { in: "password", note: "Never readable." },
  "[key: string]": { out: "userAttributes", in: "json", note: "Only attributes that the user pool has." },
};

const harmonyPatch: FieldMap = {
  title: "Harmony's request to change a user",
  contracts: ["PatchCognitoUserBody"],
  outType,
  inType,
  properties: {
    ...harmonyProperties,
    userPoolId: { ...pool, note: "Names the account; a user cannot be moved to another pool." },
    username: { out: "username", in: "username", note: "Cannot be changed." },
  },
};

const harmonyPost: FieldMap = {
  title: "Harmony's request to create a user",
  contracts: ["PostCognitoUserBody"],
  outType,
  inType: "CreateCognitoUserInput",
  properties: { ...harmonyProperties, username: { out: "username", in: "username" } },
};

export const cognitoFieldMaps: readonly FieldMap[] = [
  user,
  attributes,
  attribute,
  group,
  creation,
  changes,
  harmonyPatch,
  harmonyPost,
];
