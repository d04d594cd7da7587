import type { IdentityKey } from "../identity/link.js";

/** The lengths that the tables allow. */
const longestSubject = 512;
const longestRealm = 255;
/** Together they fit an entry of a PostgreSQL index. */
const longestActor = 512;
const longestIdempotencyKey = 255;

/** Whether a store can hold the subject as it is. PostgreSQL has no NUL, and a lone surrogate has no UTF-8. */
export function isStorableSubject(subject: string): boolean {
  return isStorable(subject, longestSubject);
}

/** Refuses an identity that could not be stored; the error does not repeat the value. */
export function assertStorable({ provider, realm, subject }: IdentityKey): void {
  if (!isStorable(subject, longestSubject))
    throw new RangeError(`${provider} subject ${toRule(longestSubject)}`);
  if (!isStorable(realm, longestRealm)) throw new RangeError(`${provider} realm ${toRule(longestRealm)}`);
}

/** Refuses a write whose caller could not be stored; the error does not repeat the value. */
export function assertStorableCaller({
  actor,
  idempotencyKey,
}: {
  readonly actor: string;
  readonly idempotencyKey: string | null;
}): void {
  if (!isStorable(actor, longestActor)) throw new RangeError(`actor ${toRule(longestActor)}`);
  // Counted as the edge does: a sign beyond the basic plane is one character, though two units of UTF-16.
  const keyLength = idempotencyKey === null ? 1 : [...idempotencyKey].length;
  if (
    idempotencyKey !== null &&
    (keyLength > longestIdempotencyKey || !isStorable(idempotencyKey, 2 * longestIdempotencyKey))
  )
    throw new RangeError(`idempotencyKey ${toRule(longestIdempotencyKey)}`);
}

function toRule(longest: number): string {
  return `must be 1 to ${longest} characters of well-formed Unicode without NUL`;
}

function isStorable(text: string, longest: number): boolean {
  return text.length > 0 && text.length <= longest && !text.includes("\0") && text.isWellFormed();
}
