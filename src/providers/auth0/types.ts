import { Field, ID, Int, ObjectType } from "type-graphql";
import { AppMetadata, UserMetadata } from "../../graphql/schema/metadata.js";
import { DateTime, EmailAddress, JSONObject, PhoneNumber, URL } from "../../graphql/schema/scalars.js";
import { Identity } from "../../graphql/user/identity.js";
import { type JsonObject, toAppMetadata } from "../../identity/app-metadata.js";
import { toDate } from "../../identity/fields.js";
import type { IdentityRead } from "../../identity/identity-read.js";
import type { Link } from "../../identity/link.js";
import type { Auth0LinkedIdentityWire, Auth0ProfileData as Auth0ProfileDataWire, Auth0User } from "./wire.js";

const optional = (description: string) => ({ nullable: true, description });

@ObjectType({
  description:
    "A profile as the system behind a sign-in method provided it, such as Google. A field is null when that system provided no value.",
})
export class Auth0ProfileData {
  @Field(() => EmailAddress, optional("E-mail address at that system."))
  readonly email!: string | null;

  @Field(() => Boolean, optional("Whether that system has verified `email`."))
  readonly emailVerified!: boolean | null;

  @Field(() => String, optional("Full name, for display."))
  readonly name!: string | null;

  @Field(() => String, optional("User name at that system."))
  readonly username!: string | null;

  @Field(() => String, optional("Given name, also called first name."))
  readonly givenName!: string | null;

  @Field(() => String, optional("Family name, also called last name or surname."))
  readonly familyName!: string | null;

  @Field(() => URL, optional("URL of the profile picture."))
  readonly picture!: string | null;

  @Field(() => PhoneNumber, optional("Phone number at that system."))
  readonly phoneNumber!: string | null;

  @Field(() => Boolean, optional("Whether that system has verified `phoneNumber`."))
  readonly phoneNumberVerified!: boolean | null;

  @Field(
    () => JSONObject,
    optional("The whole profile as it was provided, including keys that have no field here."),
  )
  readonly json!: JsonObject | null;
}

@ObjectType({
  description:
    "One of the ways in which a user can sign in to an Auth0 account, such as a password or Google. Tokens of the system behind it are never readable.",
})
export class Auth0Account {
  @Field(() => String, optional("Name of the Auth0 connection, which is a configured way to sign in."))
  readonly connection!: string | null;

  @Field(
    () => ID,
    optional(
      "Id of the user at the system behind the connection. At the first entry, it is the part of `subject` after the first `|`.",
    ),
  )
  readonly userId!: string | null;

  @Field(
    () => String,
    optional(
      "Kind of system behind the connection, such as `auth0` for passwords kept by Auth0, or `google-oauth2`.",
    ),
  )
  readonly provider!: string | null;

  @Field(() => Boolean, optional("Whether it is a social sign-in, such as Google or Facebook."))
  readonly isSocial!: boolean | null;

  @Field(
    () => Auth0ProfileData,
    optional(
      "Profile that the system behind the connection provided. Null for the first entry, whose profile is that of the identity itself.",
    ),
  )
  readonly profileData!: Auth0ProfileData | null;
}

@ObjectType({
  implements: Identity,
  description:
    "A user's account at Auth0, a sign-in service. `subject` is Auth0's `user_id`, and `realm` is the domain of the Auth0 tenant.",
})
export class Auth0Identity extends Identity {
  @Field(() => DateTime, optional("When the user last signed in with this account."))
  readonly lastLogin: Date | null;

  @Field(() => String, optional("IP address from which the user last signed in."))
  readonly lastIp: string | null;

  @Field(() => Int, optional("How often the user has signed in with this account."))
  readonly loginsCount: number | null;

  @Field(() => DateTime, optional("When the user's password was last reset."))
  readonly lastPasswordReset: Date | null;

  @Field(
    () => [String],
    optional("The kinds of second factor that the user has set up, by Auth0's names, such as `guardian`."),
  )
  readonly multifactor: readonly string[] | null;

  @Field(() => DateTime, optional("When the user's second factors last changed."))
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
    optional("The ways in which the user can sign in to this account, the original one first."),
  )
  get accounts(): readonly Auth0Account[] | null {
    this.#accounts ??= this.#user === undefined ? null : (this.#user.identities ?? []).map(toAccount);
    return this.#accounts;
  }

  @Field(
    () => AppMetadata,
    optional("What the organization stores about the user, such as the role and the products."),
  )
  get appMetadata(): AppMetadata | null {
    const metadata = this.#user?.app_metadata;
    this.#appMetadata ??= metadata ? AppMetadata.of(toAppMetadata(metadata)) : null;
    return this.#appMetadata;
  }

  @Field(() => UserMetadata, optional("Settings that belong to the user rather than to the organization."))
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
