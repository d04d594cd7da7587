import { isDeepStrictEqual } from "node:util";
import { type AppMetadataInput, toMetadataChange } from "../../graphql/inputs/metadata.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import type { FieldChange, IdentityUpdate } from "../../identity/writer.js";
import type { Auth0User } from "./wire.js";

/** What a user is asked to become, by the names of the input; nothing in it is undefined. */
export type Requested = JsonObject;

/** Attributes of the user as a whole, by their names on the wire; the profile of all providers uses the same input names. */
const rootNames = {
  name: "name",
  givenName: "given_name",
  familyName: "family_name",
  nickname: "nickname",
  picture: "picture",
  blocked: "blocked",
} as const;

/** Attributes of one account: for a linked one they are in its `profileData`. */
const accountNames = {
  email: "email",
  emailVerified: "email_verified",
  phoneNumber: "phone_number",
  phoneVerified: "phone_verified",
  username: "username",
} as const;

const metadataNames = { userMetadata: "user_metadata", appMetadata: "app_metadata" } as const;

/** What steers a call and is not kept. */
const steeringNames = {
  verifyEmail: "verify_email",
  verifyPhoneNumber: "verify_phone_number",
  connection: "connection",
  clientId: "client_id",
} as const;

const wireNames = { ...rootNames, ...accountNames, ...metadataNames, ...steeringNames, password: "password" };

/** No key of `json` may be one of these. */
export const namedKeys: readonly string[] = [
  ...Object.entries(wireNames).flat(),
  "subject",
  "sendInvite",
  "send_invite",
  "json",
];

/** A difference that a call can make. */
export interface Difference extends FieldChange {
  /** The attribute of the call's body that holds it. */
  readonly wireName: string;
  /** The key below that attribute, where it is a metadata object. */
  readonly key?: string;
}

/** One account of the user, as far as a change of it is concerned. */
export interface Account {
  readonly isPrimary: boolean;
  /** Kind of identity provider, as auth0 or google-oauth2; absent where Auth0 does not tell. */
  readonly provider: string | undefined;
  readonly isSocial: boolean | undefined;
  readonly attributes: JsonObject;
}

/** A field of the provider's own part goes before the same field of the profile. */
export function toRequested({ profile, own = {} }: IdentityUpdate): Requested {
  return { ...toPlain(profile), ...toPlain(own) };
}

/** Inputs come as objects of classes and as objects without prototype; as plain JSON they can be compared. */
export function toPlain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

/** The account in that connection, or the first; undefined when the user has none there. */
export function findAccount(user: Auth0User, connection: unknown): Account | undefined {
  const identities = user.identities ?? [];
  const index =
    connection === undefined ? 0 : identities.findIndex((identity) => identity.connection === connection);
  const identity = identities[index];
  if (identity === undefined && connection !== undefined) return undefined;
  return {
    isPrimary: index === 0,
    provider: identity?.provider ?? undefined,
    isSocial: identity?.isSocial ?? undefined,
    attributes: index === 0 ? user : (identity?.profileData ?? {}),
  };
}

/**
 * What would change. A flag that is missing counts as false, and addresses are compared without regard to case.
 *
 * @param requested with the flags of `withFlags`
 */
export function toDifferences(
  requested: Requested,
  user: Auth0User,
  { attributes }: Account,
): readonly Difference[] {
  const open = Object.entries((requested.json ?? {}) as JsonObject);
  return [
    ...compareAll(requested, attributes, accountNames),
    ...compareAll(requested, user, rootNames),
    ...compareMetadata("userMetadata", requested, user.user_metadata),
    ...compareMetadata("appMetadata", requested, user.app_metadata),
    ...open.map(([key, after]) => ({ field: `json.${key}`, wireName: key, before: null, after })), // never read
    ...mailOnly(requested),
    ...(requested.password === undefined ? [] : [passwordChange]),
  ];
}

const passwordChange: Difference = { field: "password", wireName: "password", before: null, after: null };

/** A new address or number takes its flag along: nobody has verified it, unless the requested says so. */
export function withFlags(requested: Requested, { attributes }: Account): Requested {
  const isNew = (field: "email" | "phoneNumber"): boolean =>
    requested[field] !== undefined && !isSame(field, attributes[accountNames[field]], requested[field]);
  return {
    ...(isNew("email") && { emailVerified: false }),
    ...(isNew("phoneNumber") && { phoneVerified: false }),
    ...requested,
  };
}

/** A verification mail that is wished for by itself. With an address or its flag it goes along when those change. */
function mailOnly({ verifyEmail, email, emailVerified }: Requested): readonly Difference[] {
  if (verifyEmail !== true || email !== undefined || emailVerified !== undefined) return [];
  return [{ field: "verifyEmail", wireName: "verify_email", before: null, after: true }];
}

function compareAll(
  requested: Requested,
  held: JsonObject,
  names: Readonly<Record<string, string>>,
): readonly Difference[] {
  return Object.entries(names)
    .filter(
      ([field, wireName]) =>
        requested[field] !== undefined && !isSame(field, held[wireName], requested[field]),
    )
    .map(([field, wireName]) => ({
      field,
      wireName,
      before: held[wireName] ?? null,
      after: requested[field],
    }));
}

/** Key by key at the first level, as Auth0 merges; a value below is replaced whole. */
function compareMetadata(
  field: keyof typeof metadataNames,
  requested: Requested,
  held: JsonObject | null | undefined,
): readonly Difference[] {
  return Object.entries(toMetadataChange(requested[field] as AppMetadataInput | undefined) ?? {})
    .map(([key, after]) => ({
      field: `${field}.${key}`,
      wireName: metadataNames[field],
      key,
      before: Object.hasOwn(held ?? {}, key) ? (held?.[key] ?? null) : null,
      after,
    }))
    .filter(({ before, after }) => !isDeepStrictEqual(before, after));
}

function isSame(field: string, before: unknown, after: unknown): boolean {
  if (typeof after === "boolean") return (before ?? false) === after;
  if (field === "email" && typeof before === "string" && typeof after === "string")
    return before.toLowerCase() === after.toLowerCase();
  return (before ?? null) === after;
}

/** One call: what it sends but for secrets, what it changes, and which secrets it needs. */
export interface Patch {
  readonly body: JsonObject;
  readonly fields: readonly string[];
  readonly secrets: readonly string[];
}

/**
 * The calls in their order: the user as a whole with the first account, or by itself when another account is meant; that
 * account; the username; the password. Auth0 refuses some of these together. The password always goes alone, so that the
 * others can be taken without it.
 *
 * @param requested with the flags of `withFlags`
 */
export function toPatches(
  differences: readonly Difference[],
  requested: Requested,
  { isPrimary }: Account,
): readonly Patch[] {
  const isUsernameAlone = differences.some(({ wireName }) => /^email(_verified)?$/.test(wireName));
  const accountPart = isPrimary ? 0 : 1;
  const partOf = ({ wireName }: Difference): number => {
    if (wireName === "password") return 3;
    if (wireName === "username" && isUsernameAlone) return 2;
    return accountWireNames.has(wireName) ? accountPart : 0;
  };
  const parts = [0, 1, 2, 3].map((part) => differences.filter((difference) => partOf(difference) === part));
  return parts.filter((part) => part.length > 0).map((part) => toPatch(part, requested));
}

const accountWireNames: ReadonlySet<string> = new Set([...Object.values(accountNames), "verify_email"]);

function toPatch(differences: readonly Difference[], requested: Requested): Patch {
  const hasSecret = typeof requested.password === "string" && differences.includes(passwordChange);
  const sent = differences.filter(({ wireName }) => wireName !== "password" || !hasSecret);
  return {
    body: { ...toBody(sent), ...toCompanions(differences, requested) },
    fields: differences.map(({ field }) => field),
    secrets: hasSecret ? ["password"] : [],
  };
}

/** Each metadata object is built once from all of its keys. */
function toBody(differences: readonly Difference[]): JsonObject {
  const metadata = Map.groupBy(
    differences.filter(({ key }) => key !== undefined),
    ({ wireName }) => wireName,
  );
  const attributes = differences.filter(({ key }) => key === undefined);
  return Object.fromEntries([
    ...attributes.map(({ wireName, after }) => [wireName, after] as const),
    ...[...metadata].map(([wireName, members]) => [wireName, toObject(members)] as const),
  ]);
}

function toObject(members: readonly Difference[]): JsonObject {
  return Object.fromEntries(members.map(({ key, after }) => [key, after]));
}

/** What goes along with a change: the flag of an address or number even where it stays as it is, and what steers the call. */
function toCompanions(differences: readonly Difference[], requested: Requested): JsonObject {
  const has = (...names: string[]): boolean => differences.some(({ wireName }) => names.includes(wireName));
  const isOfAccount = has(...accountWireNames, "password");
  return toPlain({
    email_verified: has("email", "email_verified") ? requested.emailVerified : undefined,
    phone_verified: has("phone_number", "phone_verified") ? requested.phoneVerified : undefined,
    verify_email: has("email", "email_verified", "verify_email") ? requested.verifyEmail : undefined,
    verify_phone_number: has("phone_number") ? requested.verifyPhoneNumber : undefined,
    client_id: has("email", "phone_number") ? requested.clientId : undefined,
    connection: isOfAccount ? requested.connection : undefined,
  });
}
