import type { JsonObject } from "./app-metadata.js";
import type { ProviderSubject } from "./ids.js";
import type { ProviderIdentity } from "./provider-identity.js";

/** What a provider answers when it has brought an identity up to date. */
export interface SyncResult {
  /** The identity afterwards, with what its provider asserts. */
  readonly identity: ProviderIdentity;
  /** Roles for the audience that was asked for, as the provider sends them. */
  readonly roles: readonly JsonObject[];
  /** Null when the provider does not say. */
  readonly isAuthenticated: boolean | null;
  readonly names: SyncedNames;
}

/** The names of the person as the provider answers them; each null when it answers none. */
export interface SyncedNames {
  readonly name: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
}

/** Brings identities up to date with what another identity provider says of them; only providers that can. */
export interface IdentitySync {
  /** The identity that is linked to this user of an identity connection; null when there is none. */
  findByConnection(connectionId: string, connectionUserId: string): Promise<ProviderIdentity | null>;
  /** Read afresh. Null when there is none. */
  read(subject: ProviderSubject): Promise<ProviderIdentity | null>;
  /** Doing it twice does no harm. Null when there is no such identity; throws `outcome_unknown` when no answer came. */
  sync(subject: ProviderSubject, input: JsonObject): Promise<SyncResult | null>;
}
