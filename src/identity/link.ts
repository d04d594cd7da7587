import type { ProviderSubject, Realm, UserId } from "./ids.js";

/** A provider's name, as in the enum `IdentityProvider`. Which ones exist, only the registry knows. */
export type ProviderName = Uppercase<string>;

/** Why we believe that an identity belongs to a user. */
export const linkEvidences = [
  "FIRST_SEEN",
  "CREATED_HERE",
  "PROVIDER_ASSERTED",
  "VERIFIED_EMAIL",
  "MANUAL",
] as const;
export type LinkEvidence = (typeof linkEvidences)[number];

/** Names one identity across all providers and realms. It belongs to at most one user. */
export interface IdentityKey {
  readonly provider: ProviderName;
  readonly realm: Realm;
  readonly subject: ProviderSubject;
}

/** The record that an identity belongs to a user. */
export interface Link extends IdentityKey {
  readonly userId: UserId;
  readonly evidence: LinkEvidence;
  readonly linkedAt: Date;
  /** When a write on the identity last began or ended here; null when none did. */
  readonly changedAt: Date | null;
}

/** A user as the directory knows it: no profile, only the links, oldest first. */
export interface LinkedUser {
  readonly id: UserId;
  readonly createdAt: Date;
  readonly links: readonly Link[];
}

/** What a caller may know a user by: our id, or a subject at a provider, whichever realm it is in. */
export type UserKey =
  | { readonly kind: "id"; readonly id: UserId }
  | { readonly kind: "subject"; readonly provider: ProviderName; readonly subject: ProviderSubject };

/** The name in its one spelling; for values from our own store or configuration. */
export function toProviderName(text: string): ProviderName {
  return text.toUpperCase() as ProviderName;
}

/** The key alone, of anything that has one. */
export function toIdentityKey({ provider, realm, subject }: IdentityKey): IdentityKey {
  return { provider, realm, subject };
}

/** One text per key, for maps and loaders. Unambiguous: no part can hold a line break. */
export function toIdentityText(key: IdentityKey): string {
  return `${key.provider}\n${key.realm}\n${key.subject}`;
}

/** One text per key, for maps and loaders. */
export function toUserKeyText(key: UserKey): string {
  return key.kind === "id" ? key.id : `${key.provider}\n${key.subject}`;
}
