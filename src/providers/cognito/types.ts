import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { AppMetadata, UserMetadata } from "../../graphql/schema/metadata.js";
import { DateTime, URL } from "../../graphql/schema/scalars.js";
import { Identity } from "../../graphql/user/identity.js";
import type { AppMetadata as AppMetadataValues, JsonObject } from "../../identity/app-metadata.js";
import type { IdentityRead } from "../../identity/identity-read.js";
import type { Link } from "../../identity/link.js";
import type { CognitoUser } from "./wire.js";

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
    "State of the user in Cognito's sign-up and password flows. Does not show whether sign-in is blocked.",
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
  description:
    "An account in a user pool of AWS Cognito. `subject` is its `sub`, `realm` the id of the pool.",
})
export class CognitoIdentity extends Identity {
  @Field(() => CognitoUserStatus, optional("State of the user in Cognito's sign-up and password flows."))
  readonly status: CognitoUserStatus | null;

  @Field(() => String, optional("Middle name."))
  readonly middleName: string | null;

  @Field(() => String, optional("Preferred user name."))
  readonly preferredUsername: string | null;

  @Field(() => URL, optional("Address of a profile page."))
  readonly profile: string | null;

  @Field(() => URL, optional("Address of a web site."))
  readonly website: string | null;

  @Field(() => String, optional("Postal address."))
  readonly address: string | null;

  @Field(() => String, optional("Date of birth, YYYY-MM-DD."))
  readonly birthdate: string | null;

  @Field(() => String, optional("Gender, open text."))
  readonly gender: string | null;

  @Field(() => String, optional("Language and country, such as en-US."))
  readonly locale: string | null;

  @Field(() => String, optional("Time zone, such as Europe/Paris."))
  readonly zoneinfo: string | null;

  @Field(() => String, optional("Preferred second factor. Null too when the pool is read by list."))
  readonly preferredMfaSetting: string | null;

  @Field(() => [String], optional("Second factors that are set up. Null too when the pool is read by list."))
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
    optional("Application metadata: what the organisation stores about the user, in custom attributes."),
  )
  get appMetadata(): AppMetadata | null {
    const metadata = this.#source?.appMetadata;
    this.#appMetadata ??= metadata === undefined ? null : AppMetadata.of(metadata);
    return this.#appMetadata;
  }

  @Field(() => UserMetadata, optional("User metadata: settings that the user chose, in custom attributes."))
  get userMetadata(): UserMetadata | null {
    const metadata = this.#source?.userMetadata;
    this.#userMetadata ??= metadata === undefined ? null : UserMetadata.of(metadata);
    return this.#userMetadata;
  }

  @Field(() => [CognitoAttribute], optional("Every attribute as the pool holds it, sorted by name."))
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
