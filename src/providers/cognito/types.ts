import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { AppMetadata, UserMetadata } from "../../graphql/schema/metadata.js";
import { DateTime, EmailAddress, PhoneNumber, URL } from "../../graphql/schema/scalars.js";
import { fromLink, Identity } from "../../graphql/user/identity.js";
import type { Link } from "../../identity/link.js";

const optional = (description: string) => ({
  nullable: true,
  description: `${description} Null when Cognito has none.`,
});

export enum CognitoUserStatus {
  UNCONFIRMED = "UNCONFIRMED",
  CONFIRMED = "CONFIRMED",
  FORCE_CHANGE_PASSWORD = "FORCE_CHANGE_PASSWORD",
  RESET_REQUIRED = "RESET_REQUIRED",
  EXTERNAL_PROVIDER = "EXTERNAL_PROVIDER",
  ARCHIVED = "ARCHIVED",
  COMPROMISED = "COMPROMISED",
  UNKNOWN = "UNKNOWN",
}

registerEnumType(CognitoUserStatus, {
  name: "CognitoUserStatus",
  description:
    "Where a user stands in Cognito's sign-up and password flows; says nothing about being blocked.",
  valuesConfig: {
    UNCONFIRMED: { description: "Signed up, but not confirmed." },
    CONFIRMED: { description: "Confirmed; may sign in." },
    FORCE_CHANGE_PASSWORD: {
      description: "Confirmed, and must replace a temporary password at the next sign-in.",
    },
    RESET_REQUIRED: { description: "Confirmed, and must ask for a code and reset the password." },
    EXTERNAL_PROVIDER: { description: "Signs in through another identity provider." },
    ARCHIVED: { description: "No longer active; retired by AWS." },
    COMPROMISED: { description: "Disabled for security reasons; retired by AWS." },
    UNKNOWN: { description: "Unknown to Cognito, or a status that this service does not know." },
  },
});

@ObjectType({ description: "One attribute of a Cognito user, as the pool holds it." })
export class CognitoAttribute {
  @Field(() => String, { description: "Name, as email or custom:app_metadata." })
  readonly name!: string;

  @Field(() => String, { description: "Value; every attribute is text at Cognito." })
  readonly value!: string;
}

@ObjectType({ description: "A group of a user pool." })
export class CognitoGroup {
  @Field(() => String, { description: "Name, unique in the pool." })
  readonly name!: string;

  @Field(() => String, optional("What the group is for."))
  readonly description!: string | null;

  @Field(() => String, optional("IAM role of the group's members."))
  readonly roleArn!: string | null;

  @Field(() => Int, optional("Which group's role wins; lower is stronger."))
  readonly precedence!: number | null;

  @Field(() => DateTime, optional("When the group was created."))
  readonly createdAt!: Date | null;

  @Field(() => DateTime, optional("When the group last changed."))
  readonly updatedAt!: Date | null;
}

@ObjectType({
  implements: Identity,
  description: "A user of a Cognito user pool; `subject` is its sub, `realm` the pool's id.",
})
export class CognitoIdentity extends Identity {
  @Field(() => String, optional("User name in the pool; never changes."))
  readonly username!: string | null;

  @Field(() => Boolean, optional("Whether sign-in is allowed; false means blocked."))
  readonly isEnabled!: boolean | null;

  @Field(() => CognitoUserStatus, optional("Where the user stands in the sign-up and password flows."))
  readonly status!: CognitoUserStatus | null;

  @Field(() => DateTime, optional("When the user was created at Cognito."))
  readonly createdAt!: Date | null;

  @Field(() => DateTime, optional("When the user last changed at Cognito."))
  readonly updatedAt!: Date | null;

  @Field(() => EmailAddress, optional("E-mail address."))
  readonly email!: string | null;

  @Field(() => Boolean, optional("Whether the address is verified."))
  readonly emailVerified!: boolean | null;

  @Field(() => PhoneNumber, optional("Phone number."))
  readonly phoneNumber!: string | null;

  @Field(() => Boolean, optional("Whether the phone number is verified."))
  readonly phoneNumberVerified!: boolean | null;

  @Field(() => String, optional("Full name."))
  readonly name!: string | null;

  @Field(() => String, optional("Given name (firstName of the Harmony bodies)."))
  readonly givenName!: string | null;

  @Field(() => String, optional("Family name (lastName of the Harmony bodies)."))
  readonly familyName!: string | null;

  @Field(() => String, optional("Middle name."))
  readonly middleName!: string | null;

  @Field(() => String, optional("Nickname."))
  readonly nickname!: string | null;

  @Field(() => String, optional("Preferred user name."))
  readonly preferredUsername!: string | null;

  @Field(() => URL, optional("Address of a picture."))
  readonly picture!: string | null;

  @Field(() => URL, optional("Address of a profile page."))
  readonly profile!: string | null;

  @Field(() => URL, optional("Address of a web site."))
  readonly website!: string | null;

  @Field(() => String, optional("Postal address."))
  readonly address!: string | null;

  @Field(() => String, optional("Date of birth, YYYY-MM-DD."))
  readonly birthdate!: string | null;

  @Field(() => String, optional("Gender, open text."))
  readonly gender!: string | null;

  @Field(() => String, optional("Language and country, as en-US."))
  readonly locale!: string | null;

  @Field(() => String, optional("Time zone, as Europe/Paris."))
  readonly zoneinfo!: string | null;

  @Field(() => AppMetadata, optional("What the organisation keeps of the person, from custom attributes."))
  readonly appMetadata!: AppMetadata | null;

  @Field(() => UserMetadata, optional("What the person decides, from custom attributes."))
  readonly userMetadata!: UserMetadata | null;

  @Field(() => [CognitoAttribute], { description: "Every attribute as the pool holds it, sorted by name." })
  readonly attributes!: readonly CognitoAttribute[];

  @Field(() => String, optional("Preferred second factor. Not known when users are read by list."))
  readonly preferredMfaSetting!: string | null;

  @Field(() => [String], optional("Second factors that are set up. Not known when users are read by list."))
  readonly mfaSettings!: readonly string[] | null;

  /** Not a field itself: the resolver of `groups` calls it, so that the groups cost nothing until asked for. */
  readonly loadGroups!: () => Promise<readonly CognitoGroup[]>;

  /** @param fields absent when Cognito was not asked */
  static of(link: Link, fields?: CognitoFields): CognitoIdentity {
    return Object.assign(new CognitoIdentity(), fromLink(link), fields);
  }
}

/** Every field that Cognito itself fills. */
export type CognitoFields = Omit<CognitoIdentity, keyof Identity>;
