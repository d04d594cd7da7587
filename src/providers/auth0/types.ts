import { Field, ID, Int, ObjectType } from "type-graphql";
import { AppMetadata, UserMetadata } from "../../graphql/schema/metadata.js";
import { DateTime, EmailAddress, JSONObject, PhoneNumber, URL } from "../../graphql/schema/scalars.js";
import { fromLink, Identity } from "../../graphql/user/identity.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import type { Link } from "../../identity/link.js";

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
  readonly phoneVerified!: boolean | null;

  @Field(() => JSONObject, {
    description: "The whole profile, with the keys that only this identity provider has.",
  })
  readonly json!: JsonObject;
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

@ObjectType({ implements: Identity, description: "A user of an Auth0 tenant; `subject` is its user_id." })
export class Auth0Identity extends Identity {
  @Field(() => EmailAddress, optional("E-mail address."))
  readonly email!: string | null;

  @Field(() => Boolean, optional("Whether the address is verified."))
  readonly emailVerified!: boolean | null;

  @Field(() => String, optional("User name, where the connection has them."))
  readonly username!: string | null;

  @Field(() => PhoneNumber, optional("Phone number."))
  readonly phoneNumber!: string | null;

  @Field(() => Boolean, optional("Whether the phone number is verified."))
  readonly phoneVerified!: boolean | null;

  @Field(() => String, optional("Full name."))
  readonly name!: string | null;

  @Field(() => String, optional("Given name."))
  readonly givenName!: string | null;

  @Field(() => String, optional("Family name."))
  readonly familyName!: string | null;

  @Field(() => String, optional("Preferred nickname."))
  readonly nickname!: string | null;

  @Field(() => URL, optional("Address of a picture."))
  readonly picture!: string | null;

  @Field(() => Boolean, optional("Whether an administrator blocked sign-in; absent means not blocked."))
  readonly blocked!: boolean | null;

  @Field(() => DateTime, optional("When the user was created at Auth0."))
  readonly createdAt!: Date | null;

  @Field(() => DateTime, optional("When the user last changed at Auth0; every login counts as a change."))
  readonly updatedAt!: Date | null;

  @Field(() => DateTime, optional("When the user last signed in."))
  readonly lastLogin!: Date | null;

  @Field(() => String, optional("IP address of the last sign-in."))
  readonly lastIp!: string | null;

  @Field(() => Int, optional("Number of sign-ins."))
  readonly loginsCount!: number | null;

  @Field(() => DateTime, optional("When the password was last reset."))
  readonly lastPasswordReset!: Date | null;

  @Field(() => [String], optional("Multi-factor providers that the user has enrolled with."))
  readonly multifactor!: readonly string[] | null;

  @Field(() => DateTime, optional("When those last changed."))
  readonly multifactorLastModified!: Date | null;

  @Field(() => [Auth0Account], { description: "The accounts inside the user, its own first." })
  readonly accounts!: readonly Auth0Account[];

  @Field(() => AppMetadata, optional("What the organisation keeps of the person (app_metadata)."))
  readonly appMetadata!: AppMetadata | null;

  @Field(() => UserMetadata, optional("What the person decides (user_metadata)."))
  readonly userMetadata!: UserMetadata | null;

  /** @param fields absent when Auth0 was not asked */
  static of(link: Link, fields?: Auth0Fields): Auth0Identity {
    return Object.assign(new Auth0Identity(), fromLink(link), fields);
  }
}

/** Every field that Auth0 itself fills. */
export type Auth0Fields = Omit<Auth0Identity, keyof Identity>;
