import { IsBoolean, IsObject, IsString, Length, ValidateNested } from "class-validator";
import { Field, ID, InputType } from "type-graphql";
import { BoundedJson } from "../../graphql/inputs/bounded-json.js";
import { AppMetadataInput, UserMetadataInput } from "../../graphql/inputs/metadata.js";
import { IfGiven, IfNotNull, NoneOf } from "../../graphql/inputs/rules.js";
import { JSONObject } from "../../graphql/schema/scalars.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import { namedKeys } from "./mapping.input.js";
import {
  AttributesByName,
  AttributeText,
  attributeBounds,
  DisjointFrom,
  EmailForm,
  GroupNames,
  NoAuth0Members,
  OnlyWith,
  PasswordForm,
  PhoneForm,
  PictureForm,
  PoolIdForm,
  UsernameForm,
} from "./types.rules.js";

export const optional = (description: string) => ({ nullable: true, description });
const clearable = optional;
export const openKeys =
  "Attributes that have no field here, by their full Cognito names, such as `locale` or `custom:shoe_size`. At most 60, each value a string of at most 2048 bytes in UTF-8, or a number or a boolean, which Cognito keeps as text.";

@InputType({
  description:
    "Changes of one Cognito identity. An absent field stays unchanged. Null clears `email`, `phoneNumber`, `picture` and the names; the other fields can't be cleared. A field here takes precedence over the same field of `profile`.",
})
export class UpdateCognitoInput {
  @Field(
    () => ID,
    optional(
      "The `subject` of the identity to change. Required when the user has several Cognito identities that `realm` does not tell apart.",
    ),
  )
  @IfNotNull()
  @IsString()
  @Length(1, 128)
  readonly subject?: string | null;

  @Field(
    () => String,
    optional(
      "The user pool of the identity to change, for users with several Cognito identities. It does not move the account to another pool.",
    ),
  )
  @IfNotNull()
  @PoolIdForm()
  readonly realm?: string | null;

  @Field(
    () => String,
    clearable(
      "New e-mail address. It counts as unverified unless `emailVerified` is true. Users who sign in with their address can't clear it.",
    ),
  )
  @IfNotNull()
  @EmailForm()
  readonly email?: string | null;

  @Field(() => Boolean, optional("Whether the e-mail address counts as verified."))
  @IfGiven()
  @IsBoolean()
  readonly emailVerified?: boolean;

  @Field(
    () => String,
    clearable(
      "New phone number in E.164 format, such as +15551234567. It counts as unverified unless `phoneNumberVerified` is true.",
    ),
  )
  @IfNotNull()
  @PhoneForm()
  readonly phoneNumber?: string | null;

  @Field(() => Boolean, optional("Whether the phone number counts as verified."))
  @IfGiven()
  @IsBoolean()
  readonly phoneNumberVerified?: boolean;

  @Field(() => String, clearable("Full name, for display, at most 2048 bytes in UTF-8."))
  @IfNotNull()
  @AttributeText()
  readonly name?: string | null;

  @Field(() => String, clearable("Given name, also called first name, at most 2048 bytes in UTF-8."))
  @IfNotNull()
  @AttributeText()
  readonly givenName?: string | null;

  @Field(() => String, clearable("Family name, also called last name, at most 2048 bytes in UTF-8."))
  @IfNotNull()
  @AttributeText()
  readonly familyName?: string | null;

  @Field(
    () => String,
    clearable("Informal name that the user likes to be called, at most 2048 bytes in UTF-8."),
  )
  @IfNotNull()
  @AttributeText()
  readonly nickname?: string | null;

  @Field(() => String, clearable("URL of the profile picture, http or https, at most 2048 bytes."))
  @IfNotNull()
  @PictureForm()
  readonly picture?: string | null;

  @Field(
    () => String,
    optional("The current user name. Cognito can't change it, so any other value is refused."),
  )
  @IfGiven()
  @UsernameForm()
  readonly username?: string;

  @Field(
    () => String,
    optional(
      "New password, 1 to 256 characters without whitespace. The user pool may demand more, such as digits. It is set after all other changes.",
    ),
  )
  @IfGiven()
  @PasswordForm()
  readonly password?: string;

  @Field(
    () => Boolean,
    optional("Whether the user must replace the new password at the next sign-in. False when absent."),
  )
  @IfGiven()
  @IsBoolean()
  @OnlyWith("password")
  readonly isPasswordTemporary?: boolean;

  @Field(() => Boolean, optional("Whether an administrator blocks sign-in."))
  @IfGiven()
  @IsBoolean()
  readonly isBlocked?: boolean;

  @Field(
    () => AppMetadataInput,
    optional("Changes of what the organization stores about the user, which may take 2048 bytes in all."),
  )
  @IfGiven()
  @IsObject()
  @ValidateNested()
  readonly appMetadata?: AppMetadataInput;

  @Field(
    () => UserMetadataInput,
    optional("Changes of the settings that belong to the user, which may take 2048 bytes in all."),
  )
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @NoAuth0Members()
  readonly userMetadata?: UserMetadataInput;

  @Field(
    () => [String],
    optional(
      "Names of groups to add the user to, at most 100. Groups that the user is already in are ignored.",
    ),
  )
  @IfGiven()
  @GroupNames()
  readonly addGroups?: readonly string[];

  @Field(
    () => [String],
    optional(
      "Names of groups to remove the user from, at most 100. Groups that the user is not in are ignored.",
    ),
  )
  @IfGiven()
  @GroupNames()
  @DisjointFrom("addGroups")
  readonly removeGroups?: readonly string[];

  @Field(() => JSONObject, optional(`${openKeys} Null deletes an attribute.`))
  @IfGiven()
  @IsObject()
  @BoundedJson(attributeBounds)
  @NoneOf(namedKeys)
  @AttributesByName({ isNullAllowed: true })
  readonly json?: JsonObject;
}
