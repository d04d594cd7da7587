import { compact, toDate } from "../../identity/fields.js";
import type { IdentityRead } from "../../identity/identity-read.js";
import { type ProviderSubject, type Realm, toRealm, toSubject } from "../../identity/ids.js";
import type { IdentityKey, Link } from "../../identity/link.js";
import type { Profile } from "../../identity/profile.js";
import type { ProviderIdentity } from "../../identity/provider-identity.js";
import { NexusIdentity } from "./types.js";
import type { NexusUserWire } from "./wire.js";

/** Auth0 realms by the names that Nexus may use for their tenants. */
export type TenantRealms = ReadonlyMap<string, string>;

/** A Nexus user in the form that all providers share. */
export class NexusProviderIdentity implements ProviderIdentity {
  readonly provider = "NEXUS";
  readonly subject: ProviderSubject;
  readonly profile: Profile;
  /** Nexus takes `isBlocked` in requests but never returns it, and `isActive` is not its opposite. */
  readonly isBlocked = undefined;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  readonly appMetadata = undefined;
  readonly assertedKeys: readonly IdentityKey[];
  readonly #user: NexusUserWire;

  constructor(
    user: NexusUserWire,
    readonly realm: Realm,
    tenants: TenantRealms,
  ) {
    this.#user = user;
    this.subject = toSubject(user.id);
    this.profile = compact({
      email: user.emailAddress,
      emailVerified: user["email-verified"],
      name: user.displayName,
      givenName: user.givenName,
      familyName: user.familyName,
      nickname: user.nickname,
      username: user.username,
      picture: user.picture,
      phoneNumber: user.phoneNumber,
    });
    this.createdAt = toDate(user.created);
    this.updatedAt = toDate(user.modified);
    this.assertedKeys = toAssertedKeys(user, tenants);
  }

  toRecord(): unknown {
    return this.#user;
  }

  present(link: Link, read: IdentityRead): NexusIdentity {
    return new NexusIdentity(link, read, this.#user);
  }
}

/** An Auth0 user_id of valid form. An invalid one is shown but not linked. */
const auth0UserId = /^(?=.{3,250}$)[^|\s\p{C}]+\|[^\s\p{C}]+$/u;

/**
 * The Auth0 users that Nexus reports as the same person. The realm is the one configured for the tenant, or else the
 * tenant's host name; the caller must check that the realm is configured.
 */
export function toAssertedKeys(
  user: Pick<NexusUserWire, "identities">,
  tenants: TenantRealms,
): readonly IdentityKey[] {
  return (user.identities ?? []).flatMap(({ azoUserId, ...tenant }) => {
    const names = [tenant.idpTenantName, tenant.idpTenantFqdn, tenant.azoTenantName, tenant.loginDomain];
    const configured = names.map((name) => name && tenants.get(name)).find((realm) => realm);
    const realm = configured ?? tenant.idpTenantFqdn;
    return azoUserId && auth0UserId.test(azoUserId) && realm
      ? [{ provider: "AUTH0", realm: toRealm(realm), subject: toSubject(azoUserId) }]
      : [];
  });
}
