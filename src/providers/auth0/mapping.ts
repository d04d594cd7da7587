import { type AppMetadata, toAppMetadata } from "../../identity/app-metadata.js";
import { compact, toDate } from "../../identity/fields.js";
import type { IdentityRead } from "../../identity/identity-read.js";
import { type ProviderSubject, type Realm, toSubject } from "../../identity/ids.js";
import type { IdentityKey, Link } from "../../identity/link.js";
import type { Profile } from "../../identity/profile.js";
import type { ProviderIdentity } from "../../identity/provider-identity.js";
import { Auth0Identity } from "./types.js";
import type { Auth0User } from "./wire.js";

/** An Auth0 user in the form that all providers share. */
export class Auth0ProviderIdentity implements ProviderIdentity {
  readonly provider = "AUTH0";
  readonly subject: ProviderSubject;
  readonly profile: Profile;
  readonly isBlocked: boolean | undefined;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  readonly assertedKeys: readonly IdentityKey[] = [];
  readonly #user: Auth0User;
  #appMetadata: AppMetadata | undefined;

  constructor(
    user: Auth0User,
    readonly realm: Realm,
  ) {
    this.#user = user;
    this.subject = toSubject(user.user_id);
    this.profile = compact({
      email: user.email,
      emailVerified: user.email_verified,
      name: user.name,
      givenName: user.given_name,
      familyName: user.family_name,
      nickname: user.nickname,
      username: user.username,
      picture: user.picture,
      phoneNumber: user.phone_number,
      phoneNumberVerified: user.phone_verified,
    });
    // Auth0 leaves the key out until the user is blocked; null means that its value could not be read
    this.isBlocked = user.blocked === undefined ? false : (user.blocked ?? undefined);
    this.createdAt = toDate(user.created_at);
    this.updatedAt = toDate(user.updated_at);
  }

  get appMetadata(): AppMetadata | undefined {
    const metadata = this.#user.app_metadata;
    if (metadata) this.#appMetadata ??= toAppMetadata(metadata);
    return this.#appMetadata;
  }

  toRecord(): unknown {
    return this.#user;
  }

  present(link: Link, read: IdentityRead): Auth0Identity {
    return new Auth0Identity(link, read, this.#user);
  }
}
