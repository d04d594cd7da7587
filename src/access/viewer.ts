import type { IdentityKey } from "../identity/link.js";
import type { Permission } from "../identity/permissions.js";

/** The caller, as far as their token proves who they are. */
export interface Viewer {
  /** A machine has its own token, by client credentials; no person is behind it. */
  readonly kind: "anonymous" | "person" | "machine";
  /** The caller in the journal and the audits: realm of the issuer and subject, 511 characters at most. */
  readonly actor: string;
  readonly permissions: ReadonlySet<Permission>;
  /** The identity that a person signed in with; null for machines and anonymous callers. */
  readonly identity: IdentityKey | null;
  /** Whether the request had the router's secret; false when none is configured. */
  readonly isFromRouter: boolean;
}

/** A caller without a token, who may do nothing. */
export const anonymousViewer: Viewer = {
  kind: "anonymous",
  actor: "anonymous",
  permissions: new Set(),
  identity: null,
  isFromRouter: false,
};
