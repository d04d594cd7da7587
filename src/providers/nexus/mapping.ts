import { compact } from "../../identity/fields.js";
import { type Realm, toRealm, toSubject } from "../../identity/ids.js";
import type { IdentityKey } from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import { NexusIdentity, userFields } from "./types.js";
import { present } from "./types.kinds.js";
import type { NexusUserWire } from "./wire.js";

/** Auth0 realms by the names under which Nexus may know their tenants. */
export type TenantRealms = ReadonlyMap<string, string>;

export function toProviderIdentity(
  user: NexusUserWire,
  realm: Realm,
  tenants: TenantRealms,
): ProviderIdentity {
  return {
    provider: "NEXUS",
    realm,
    subject: toSubject(user.id),
    record: user,
    profile: compact({
      email: user.emailAddress,
      emailVerified: user["email-verified"],
      name: user.displayName,
      givenName: user.givenName,
      familyName: user.familyName,
      nickname: user.nickname,
      username: user.username,
      picture: user.picture,
      phoneNumber: user.phoneNumber,
    }),
    isBlocked: undefined, // Nexus takes isBlocked but does not show it; isActive is not its opposite
    appMetadata: undefined,
    assertedKeys: toAssertedKeys(user, tenants),
    present: (link) => NexusIdentity.of(link, present(userFields, user)),
  };
}

/** An Auth0 user_id of the contract's length; what has another form can't be anybody's, and is shown but not linked. */
const auth0UserId = /^(?=.{3,250}$)[^|\s\p{C}]+\|[^\s\p{C}]+$/u;

/**
 * The Auth0 users that Nexus says are this person. The realm is the one configured for the tenant, or else the tenant's
 * own host name; whether that is a realm of ours, the caller must check.
 */
function toAssertedKeys(user: NexusUserWire, tenants: TenantRealms): readonly IdentityKey[] {
  return (user.identities ?? []).flatMap(({ azoUserId, ...tenant }) => {
    const names = [tenant.idpTenantName, tenant.idpTenantFqdn, tenant.azoTenantName, tenant.loginDomain];
    const configured = names.map((name) => name && tenants.get(name)).find((realm) => realm);
    const realm = configured ?? tenant.idpTenantFqdn;
    return azoUserId && auth0UserId.test(azoUserId) && realm
      ? [{ provider: "AUTH0", realm: toRealm(realm), subject: toSubject(azoUserId) }]
      : [];
  });
}
