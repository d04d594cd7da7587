import { isDeepStrictEqual } from "node:util";
import { type AppMetadataInput, toMetadataChange } from "../../graphql/inputs/metadata.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import { toPlainJson } from "../../identity/plain-json.js";
import type { FieldChange, IdentityUpdate } from "../../identity/writer.js";
import type { Auth0User } from "./wire.js";

/** The requested values by the names of the input. No member is undefined. */
export type Requested = JsonObject;

/** Wire names of the attributes of the whole user. The profile shared by all providers uses the same input names. */
const rootNames = {
  name: "name",
  givenName: "given_name",
  familyName: "family_name",
  nickname: "nickname",
  picture: "picture",
  isBlocked: "blocked",
} as const;

/** Wire names of the attributes of one account. A linked account has them in its `profileData`. */
const accountNames = {
  email: "email",
  emailVerified: "email_verified",
  phoneNumber: "phone_number",
  phoneNumberVerified: "phone_verified",
  username: "username",
} as const;

const metadataNames = { userMetadata: "user_metadata", appMetadata: "app_metadata" } as const;

/** Options of a call that Auth0 does not store. */
const steeringNames = {
  verifyEmail: "verify_email",
  verifyPhoneNumber: "verify_phone_number",
  connection: "connection",
  clientId: "client_id",
} as const;

export const wireNames = {
  ...rootNames,
  ...accountNames,
  ...metadataNames,
  ...steeringNames,
  password: "password",
};

/** No key of `json` may be one of these. */
export const namedKeys: readonly string[] = [
  ...Object.entries(wireNames).flat(),
  "subject",
  "sendInvite",
  "send_invite",
  "json",
];

/** A change that a call can make. */
export interface Difference extends FieldChange {
  /** The attribute in the body of the call. */
  readonly wireName: string;
  /** The key in that attribute when it is a metadata object. */
  readonly key?: string;
}

/** What a change needs to know of one account of the user. */
export interface Account {
  readonly isPrimary: boolean;
  /** The identity provider, such as auth0 or google-oauth2; undefined when Auth0 does not return it. */
  readonly provider: string | undefined;
  readonly isSocial: boolean | undefined;
  readonly attributes: JsonObject;
}

/** A field of the provider's own part overrides the same field of the profile. */
export function toRequested({ profile, own = {}, hidesMetadata = false }: IdentityUpdate): Requested {
  return { ...toPlainJson(profile), ...toPlainJson(own), hidesMetadata };
}

/** The account in the connection, or the first account without one; undefined when the user has no account there. */
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
 * The values that would change. A missing flag counts as false; addresses are compared case-insensitively.
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

/** A new address or number counts as unverified unless the request says otherwise. */
export function withFlags(requested: Requested, { attributes }: Account): Requested {
  const isNew = (field: "email" | "phoneNumber"): boolean =>
    requested[field] !== undefined && !isSame(field, attributes[accountNames[field]], requested[field]);
  return {
    ...(isNew("email") && { emailVerified: false }),
    ...(isNew("phoneNumber") && { phoneNumberVerified: false }),
    ...requested,
  };
}

/** A verification mail requested alone. With an address or its flag, it is sent when those change. */
function mailOnly({ verifyEmail, email, emailVerified }: Requested): readonly Difference[] {
  if (verifyEmail !== true || email !== undefined || emailVerified !== undefined) return [];
  return [{ field: "verifyEmail", wireName: "verify_email", before: null, after: true }];
}

function compareAll(
  requested: Requested,
  current: JsonObject,
  names: Readonly<Record<string, string>>,
): readonly Difference[] {
  return Object.entries(names)
    .filter(
      ([field, wireName]) =>
        requested[field] !== undefined && !isSame(field, current[wireName], requested[field]),
    )
    .map(([field, wireName]) => ({
      field,
      wireName,
      before: current[wireName] ?? null,
      after: requested[field],
    }));
}

/** Compares key by key at the first level, as Auth0 merges; a nested value is replaced as a whole. */
function compareMetadata(
  field: keyof typeof metadataNames,
  requested: Requested,
  current: JsonObject | null | undefined,
): readonly Difference[] {
  const hidesCurrent = requested.hidesMetadata === true;
  return Object.entries(toMetadataChange(requested[field] as AppMetadataInput | undefined) ?? {})
    .map(([key, after]) => ({
      field: `${field}.${key}`,
      wireName: metadataNames[field],
      key,
      before: Object.hasOwn(current ?? {}, key) ? (current?.[key] ?? null) : null,
      after,
    }))
    .filter(({ before, after }) => hidesCurrent || !isDeepStrictEqual(before, after));
}

function isSame(field: string, before: unknown, after: unknown): boolean {
  if (typeof after === "boolean") return (before ?? false) === after;
  if (field === "email" && typeof before === "string" && typeof after === "string")
    return before.toLowerCase() === after.toLowerCase();
  return (before ?? null) === after;
}

/** One call: its body without secrets, the fields that it changes, and the names of the secrets that it needs. */
export interface Patch {
  readonly body: JsonObject;
  readonly fields: readonly string[];
  readonly secrets: readonly string[];
}

/**
 * The calls in order: the whole user, together with the first account when that one changes; another account; the username;
 * the password. Auth0 refuses some of these together. The password has a call of its own, so that the other calls can run
 * without it.
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

/** Collects the keys of a metadata object into one value. */
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

/** What accompanies a change: the flag of an address or number, even if unchanged, and the options of the call. */
function toCompanions(differences: readonly Difference[], requested: Requested): JsonObject {
  const has = (...names: string[]): boolean => differences.some(({ wireName }) => names.includes(wireName));
  const isOfAccount = has(...accountWireNames, "password");
  return toPlainJson({
    email_verified: has("email", "email_verified") ? requested.emailVerified : undefined,
    phone_verified: has("phone_number", "phone_verified") ? requested.phoneNumberVerified : undefined,
    verify_email: has("email", "email_verified", "verify_email") ? requested.verifyEmail : undefined,
    verify_phone_number: has("phone_number") ? requested.verifyPhoneNumber : undefined,
    client_id: has("email", "phone_number") ? requested.clientId : undefined,
    connection: isOfAccount ? requested.connection : undefined,
  });
}
