import { Field, ID, Int, ObjectType } from "type-graphql";
import { AppMetadata, UserMetadata } from "../../graphql/schema/metadata.js";
import { DateTime, EmailAddress, JSONObject, PhoneNumber, URL } from "../../graphql/schema/scalars.js";
import { Identity } from "../../graphql/user/identity.js";
import { type JsonObject, toAppMetadata } from "../../identity/app-metadata.js";
import { toDate } from "../../identity/fields.js";
import type { IdentityRead } from "../../identity/identity-read.js";
import type { Link } from "../../identity/link.js";
import type { Auth0LinkedIdentityWire, Auth0ProfileData as Auth0ProfileDataWire, Auth0User } from "./wire.js";

const optional = (description: string) => ({
  nullable: true,
  description: `${description} Null when Auth0 has none.`,
});

@ObjectType({
  description: "Profile of an account as the identity provider behind an Auth0 connection gave it.",
})
export class Auth0ProfileData {
  @Field(() => EmailAddress, optional("E-mail address."))
  readonly email!: string | null;

  @Field(() => Boolean, optional("Whether the address is verified."))
  readonly emailVerified!: boolean | null;

  @Field(() => String, optional("Full name."))
  readonly name!: string | null;

  @Field(() => String, optional("User name."))
  readonly username!: string | null;

  @Field(() => String, optional("Given name."))
  readonly givenName!: string | null;

  @Field(() => String, optional("Family name."))
  readonly familyName!: string | null;

  @Field(() => URL, optional("Address of a picture."))
  readonly picture!: string | null;

  @Field(() => PhoneNumber, optional("Phone number."))
  readonly phoneNumber!: string | null;

  @Field(() => Boolean, optional("Whether the phone number is verified."))
  readonly phoneNumberVerified!: boolean | null;

  @Field(() => JSONObject, optional("The whole profile, with the keys that only this identity provider has."))
  readonly json!: JsonObject | null;
}

@ObjectType({
  description:
    "One account inside an Auth0 user: the first is the user's own, others were linked into it. Tokens of the identity provider are never readable.",
})
export class Auth0Account {
  @Field(() => String, optional("Name of the connection that holds the account."))
  readonly connection!: string | null;

  @Field(() => ID, optional("The account's id at its identity provider, without the provider's prefix."))
  readonly userId!: string | null;

  @Field(() => String, optional("Kind of identity provider, as auth0 or google-oauth2."))
  readonly provider!: string | null;

  @Field(() => Boolean, optional("Whether the identity provider is a social one."))
  readonly isSocial!: boolean | null;

  @Field(() => Auth0ProfileData, optional("Profile of a linked account; absent on the first."))
  readonly profileData!: Auth0ProfileData | null;
}

@ObjectType({
  implements: Identity,
  description: "An account at Auth0. `subject` is its `user_id`, `realm` the domain of the tenant.",
})
export class Auth0Identity extends Identity {
  @Field(() => DateTime, optional("When the user last signed in."))
  readonly lastLogin: Date | null;

  @Field(() => String, optional("IP address of the last sign-in."))
  readonly lastIp: string | null;

  @Field(() => Int, optional("Number of sign-ins."))
  readonly loginsCount: number | null;

  @Field(() => DateTime, optional("When the password was last reset."))
  readonly lastPasswordReset: Date | null;

  @Field(() => [String], optional("Multi-factor providers that the user has enrolled with."))
  readonly multifactor: readonly string[] | null;

  @Field(() => DateTime, optional("When the multi-factor enrolment last changed."))
  readonly multifactorLastModified: Date | null;

  readonly #user: Auth0User | undefined;
  #accounts: readonly Auth0Account[] | null | undefined;
  #appMetadata: AppMetadata | null | undefined;
  #userMetadata: UserMetadata | null | undefined;

  /** @param user absent when the identity could not be read */
  constructor(link: Link, read?: IdentityRead, user?: Auth0User) {
    super(link, read);
    this.#user = user;
    this.lastLogin = toDate(user?.last_login);
    this.lastIp = user?.last_ip ?? null;
    this.loginsCount = user?.logins_count ?? null;
    this.lastPasswordReset = toDate(user?.last_password_reset);
    this.multifactor = user?.multifactor ?? null;
    this.multifactorLastModified = toDate(user?.multifactor_last_modified);
  }

  @Field(
    () => [Auth0Account],
    optional("The accounts at Auth0's connections that belong to this user, its own first."),
  )
  get accounts(): readonly Auth0Account[] | null {
    this.#accounts ??= this.#user === undefined ? null : (this.#user.identities ?? []).map(toAccount);
    return this.#accounts;
  }

  @Field(() => AppMetadata, optional("Application metadata: what the organisation stores about the user."))
  get appMetadata(): AppMetadata | null {
    const metadata = this.#user?.app_metadata;
    this.#appMetadata ??= metadata ? AppMetadata.of(toAppMetadata(metadata)) : null;
    return this.#appMetadata;
  }

  @Field(() => UserMetadata, optional("User metadata: settings that the user chose."))
  get userMetadata(): UserMetadata | null {
    const metadata = this.#user?.user_metadata;
    this.#userMetadata ??= metadata ? UserMetadata.of(metadata) : null;
    return this.#userMetadata;
  }
}

function toAccount(identity: Auth0LinkedIdentityWire): Auth0Account {
  return Object.assign(new Auth0Account(), {
    connection: identity.connection ?? null,
    userId: identity.user_id === null || identity.user_id === undefined ? null : String(identity.user_id),
    provider: identity.provider ?? null,
    isSocial: identity.isSocial ?? null,
    profileData: identity.profileData ? toProfileData(identity.profileData) : null,
  });
}

function toProfileData(profile: Auth0ProfileDataWire): Auth0ProfileData {
  return Object.assign(new Auth0ProfileData(), {
    email: profile.email ?? null,
    emailVerified: profile.email_verified ?? null,
    name: profile.name ?? null,
    username: profile.username ?? null,
    givenName: profile.given_name ?? null,
    familyName: profile.family_name ?? null,
    picture: profile.picture ?? null,
    phoneNumber: profile.phone_number ?? null,
    phoneNumberVerified: profile.phone_verified ?? null,
    json: profile,
  });
}
