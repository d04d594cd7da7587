import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { AppMetadata, UserMetadata } from "../../graphql/schema/metadata.js";
import { DateTime, URL } from "../../graphql/schema/scalars.js";
import { Identity } from "../../graphql/user/identity.js";
import type { AppMetadata as AppMetadataValues, JsonObject } from "../../identity/app-metadata.js";
import type { IdentityRead } from "../../identity/identity-read.js";
import type { Link } from "../../identity/link.js";
import type { CognitoUser } from "./wire.js";

const optional = (description: string) => ({ nullable: true, description });

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
    "How far the account has come in sign-up and password changes. It does not show whether sign-in is blocked: see `isBlocked`.",
  valuesConfig: {
    UNCONFIRMED: { description: "The user has signed up but not yet confirmed the account." },
    CONFIRMED: { description: "The account is confirmed, so the user can sign in." },
    FORCE_CHANGE_PASSWORD: {
      description: "The user has a temporary password and must replace it at the next sign-in.",
    },
    RESET_REQUIRED: {
      description: "The user must request a code and set a new password before the next sign-in.",
    },
    EXTERNAL_PROVIDER: {
      description: "The user signs in through another system, such as Google, and has no password here.",
    },
    ARCHIVED: { description: "The account is no longer active. AWS no longer uses this value." },
    COMPROMISED: {
      description: "The account was disabled for security reasons. AWS no longer uses this value.",
    },
    UNKNOWN: {
      description: "Cognito does not know the status, or reported one that this schema does not have.",
    },
  },
});

@ObjectType({ description: "A named value of a Cognito account." })
export class CognitoAttribute {
  @Field(() => String, {
    description:
      "Name of the attribute, such as `email`. Names that the organization added start with `custom:`.",
  })
  readonly name!: string;

  @Field(() => String, { description: "Value of the attribute. Cognito stores every value as a string." })
  readonly value!: string;
}

@ObjectType({ description: "A group of users at Cognito, often used for permissions." })
export class CognitoGroup {
  @Field(() => String, { description: "Name of the group, unique within the user pool." })
  readonly name!: string;

  @Field(() => String, optional("What the group is for, in words."))
  readonly description!: string | null;

  @Field(() => String, optional("Identifier (ARN) of the AWS role that members of the group may take on."))
  readonly roleArn!: string | null;

  @Field(
    () => Int,
    optional(
      "Rank of the group when a user has several: the role of the group with the lowest number applies.",
    ),
  )
  readonly precedence!: number | null;

  @Field(() => DateTime, optional("When the group was created."))
  readonly createdAt!: Date | null;

  @Field(() => DateTime, optional("When the group last changed."))
  readonly updatedAt!: Date | null;
}

@ObjectType({
  implements: Identity,
  description:
    "A user's account at AWS Cognito, a sign-in service. `subject` is Cognito's `sub`, and `realm` is the id of the user pool that holds the account.",
})
export class CognitoIdentity extends Identity {
  @Field(() => CognitoUserStatus, optional("How far the account has come in sign-up and password changes."))
  readonly status: CognitoUserStatus | null;

  @Field(() => String, optional("Middle name or names."))
  readonly middleName: string | null;

  @Field(() => String, optional("Second user name, which the user chose and may change."))
  readonly preferredUsername: string | null;

  @Field(() => URL, optional("URL of the user's profile page."))
  readonly profile: string | null;

  @Field(() => URL, optional("URL of the user's website."))
  readonly website: string | null;

  @Field(() => String, optional("Postal address, in one string."))
  readonly address: string | null;

  @Field(() => String, optional("Date of birth, in the format YYYY-MM-DD."))
  readonly birthdate: string | null;

  @Field(() => String, optional("Gender, in the user's own words."))
  readonly gender: string | null;

  @Field(() => String, optional("Language and country, such as `en-US`."))
  readonly locale: string | null;

  @Field(() => String, optional("Time zone, such as `Europe/Paris`."))
  readonly zoneinfo: string | null;

  @Field(
    () => String,
    optional(
      "The second factor that the user prefers, by Cognito's name, such as `SOFTWARE_TOKEN_MFA`. Null also where this service is configured to read the pool through lists, which do not show it.",
    ),
  )
  readonly preferredMfaSetting: string | null;

  @Field(
    () => [String],
    optional(
      "The second factors that the user has set up, by Cognito's names. Null where this service is configured to read the pool through lists, which do not show them.",
    ),
  )
  readonly mfaSettings: readonly string[] | null;

  readonly #source: CognitoSource | undefined;
  #appMetadata: AppMetadata | null | undefined;
  #userMetadata: UserMetadata | null | undefined;
  #userAttributes: readonly CognitoAttribute[] | null | undefined;

  /** @param source absent when Cognito was not asked or has no answer */
  constructor(link: Link, read?: IdentityRead, source?: CognitoSource) {
    super(link, read);
    const user = source?.user;
    const text = (name: string): string | null => user?.attributes.get(name) ?? null;
    this.status = toStatus(user?.status);
    this.middleName = text("middle_name");
    this.preferredUsername = text("preferred_username");
    this.profile = text("profile");
    this.website = text("website");
    this.address = text("address");
    this.birthdate = text("birthdate");
    this.gender = text("gender");
    this.locale = text("locale");
    this.zoneinfo = text("zoneinfo");
    this.preferredMfaSetting = user?.mfa?.preferred ?? null;
    this.mfaSettings = user?.mfa?.settings ?? null;
    this.#source = source;
  }

  @Field(
    () => AppMetadata,
    optional("What the organization stores about the user, such as the role and the products."),
  )
  get appMetadata(): AppMetadata | null {
    const metadata = this.#source?.appMetadata;
    this.#appMetadata ??= metadata === undefined ? null : AppMetadata.of(metadata);
    return this.#appMetadata;
  }

  @Field(() => UserMetadata, optional("Settings that belong to the user rather than to the organization."))
  get userMetadata(): UserMetadata | null {
    const metadata = this.#source?.userMetadata;
    this.#userMetadata ??= metadata === undefined ? null : UserMetadata.of(metadata);
    return this.#userMetadata;
  }

  @Field(
    () => [CognitoAttribute],
    optional(
      "Every attribute of the account by Cognito's own names, sorted by name. It includes those that have a field here.",
    ),
  )
  get userAttributes(): readonly CognitoAttribute[] | null {
    this.#userAttributes ??= this.#source === undefined ? null : toAttributes(this.#source.user);
    return this.#userAttributes;
  }
}

/** What a `CognitoIdentity` is filled from. */
export interface CognitoSource {
  readonly user: CognitoUser;
  readonly appMetadata: AppMetadataValues | undefined;
  readonly userMetadata: JsonObject | undefined;
}

function toAttributes(user: CognitoUser): readonly CognitoAttribute[] {
  return [...user.attributes]
    .map(([name, value]) => Object.assign(new CognitoAttribute(), { name, value }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function toStatus(status: string | null | undefined): CognitoUserStatus | null {
  if (status === null || status === undefined) return null;
  const known = Object.values(CognitoUserStatus).find((each) => each === status);
  return known ?? CognitoUserStatus.UNKNOWN;
}
