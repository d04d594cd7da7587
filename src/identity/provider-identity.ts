import type { AppMetadata } from "./app-metadata.js";
import type { IdentityKey, Link } from "./link.js";
import type { Profile } from "./profile.js";

/** What one provider holds about a person. */
export interface ProviderIdentity extends IdentityKey {
  /** What it was made of, as JSON can hold it: see `IdentitySource.fromCache`. */
  readonly record: unknown;
  readonly profile: Profile;
  /** Whether an administrator blocked sign-in; undefined where the provider does not tell. */
  readonly isBlocked: boolean | undefined;
  readonly appMetadata: AppMetadata | undefined;
  /** Identities at other providers that this provider says are the same person. */
  readonly assertedKeys: readonly IdentityKey[];
  /** The provider's own GraphQL type, filled. */
  present(link: Link): object;
}
