import { AppMetadata, UserMetadata } from "../../graphql/schema/metadata.js";
import { toAppMetadata } from "../../identity/app-metadata.js";
import { compact, toDate } from "../../identity/fields.js";
import { type Realm, toSubject } from "../../identity/ids.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import { type Auth0Account, type Auth0Fields, Auth0Identity, type Auth0ProfileData } from "./types.js";
import type { Auth0LinkedIdentityWire, Auth0ProfileData as Auth0ProfileDataWire, Auth0User } from "./wire.js";

export function toProviderIdentity(user: Auth0User, realm: Realm): ProviderIdentity {
  return {
    provider: "AUTH0",
    realm,
    subject: toSubject(user.user_id),
    record: user,
    profile: compact({
      email: user.email,
      emailVerified: user.email_verified,
      name: user.name,
      givenName: user.given_name,
      familyName: user.family_name,
      nickname: user.nickname,
      username: user.username,
      picture: user.picture,
      phoneNumber: user.phone_number,
    }),
    isBlocked: user.blocked ?? false, // the key is missing until somebody is blocked
    appMetadata: user.app_metadata ? toAppMetadata(user.app_metadata) : undefined,
    assertedKeys: [],
    present: (link) => Auth0Identity.of(link, toFields(user)),
  };
}

function toFields(user: Auth0User): Auth0Fields {
  return {
    email: user.email ?? null,
    emailVerified: user.email_verified ?? null,
    username: user.username ?? null,
    phoneNumber: user.phone_number ?? null,
    phoneVerified: user.phone_verified ?? null,
    name: user.name ?? null,
    givenName: user.given_name ?? null,
    familyName: user.family_name ?? null,
    nickname: user.nickname ?? null,
    picture: user.picture ?? null,
    blocked: user.blocked ?? null,
    createdAt: toDate(user.created_at),
    updatedAt: toDate(user.updated_at),
    lastLogin: toDate(user.last_login),
    lastIp: user.last_ip ?? null,
    loginsCount: user.logins_count ?? null,
    lastPasswordReset: toDate(user.last_password_reset),
    multifactor: user.multifactor ?? null,
    multifactorLastModified: toDate(user.multifactor_last_modified),
    accounts: (user.identities ?? []).map(toAccount),
    appMetadata: user.app_metadata ? AppMetadata.of(toAppMetadata(user.app_metadata)) : null,
    userMetadata: user.user_metadata ? UserMetadata.of(user.user_metadata) : null,
  };
}

function toAccount(identity: Auth0LinkedIdentityWire): Auth0Account {
  return {
    connection: identity.connection ?? null,
    userId: identity.user_id === null || identity.user_id === undefined ? null : String(identity.user_id),
    provider: identity.provider ?? null,
    isSocial: identity.isSocial ?? null,
    profileData: identity.profileData ? toProfileData(identity.profileData) : null,
  };
}

function toProfileData(profile: Auth0ProfileDataWire): Auth0ProfileData {
  return {
    email: profile.email ?? null,
    emailVerified: profile.email_verified ?? null,
    name: profile.name ?? null,
    username: profile.username ?? null,
    givenName: profile.given_name ?? null,
    familyName: profile.family_name ?? null,
    picture: profile.picture ?? null,
    phoneNumber: profile.phone_number ?? null,
    phoneVerified: profile.phone_verified ?? null,
    json: profile,
  };
}
