import type { AppMetadata } from "./app-metadata.js";
import type { IdentityRead } from "./identity-read.js";
import type { IdentityKey, Link } from "./link.js";
import type { Profile } from "./profile.js";

/**
 * What one provider holds about a user: its answer, checked and mapped once when it arrived. Never changed afterwards, so
 * that all requests can share it.
 */
export interface ProviderIdentity extends IdentityKey {
  readonly profile: Profile;
  /** Whether an administrator blocked sign-in; undefined where the provider does not say. */
  readonly isBlocked: boolean | undefined;
  /** When the provider created the identity; null when it does not say. */
  readonly createdAt: Date | null;
  /** When the identity last changed at the provider; null when it does not say. */
  readonly updatedAt: Date | null;
  /** Undefined when the provider holds none. */
  readonly appMetadata: AppMetadata | undefined;
  /** Identities at other providers that this provider says belong to the same person. */
  readonly assertedKeys: readonly IdentityKey[];
  /** The answer as JSON can carry it, for a cache outside the process; `IdentitySource.fromCache` reads it. */
  toRecord(): unknown;
  /** The provider's GraphQL type with every field filled. */
  present(link: Link, read: IdentityRead): object;
}
