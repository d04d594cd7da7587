import { IsBoolean, IsEnum, IsObject, ValidateNested } from "class-validator";
import { Field, InputType, registerEnumType } from "type-graphql";
import { BoundedJson } from "../../graphql/inputs/bounded-json.js";
import { AppMetadataInput, UserMetadataInput } from "../../graphql/inputs/metadata.js";
import { IfGiven, NoneOf } from "../../graphql/inputs/rules.js";
import { UserByInput } from "../../graphql/inputs/user-by.js";
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
  description: "How Cognito informs a new user of the account and its temporary password.",
  valuesConfig: {
    NONE: { description: "Cognito sends no message." },
    EMAIL: { description: "Cognito sends an e-mail." },
    SMS: { description: "Cognito sends a text message to the phone number." },
  },
});

@InputType({ description: "An account to create at Cognito, and the user to link it to." })
export class CreateCognitoUserInput extends WriteInput {
  @Field(() => UserByInput, optional("The user to link the account to. When absent, a new user is created."))
  readonly user?: UserByInput | null;

  @Field(() => String, {
    description: "Id of the user pool in which to create the account, such as us-east-1_Ab12Cd34e.",
  })
  @PoolIdForm()
  readonly realm!: string;

  @Field(() => String, {
    description: "E-mail address. Where the user pool is configured so, the user signs in with it.",
  })
  @EmailForm()
  readonly email!: string;

  @Field(() => String, {
    description: "Given name, also called first name, at most 2048 bytes in UTF-8.",
  })
  @AttributeText()
  readonly givenName!: string;

  @Field(() => String, {
    description: "Family name, also called last name, at most 2048 bytes in UTF-8.",
  })
  @AttributeText()
  readonly familyName!: string;

  @Field(() => Boolean, optional("Whether the e-mail address counts as verified. False when absent."))
  @IfGiven()
  @IsBoolean()
  readonly emailVerified?: boolean;

  @Field(
    () => String,
    optional("Phone number in E.164 format, such as +15551234567. It counts as unverified."),
  )
  @IfGiven()
  @PhoneForm()
  readonly phoneNumber?: string;

  @Field(() => String, optional("Full name, for display, at most 2048 bytes in UTF-8."))
  @IfGiven()
  @AttributeText()
  readonly name?: string;

  @Field(
    () => String,
    optional("Informal name that the user likes to be called, at most 2048 bytes in UTF-8."),
  )
  @IfGiven()
  @AttributeText()
  readonly nickname?: string;

  @Field(() => String, optional("URL of the profile picture, http or https, at most 2048 bytes."))
  @IfGiven()
  @PictureForm()
  readonly picture?: string;

  @Field(
    () => String,
    optional(
      "Name with which the user signs in, 1 to 128 characters without whitespace. When absent, it is the e-mail address if the user pool is configured so, otherwise a generated name.",
    ),
  )
  @IfGiven()
  @UsernameForm()
  readonly username?: string;

  @Field(
    () => String,
    optional(
      "Password, 1 to 256 characters without whitespace. The user pool may demand more, such as digits. When absent, Cognito generates one that only the invitation contains.",
    ),
  )
  @IfGiven()
  @PasswordForm()
  readonly password?: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether the user must replace the password at the first sign-in.",
  })
  @IsBoolean()
  readonly isPasswordTemporary: boolean = false;

  @Field(() => CognitoInvitation, {
    defaultValue: CognitoInvitation.NONE,
    description: "Whether and how Cognito informs the user of the account.",
  })
  @IsEnum(CognitoInvitation)
  @CanInvite()
  readonly invitation: CognitoInvitation = CognitoInvitation.NONE;

  @Field(() => Boolean, optional("Whether an administrator blocks sign-in from the start."))
  @IfGiven()
  @IsBoolean()
  readonly isBlocked?: boolean;

  @Field(
    () => AppMetadataInput,
    optional("What the organization stores about the user, at most 2048 bytes in all."),
  )
  @IfGiven()
  @IsObject()
  @ValidateNested()
  readonly appMetadata?: AppMetadataInput;

  @Field(() => UserMetadataInput, optional("Settings that belong to the user, at most 2048 bytes in all."))
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @NoAuth0Members()
  readonly userMetadata?: UserMetadataInput;

  @Field(() => [String], optional("Names of groups to add the user to, at most 100."))
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
