import type { AppMetadata } from "./app-metadata.js";
import type { IdentityKey, Link } from "./link.js";
import type { Profile } from "./profile.js";
import type { ProviderError } from "./provider-error.js";

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

/**
 * How a read of one identity ended. Trouble is a value here, never an exception.
 *
 * - `FRESH`: the provider's answer, recent enough to be used instead of a call
 * - `STALE`: an earlier answer, because the provider could not be read now
 * - `GONE`: the provider answered that it does not hold the identity
 * - `UNAVAILABLE`: the provider could not be read, and no earlier answer is known
 */
export type IdentityRead =
  | { readonly availability: "FRESH"; readonly identity: ProviderIdentity; readonly readAt: Date }
  | {
      readonly availability: "STALE";
      readonly identity: ProviderIdentity;
      readonly readAt: Date;
      readonly error: ProviderError;
    }
  | { readonly availability: "GONE"; readonly identity: null; readonly readAt: Date }
  | {
      readonly availability: "UNAVAILABLE";
      readonly identity: null;
      readonly readAt: null;
      readonly error: ProviderError;
    };
