import { type FieldMap, mapNames, type PropertyMap } from "../../identity/field-map.js";
import { wireNames } from "./mapping.input.js";
import { linkedIdentityWire, profileDataWire, userWire } from "./wire.js";

/** Properties of a user whose field in the graph has another name than the property in camel case. */
const renamed: Readonly<Record<string, string>> = {
  user_id: "subject",
  identities: "accounts",
  blocked: "isBlocked",
  phone_verified: "phoneNumberVerified",
};

const token = { note: "A token of the system behind the account. Nobody can read it." };
const stepOnly = "An option of one change, which Auth0 does not store.";

/** Auth0's properties that a change can set, with the fields of the input. */
const inputNames: ReadonlyMap<string, string> = new Map(
  Object.entries(wireNames).map(([field, wireName]) => [wireName, field]),
);

const user: FieldMap = {
  title: "A user",
  contracts: ["UserResponseSchema", "UpdateUserRequestContent"],
  outType: "Auth0Identity",
  inType: "UpdateAuth0Input",
  properties: {
    ...mapNames(Object.keys(userWire.shape), toUserProperty),
    password: { in: "password", note: "Never readable." },
    connection: { in: "connection", note: `${stepOnly} The connections of a user are in \`accounts\`.` },
    ...mapNames(["client_id", "verify_email", "verify_phone_number"], (name) => ({
      ...toIn(name),
      note: stepOnly,
    })),
  },
};

const account: FieldMap = {
  title: "One of the user's accounts",
  contracts: ["UserIdentitySchema"],
  outType: "Auth0Account",
  properties: {
    ...mapNames(Object.keys(linkedIdentityWire.shape), (name) => ({
      out: toCamelCase(name),
      note: "Set by Auth0.",
    })),
    access_token: token,
    access_token_secret: token,
    refresh_token: token,
  },
};

const profileData: FieldMap = {
  title: "The profile of such an account",
  contracts: ["UserProfileData"],
  outType: "Auth0ProfileData",
  properties: mapNames(Object.keys(profileDataWire.shape), (name) => ({
    out: name === "phone_verified" ? "phoneNumberVerified" : toCamelCase(name),
    note: "Set by the system behind the account.",
  })),
};

/** Harmony's names of Auth0's properties. */
const harmonyNames: Readonly<Record<string, string>> = {
  email: "email",
  appMetadata: "app_metadata",
  userMetadata: "user_metadata",
  blocked: "blocked",
  name: "name",
  nickname: "nickname",
  password: "password",
  picture: "picture",
  username: "username",
  givenName: "given_name",
  familyName: "family_name",
  clientId: "client_id",
  connection: "connection",
  emailVerified: "email_verified",
};

const harmonyBody: FieldMap = {
  title: "Harmony's request to change a user",
  contracts: ["PatchAuth0UserBody"],
  outType: "Auth0Identity",
  inType: "UpdateAuth0Input",
  properties: {
    ...Object.fromEntries(
      Object.entries(harmonyNames).map(([name, wireName]) => [name, user.properties[wireName] ?? {}]),
    ),
    sendInvite: { in: "sendInvite", note: "Auth0 can't send an invitation: true is refused." },
    "[key: string]": { in: "json", note: "Auth0 does not return properties that it does not document." },
  },
};

export const auth0FieldMaps: readonly FieldMap[] = [user, account, profileData, harmonyBody];

function toUserProperty(name: string): PropertyMap {
  const out = renamed[name] ?? toCamelCase(name);
  return inputNames.has(name) ? { out, ...toIn(name) } : { out, note: "Set by Auth0." };
}

function toIn(wireName: string): PropertyMap {
  const field = inputNames.get(wireName);
  return field === undefined ? {} : { in: field };
}

function toCamelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
