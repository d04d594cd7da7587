import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../../identity/app-metadata.js";
import { toDate } from "../../identity/fields.js";
import type { FieldChange, IdentityUpdate, ProfileChange } from "../../identity/writer.js";
import type { NexusUserWire } from "./wire.js";

/**
 * Where a field of the profile goes in PatchUser's body; null where it does not go. PatchUser has no e-mail address, and
 * whether an address is verified is said of that address: what the profile says of either stays away from Nexus.
 */
export const profileTargets: { readonly [Field in keyof ProfileChange]-?: PatchField | null } = {
  email: null,
  emailVerified: null,
  name: "displayName",
  givenName: "givenName",
  familyName: "familyName",
  nickname: "nickname",
  username: "username",
  picture: "picture",
  phoneNumber: "phoneNumber",
};

/** Every field of PatchUser, and the name under which a read shows it; null where no read does. */
const patchFields = {
  displayName: "displayName",
  givenName: "givenName",
  familyName: "familyName",
  nickname: "nickname",
  username: "username",
  picture: "picture",
  language: "language",
  phoneNumber: "phoneNumber",
  recoveryEmailAddress: "recoveryEmailAddress",
  password: null,
  isBlocked: null,
  isMfaDisabled: "isMfaDisabled",
  mfaEnrollmentStatus: "mfaEnrollmentStatus",
  emailVerified: "email-verified",
  emailVerifySentDate: "email-verify-sent-date",
} as const;

type PatchField = keyof typeof patchFields;

/** No key of `json` may be one of these. */
export const namedKeys: readonly string[] = [...Object.keys(patchFields), "subject", "json"];

/** A value that would be another. */
export interface Difference extends FieldChange {
  /** The value would have to be cleared, which PatchUser can't. */
  readonly isClearing: boolean;
  /** Its name in PatchUser's body; `field` is the name by which the caller knows it. */
  readonly wireName: string;
}

interface Requested {
  readonly field: string;
  readonly wireName: string;
  readonly after: unknown;
}

/** What would change. The provider's own part goes before the profile; what no read shows always counts as a change. */
export function toDifferences(
  { profile, own = {} }: IdentityUpdate,
  user: NexusUserWire,
): readonly Difference[] {
  const { subject: _, json, ...named } = toPlain(own);
  const wishes = new Map<string, Requested>();
  const requested = (field: string, wireName: string, after: unknown): void => {
    wishes.set(wireName, { field, wireName, after });
  };
  for (const [key, after] of Object.entries((json ?? {}) as JsonObject)) {
    requested(`json.${key}`, key, after);
  }
  for (const [field, after] of Object.entries(toPlain(profile))) {
    const wireName = profileTargets[field as keyof ProfileChange];
    if (wireName !== null) requested(field, wireName, after);
  }
  for (const [field, after] of Object.entries(named)) requested(field, field, after);
  return [...wishes.values()]
    .map((each) => compare(each, user))
    .filter((difference) => difference !== undefined);
}

/** SyncUserIdentity's body. Absent stays absent: without groups the connection's known groups stay. */
export function toSyncBody(input: JsonObject): JsonObject {
  const { audience, attributes, connection, clientUpnKey } = toPlain(input);
  return toPlain({ audience, attributes, connection, clientUpnKey });
}

function compare(requested: Requested, user: NexusUserWire): Difference | undefined {
  const { field, wireName, after } = requested;
  if (wireName === "password") return { field, wireName, before: null, after: null, isClearing: false };
  const readName = wireName in patchFields ? patchFields[wireName as PatchField] : wireName;
  const isShown = readName !== null && Object.hasOwn(user, readName);
  const before = isShown ? (user[readName] ?? null) : null;
  const isClearing = after === null;
  if (isClearing && (before === null || before === "")) return undefined;
  if (isShown && isSame(wireName, before, after)) return undefined;
  return { field, wireName, before, after, isClearing };
}

function isSame(wireName: string, before: unknown, after: unknown): boolean {
  if (wireName !== "emailVerifySentDate") return isDeepStrictEqual(before, after);
  return toDate(before as string | null)?.getTime() === toDate(after as string)?.getTime();
}

/** Whatever it came as, an object of a class or one with dates in it, as JSON. */
function toPlain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}
