import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../../identity/app-metadata.js";
import { toDate } from "../../identity/fields.js";
import { toPlainJson } from "../../identity/plain-json.js";
import type { FieldChange, IdentityUpdate, ProfileChange } from "../../identity/writer.js";
import type { NexusUserWire } from "./wire.js";

/**
 * The field of PatchUser for each field of the profile; null when there is none. PatchUser can't set the e-mail address, so
 * the profile's `emailVerified`, which is about the new address, is not sent either.
 */
export const profileTargets = {
  email: null,
  emailVerified: null,
  name: "displayName",
  givenName: "givenName",
  familyName: "familyName",
  nickname: "nickname",
  username: "username",
  picture: "picture",
  phoneNumber: "phoneNumber",
} as const satisfies { readonly [Field in keyof ProfileChange]-?: PatchField | null };

/** Every field of PatchUser, and its name in a read; null when no read returns it. */
export const patchFields = {
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
export const namedKeys: readonly string[] = [...Object.keys(patchFields), "name", "subject", "json"];

/** A value that would change. */
export interface Difference extends FieldChange {
  /** Whether the value would be cleared, which PatchUser can't do. */
  readonly isClearing: boolean;
  /** Its name in PatchUser's body; `field` is its name in the input. */
  readonly wireName: string;
}

interface Requested {
  readonly field: string;
  readonly wireName: string;
  readonly after: unknown;
}

/** What would change. The provider's own part overrides the profile. A field that no read returns always counts as changed. */
export function toDifferences(
  { profile, own = {} }: IdentityUpdate,
  user: NexusUserWire,
): readonly Difference[] {
  const { subject: _, json, ...named } = toPlainJson(own);
  const changes = new Map<string, Requested>();
  const addRequest = (field: string, wireName: string, after: unknown): void => {
    changes.set(wireName, { field, wireName, after });
  };
  for (const [key, after] of Object.entries((json ?? {}) as JsonObject)) {
    addRequest(`json.${key}`, key, after);
  }
  for (const [field, after] of Object.entries(toPlainJson(profile))) {
    const wireName = profileTargets[field as keyof ProfileChange];
    if (wireName !== null) addRequest(field, wireName, after);
  }
  for (const [field, after] of Object.entries(named)) addRequest(field, toWireName(field), after);
  return [...changes.values()]
    .map((each) => compare(each, user))
    .filter((difference) => difference !== undefined);
}

/** The graph's `name` is Nexus's `displayName`; the other fields have PatchUser's own names. */
function toWireName(field: string): string {
  return field === "name" ? profileTargets.name : field;
}

/** SyncUserIdentity's body. Absent members stay absent: without `groups`, Nexus keeps the groups of the connection. */
export function toSyncBody(input: JsonObject): JsonObject {
  const { audience, attributes, connection, clientUpnKey } = toPlainJson(input);
  return toPlainJson({ audience, attributes, connection, clientUpnKey });
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
