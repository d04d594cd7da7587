import { isDeepStrictEqual } from "node:util";
import { type AppMetadataInput, toMetadataChange } from "../../graphql/inputs/metadata.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import { toPlainJson } from "../../identity/plain-json.js";
import type { FieldChange, IdentityUpdate } from "../../identity/writer.js";
import { type MetadataAttributes, metadataMembers, toObject, toOwnAttribute } from "./mapping.js";
import type { CognitoUser } from "./wire.js";

/** The requested values by the names of the input. No member is undefined. */
export type Requested = JsonObject;

/** Fields of the input and the attributes that hold them. The profile shared by all providers uses the same names. */
export const attributeNames = {
  email: "email",
  emailVerified: "email_verified",
  phoneNumber: "phone_number",
  phoneNumberVerified: "phone_number_verified",
  name: "name",
  givenName: "given_name",
  familyName: "family_name",
  nickname: "nickname",
  picture: "picture",
} as const;

/** No key of `json` may be one of these. */
export const namedKeys: readonly string[] = [...Object.entries(attributeNames).flat(), "sub"];

/** Contacts and the flags that say whether they are verified. */
export const contacts = [
  { field: "email", flag: "emailVerified" },
  { field: "phoneNumber", flag: "phoneNumberVerified" },
] as const;

/** A change of a field, and the value of the attribute that holds it; null deletes the attribute. */
export interface AttributeChange extends FieldChange {
  readonly attribute: string;
  readonly text: string | null;
}

/** A field of the provider's own part overrides the same field of the profile. */
export function toRequested({ profile, own = {}, hidesMetadata = false }: IdentityUpdate): Requested {
  return { ...toPlainJson(profile), ...toPlainJson(own), hidesMetadata };
}

/** The attributes to write. A new address is written with its flag, even when the flag does not change. */
export function toAttributeChanges(
  requested: Requested,
  user: CognitoUser,
  metadata: MetadataAttributes,
): readonly AttributeChange[] {
  return [
    ...toNamedChanges(requested, user),
    ...toMetadataChanges("appMetadata", {
      requested,
      user,
      attribute: metadata.app,
      members: metadataMembers.app,
    }),
    ...toMetadataChanges("userMetadata", {
      requested,
      user,
      attribute: metadata.user,
      members: metadataMembers.user,
    }),
    ...toOpenChanges(requested, user),
  ];
}

/** A user without attributes, for comparison with a new one. */
export const emptyUser: CognitoUser = {
  username: "",
  attributes: new Map(),
  createdAt: null,
  updatedAt: null,
  isEnabled: null,
  status: null,
  mfa: null,
};

/** The values to write, by attribute. Several fields may share an attribute. */
export function toAttributeTexts(changes: readonly AttributeChange[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    changes.flatMap(({ attribute, text }) => (text === null ? [] : [[attribute, text]])),
  );
}

/** The field of the input that an attribute belongs to. */
export function toFieldName(attribute: string, metadata: MetadataAttributes): string {
  if (attribute === metadata.app) return "appMetadata";
  if (attribute === metadata.user) return "userMetadata";
  const named = Object.entries(attributeNames).find(([, name]) => name === attribute)?.[0];
  if (named !== undefined) return named;
  return attribute.includes(":") || !otherNames.has(attribute) ? `json.${attribute}` : attribute;
}

/** Names in a refusal that are not attributes. */
const otherNames: ReadonlySet<string> = new Set(["username", "password"]);

/** The attribute's value; null when it is absent or empty. */
export function toCurrent(user: CognitoUser, field: keyof typeof attributeNames): string | null {
  return user.attributes.get(attributeNames[field]) || null;
}

function isNewContact(requested: Requested, user: CognitoUser, field: "email" | "phoneNumber"): boolean {
  const after = requested[field];
  return typeof after === "string" && !isSame(toCurrent(user, field), after, field);
}

function toNamedChanges(requested: Requested, user: CognitoUser): readonly AttributeChange[] {
  const forced = contacts.filter(({ field }) => isNewContact(requested, user, field)).map(({ flag }) => flag);
  const flags = Object.fromEntries(forced.map((flag) => [flag, false]));
  const values: Requested = { ...flags, ...requested };
  return (Object.keys(attributeNames) as (keyof typeof attributeNames)[]).flatMap((field) => {
    const after = values[field];
    const current = toCurrent(user, field);
    if (after === undefined) return [];
    const isForced = forced.some((flag) => flag === field);
    const text = after === null ? null : String(after);
    if (
      !isForced &&
      (typeof after === "boolean" ? (current ?? "false") === text : isSame(current, text, field))
    )
      return [];
    const before = typeof after === "boolean" ? current === "true" : current;
    return [{ field, before, after, attribute: attributeNames[field], text }];
  });
}

/** Addresses are compared case-insensitively, as Cognito does. */
function isSame(current: string | null, after: string | null, field: string): boolean {
  return field === "email" ? current?.toLowerCase() === after?.toLowerCase() : current === after;
}

interface MetadataRequest {
  readonly requested: Requested;
  readonly user: CognitoUser;
  readonly attribute: string;
  readonly members: readonly string[];
}

/**
 * Compares key by key at the first level; a nested value is replaced as a whole. A member that has an attribute of its own
 * is written to that attribute only, and removed from both the attribute and the JSON.
 */
function toMetadataChanges(
  field: "appMetadata" | "userMetadata",
  { requested, user, attribute, members }: MetadataRequest,
): readonly AttributeChange[] {
  const change = toMetadataChange(requested[field] as AppMetadataInput | undefined) ?? {};
  const current = toObject(user.attributes.get(attribute)) ?? {};
  const ownOf = (key: string): string | undefined =>
    members.includes(key) ? user.attributes.get(toOwnAttribute(key)) || undefined : undefined;
  const inJson = Object.entries(change).filter(([key, after]) => after === null || ownOf(key) === undefined);
  const text = JSON.stringify(merge(current, inJson));
  return Object.entries(change).flatMap(([key, after]): AttributeChange[] => {
    const own = ownOf(key);
    const inObject = Object.hasOwn(current, key) ? current[key] : undefined;
    const changed = { field: `${field}.${key}`, before: own ?? inObject ?? null, after };
    const hidesCurrent = requested.hidesMetadata === true;
    const isInJsonNew =
      hidesCurrent || (after === null ? inObject !== undefined : !isDeepStrictEqual(inObject, after));
    const isOwnNew = own !== undefined && (hidesCurrent || own !== String(after));
    const isJsonWritten = isInJsonNew && (own === undefined || after === null);
    return [
      ...(isOwnNew
        ? [{ ...changed, attribute: toOwnAttribute(key), text: after === null ? null : String(after) }]
        : []),
      ...(isJsonWritten ? [{ ...changed, attribute, text }] : []),
    ];
  });
}

function merge(current: JsonObject, change: readonly (readonly [string, unknown])[]): JsonObject {
  const merged = new Map(Object.entries(current));
  for (const [key, after] of change) {
    if (after === null) merged.delete(key);
    else merged.set(key, after);
  }
  return Object.fromEntries(merged);
}

function toOpenChanges(requested: Requested, user: CognitoUser): readonly AttributeChange[] {
  return Object.entries((requested.json ?? {}) as JsonObject)
    .map(([attribute, value]) => [attribute, value === null ? null : String(value)] as const)
    .map(([attribute, after]) => ({
      field: `json.${attribute}`,
      before: user.attributes.get(attribute) || null,
      after,
      attribute,
      text: after,
    }))
    .filter(({ before, after }) => before !== after);
}
