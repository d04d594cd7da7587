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
  description: "How Cognito notifies a new user of the account and its temporary password.",
  valuesConfig: {
    NONE: { description: "No message." },
    EMAIL: { description: "A message to the e-mail address." },
    SMS: { description: "A message to the phone number." },
  },
});

@InputType({ description: "A Cognito user to create, and the user to link it to." })
export class CreateCognitoUserInput extends WriteInput {
  @Field(() => UserByInput, optional("The user to link the account to; a new user when absent."))
  readonly user?: UserByInput | null;

  @Field(() => String, {
    description: "Id of the user pool in which to create the account, such as us-east-1_Ab12Cd34e.",
  })
  @PoolIdForm()
  readonly realm!: string;

  @Field(() => String, {
    description: "E-mail address; the sign-in name if the pool is configured so.",
  })
  @EmailForm()
  readonly email!: string;

  @Field(() => String, {
    description: "Given name (firstName in Harmony's requests), at most 2048 bytes of UTF-8.",
  })
  @AttributeText()
  readonly givenName!: string;

  @Field(() => String, {
    description: "Family name (lastName in Harmony's requests), at most 2048 bytes of UTF-8.",
  })
  @AttributeText()
  readonly familyName!: string;

  @Field(() => Boolean, optional("Whether the e-mail address is verified; false when absent."))
  @IfGiven()
  @IsBoolean()
  readonly emailVerified?: boolean;

  @Field(() => String, optional("Phone number in E.164 format, such as +15551234567; counts as unverified."))
  @IfGiven()
  @PhoneForm()
  readonly phoneNumber?: string;

  @Field(() => String, optional("Full name, at most 2048 bytes of UTF-8."))
  @IfGiven()
  @AttributeText()
  readonly name?: string;

  @Field(() => String, optional("Nickname, at most 2048 bytes of UTF-8."))
  @IfGiven()
  @AttributeText()
  readonly nickname?: string;

  @Field(() => String, optional("URL of a picture, http or https, at most 2048 bytes."))
  @IfGiven()
  @PictureForm()
  readonly picture?: string;

  @Field(
    () => String,
    optional(
      "User name, 1 to 128 characters without whitespace. When absent, the e-mail address if the pool is configured so, otherwise a generated name.",
    ),
  )
  @IfGiven()
  @UsernameForm()
  readonly username?: string;

  @Field(
    () => String,
    optional(
      "Password, 1 to 256 characters without whitespace; the pool has further rules. When absent, Cognito generates one, which only an invitation contains.",
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
    description: "Whether and how Cognito notifies the user.",
  })
  @IsEnum(CognitoInvitation)
  @CanInvite()
  readonly invitation: CognitoInvitation = CognitoInvitation.NONE;

  @Field(() => Boolean, optional("Whether sign-in is blocked from the start."))
  @IfGiven()
  @IsBoolean()
  readonly isBlocked?: boolean;

  @Field(
    () => AppMetadataInput,
    optional("What the organization stores about the user; at most 2048 bytes in total."),
  )
  @IfGiven()
  @IsObject()
  @ValidateNested()
  readonly appMetadata?: AppMetadataInput;

  @Field(() => UserMetadataInput, optional("Settings that the user chose; at most 2048 bytes in total."))
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @NoAuth0Members()
  readonly userMetadata?: UserMetadataInput;

  @Field(() => [String], optional("Groups to join, at most 100."))
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
