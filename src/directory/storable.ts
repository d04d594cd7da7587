import type { IdentityKey } from "../identity/link.js";

/** The lengths that the tables allow. */
const longestSubject = 512;
const longestRealm = 255;

/** Whether a store can hold the subject as it is. PostgreSQL has no NUL, and a lone surrogate has no UTF-8. */
export function isStorableSubject(subject: string): boolean {
  return isStorable(subject, longestSubject);
}

/** Refuses an identity that could not be stored; the error does not repeat the value. */
export function assertStorable({ provider, realm, subject }: IdentityKey): void {
  const rule = (longest: number) => `must be 1 to ${longest} characters of well-formed Unicode without NUL`;
  if (!isStorable(subject, longestSubject))
    throw new RangeError(`${provider} subject ${rule(longestSubject)}`);
  if (!isStorable(realm, longestRealm)) throw new RangeError(`${provider} realm ${rule(longestRealm)}`);
}

function isStorable(text: string, longest: number): boolean {
  return text.length > 0 && text.length <= longest && !text.includes("\0") && text.isWellFormed();
}
