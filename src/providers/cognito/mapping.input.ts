import { isDeepStrictEqual } from "node:util";
import { type AppMetadataInput, toMetadataChange } from "../../graphql/inputs/metadata.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import type { FieldChange, IdentityUpdate } from "../../identity/writer.js";
import { type MetadataAttributes, metadataMembers, toObject, toOwnAttribute } from "./mapping.js";
import type { CognitoUser } from "./wire.js";

/** What a user is asked to become, by the names of the input; nothing in it is undefined. */
export type Requested = JsonObject;

/** Fields of the input and the attributes that hold them; the profile of all providers uses the same names. */
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

/** A field that an attribute holds, and the attribute's text as it is to be; null deletes it. */
export interface AttributeChange extends FieldChange {
  readonly attribute: string;
  readonly text: string | null;
}

/** The provider's own part goes before the profile. Whatever it came as, an object of a class or one without prototype, this is plain JSON. */
export function toRequested({ profile, own = {} }: IdentityUpdate): Requested {
  return JSON.parse(JSON.stringify({ ...profile, ...JSON.parse(JSON.stringify(own)) }));
}

/** The attributes that must be written, also those that say again what is there: a new address comes with its flag. */
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

/** A user who holds nothing: what a new one is compared with. */
export const nobody: CognitoUser = {
  username: "",
  attributes: new Map(),
  createdAt: null,
  updatedAt: null,
  isEnabled: null,
  status: null,
  mfa: null,
};

/** The texts to write, by attribute. Several fields may lie in one attribute. */
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
  return attribute.includes(":") || !isTold.has(attribute) ? `json.${attribute}` : attribute;
}

/** What a refusal can be about beside attributes. */
const isTold: ReadonlySet<string> = new Set(["username", "password"]);

/** What the attribute holds; an empty text is the same as none. */
export function toHeld(user: CognitoUser, field: keyof typeof attributeNames): string | null {
  return user.attributes.get(attributeNames[field]) || null;
}

function isNewContact(requested: Requested, user: CognitoUser, field: "email" | "phoneNumber"): boolean {
  const wanted = requested[field];
  return typeof wanted === "string" && !isSame(toHeld(user, field), wanted, field);
}

function toNamedChanges(requested: Requested, user: CognitoUser): readonly AttributeChange[] {
  const forced = contacts.filter(({ field }) => isNewContact(requested, user, field)).map(({ flag }) => flag);
  const flags = Object.fromEntries(forced.map((flag) => [flag, false]));
  const wanted: Requested = { ...flags, ...requested };
  return (Object.keys(attributeNames) as (keyof typeof attributeNames)[]).flatMap((field) => {
    const after = wanted[field];
    const held = toHeld(user, field);
    if (after === undefined) return [];
    const isForced = forced.some((flag) => flag === field);
    const text = after === null ? null : String(after);
    if (!isForced && (typeof after === "boolean" ? (held ?? "false") === text : isSame(held, text, field)))
      return [];
    const before = typeof after === "boolean" ? held === "true" : held;
    return [{ field, before, after, attribute: attributeNames[field], text }];
  });
}

/** Addresses are compared without regard to case, as Cognito does. */
function isSame(held: string | null, wanted: string | null, field: string): boolean {
  return field === "email" ? held?.toLowerCase() === wanted?.toLowerCase() : held === wanted;
}

interface MetadataRequest {
  readonly requested: Requested;
  readonly user: CognitoUser;
  readonly attribute: string;
  readonly members: readonly string[];
}

/**
 * Key by key at the first level; a value below is replaced whole. A member with an attribute of its own is written there
 * and the JSON is left alone, save that a member that is removed goes from both.
 */
function toMetadataChanges(
  field: "appMetadata" | "userMetadata",
  { requested, user, attribute, members }: MetadataRequest,
): readonly AttributeChange[] {
  const change = toMetadataChange(requested[field] as AppMetadataInput | undefined) ?? {};
  const held = toObject(user.attributes.get(attribute)) ?? {};
  const ownOf = (key: string): string | undefined =>
    members.includes(key) ? user.attributes.get(toOwnAttribute(key)) || undefined : undefined;
  const inJson = Object.entries(change).filter(([key, after]) => after === null || ownOf(key) === undefined);
  const text = JSON.stringify(merge(held, inJson));
  return Object.entries(change).flatMap(([key, after]): AttributeChange[] => {
    const own = ownOf(key);
    const inObject = Object.hasOwn(held, key) ? held[key] : undefined;
    const told = { field: `${field}.${key}`, before: own ?? inObject ?? null, after };
    const isInJsonNew = after === null ? inObject !== undefined : !isDeepStrictEqual(inObject, after);
    const isOwnNew = own !== undefined && own !== String(after);
    const isJsonWritten = isInJsonNew && (own === undefined || after === null);
    return [
      ...(isOwnNew
        ? [{ ...told, attribute: toOwnAttribute(key), text: after === null ? null : String(after) }]
        : []),
      ...(isJsonWritten ? [{ ...told, attribute, text }] : []),
    ];
  });
}

function merge(held: JsonObject, change: readonly (readonly [string, unknown])[]): JsonObject {
  const merged = new Map(Object.entries(held));
  for (const [key, after] of change) {
    if (after === null) merged.delete(key);
    else merged.set(key, after);
  }
  return Object.fromEntries(merged);
}

function toOpenChanges(requested: Requested, user: CognitoUser): readonly AttributeChange[] {
  return Object.entries((requested.json ?? {}) as Readonly<Record<string, string | null>>)
    .map(([attribute, after]) => ({
      field: `json.${attribute}`,
      before: user.attributes.get(attribute) || null,
      after,
      attribute,
      text: after,
    }))
    .filter(({ before, after }) => before !== after);
}
