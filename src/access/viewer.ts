import type { IdentityKey } from "../identity/link.js";

/** What a caller may be allowed, as the tokens' claims are mapped to by configuration. */
export const permissions = [
  "read:users",
  "read:users_metadata",
  "update:users",
  "create:users",
  "sync:users",
  "link:users",
] as const;
export type Permission = (typeof permissions)[number];

export function isPermission(text: string): text is Permission {
  return permissions.includes(text as Permission);
}

/** Who asks, as far as they have proved it. */
export interface Viewer {
  /** A machine has a token of its own by client credentials; nobody is behind it. */
  readonly kind: "anonymous" | "person" | "machine";
  /** Who that is, for the journal and the audits: realm of the issuer and subject, 511 characters at most. */
  readonly actor: string;
  readonly permissions: ReadonlySet<Permission>;
  /** What a person signed in with; null for machines and for nobody. */
  readonly identity: IdentityKey | null;
  /** Whether the request came with the router's secret; false while none is configured. */
  readonly isFromRouter: boolean;
}

/** Somebody without a token: may do nothing. */
export const nobody: Viewer = {
  kind: "anonymous",
  actor: "anonymous",
  permissions: new Set(),
  identity: null,
  isFromRouter: false,
};
