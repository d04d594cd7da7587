import { IsBoolean, IsEnum, IsObject, IsUUID, ValidateNested } from "class-validator";
import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { BoundedJson } from "../../graphql/inputs/bounded-json.js";
import { AppMetadataInput, UserMetadataInput } from "../../graphql/inputs/metadata.js";
import { IfGiven, NoneOf } from "../../graphql/inputs/rules.js";
import { WriteInput } from "../../graphql/inputs/write.js";
import { JSONObject } from "../../graphql/schema/scalars.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import { namedKeys } from "./mapping.input.js";
import { openKeys, optional } from "./types.input.js";
import {
  AttributesByName,
  AttributeText,
  attributeBounds,
  CanInvite,
  EmailForm,
  GroupNames,
  NoAuth0Members,
  PasswordForm,
  PhoneForm,
  PictureForm,
  PoolIdForm,
  UsernameForm,
} from "./types.rules.js";

export enum CognitoInvitation {
  NONE = "NONE",
  EMAIL = "EMAIL",
  SMS = "SMS",
}

registerEnumType(CognitoInvitation, {
  name: "CognitoInvitation",
  description: "How Cognito tells a new user of the account and its temporary password.",
  valuesConfig: {
    NONE: { description: "Not at all." },
    EMAIL: { description: "By a message to the e-mail address." },
    SMS: { description: "By a message to the phone number." },
  },
});

@InputType({ description: "A Cognito user to be created, and whose identity it will be." })
export class CreateCognitoUserInput extends WriteInput {
  @Field(() => ID, optional("Our id of the user to link it to. A new user when absent."))
  @IfGiven()
  @IsUUID(undefined, { message: "$property must be a UUID" })
  readonly userId?: string;

  @Field(() => String, { description: "User pool in which the user is created." })
  @PoolIdForm()
  readonly userPoolId!: string;

  @Field(() => String, {
    description: "E-mail address; the name to sign in with where the pool is set up so.",
  })
  @EmailForm()
  readonly email!: string;

  @Field(() => String, {
    description: "Given name (firstName of the Harmony bodies), 2048 bytes of UTF-8 at most.",
  })
  @AttributeText()
  readonly givenName!: string;

  @Field(() => String, {
    description: "Family name (lastName of the Harmony bodies), 2048 bytes of UTF-8 at most.",
  })
  @AttributeText()
  readonly familyName!: string;

  @Field(() => Boolean, optional("Whether the address is verified. Not when absent."))
  @IfGiven()
  @IsBoolean()
  readonly emailVerified?: boolean;

  @Field(() => String, optional("Phone number, E.164 such as +15551234567; counts as unverified."))
  @IfGiven()
  @PhoneForm()
  readonly phoneNumber?: string;

  @Field(() => String, optional("Full name, 2048 bytes of UTF-8 at most."))
  @IfGiven()
  @AttributeText()
  readonly name?: string;

  @Field(() => String, optional("Nickname, 2048 bytes of UTF-8 at most."))
  @IfGiven()
  @AttributeText()
  readonly nickname?: string;

  @Field(() => String, optional("Address of a picture, http or https, 2048 bytes at most."))
  @IfGiven()
  @PictureForm()
  readonly picture?: string;

  @Field(
    () => String,
    optional(
      "User name, 1 to 128 characters without blanks. When absent, the e-mail address where the pool is set up so, otherwise one is made up.",
    ),
  )
  @IfGiven()
  @UsernameForm()
  readonly username?: string;

  @Field(
    () => String,
    optional(
      "Password, 1 to 256 characters without blanks; the pool has further rules. When absent, Cognito makes one up that only an invitation tells.",
    ),
  )
  @IfGiven()
  @PasswordForm()
  readonly password?: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether the password must be changed at the first sign-in.",
  })
  @IsBoolean()
  readonly isPasswordTemporary: boolean = false;

  @Field(() => CognitoInvitation, {
    defaultValue: CognitoInvitation.NONE,
    description: "Whether and how the user is told.",
  })
  @IsEnum(CognitoInvitation)
  @CanInvite()
  readonly invitation: CognitoInvitation = CognitoInvitation.NONE;

  @Field(() => Boolean, optional("Whether sign-in is blocked from the start."))
  @IfGiven()
  @IsBoolean()
  readonly blocked?: boolean;

  @Field(
    () => AppMetadataInput,
    optional("What the organisation keeps of the person; 2048 bytes at most in all."),
  )
  @IfGiven()
  @IsObject()
  @ValidateNested()
  readonly appMetadata?: AppMetadataInput;

  @Field(() => UserMetadataInput, optional("What the person decides; 2048 bytes at most in all."))
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @NoAuth0Members()
  readonly userMetadata?: UserMetadataInput;

  @Field(() => [String], optional("Groups to join, 100 at most."))
  @IfGiven()
  @GroupNames()
  readonly groups?: readonly string[];

  @Field(() => JSONObject, optional(openKeys))
  @IfGiven()
  @IsObject()
  @BoundedJson(attributeBounds)
  @NoneOf(namedKeys)
  @AttributesByName({ isNullAllowed: false })
  readonly json?: JsonObject;
}
