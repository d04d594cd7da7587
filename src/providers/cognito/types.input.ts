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
const clearable = (description: string) => optional(`${description} Null clears it.`);
export const openKeys =
  "Further attributes by their full names, such as custom:shoe_size or locale: at most 60, each value a string of at most 2048 bytes of UTF-8. Neither sub nor an attribute that has a field of its own.";

@InputType({ description: "Changes of one Cognito user. Absent fields stay unchanged." })
export class UpdateCognitoInput {
  @Field(
    () => ID,
    optional(
      "Sub of the Cognito user to change; required when several are linked and the pool alone is ambiguous.",
    ),
  )
  @IfNotNull()
  @IsString()
  @Length(1, 128)
  readonly subject?: string | null;

  @Field(
    () => String,
    optional("Pool of the Cognito user to change, when several are linked. Does not move the user."),
  )
  @IfNotNull()
  @PoolIdForm()
  readonly realm?: string | null;

  @Field(
    () => String,
    clearable(
      "E-mail address. A new address counts as unverified unless emailVerified is true. Users who sign in with it can't clear it.",
    ),
  )
  @IfNotNull()
  @EmailForm()
  readonly email?: string | null;

  @Field(() => Boolean, optional("Whether the e-mail address is verified."))
  @IfGiven()
  @IsBoolean()
  readonly emailVerified?: boolean;

  @Field(
    () => String,
    clearable(
      "Phone number in E.164 format, such as +15551234567. A new number counts as unverified unless phoneNumberVerified is true.",
    ),
  )
  @IfNotNull()
  @PhoneForm()
  readonly phoneNumber?: string | null;

  @Field(() => Boolean, optional("Whether the phone number is verified."))
  @IfGiven()
  @IsBoolean()
  readonly phoneNumberVerified?: boolean;

  @Field(() => String, clearable("Full name, at most 2048 bytes of UTF-8."))
  @IfNotNull()
  @AttributeText()
  readonly name?: string | null;

  @Field(
    () => String,
    clearable("Given name (firstName in Harmony's requests), at most 2048 bytes of UTF-8."),
  )
  @IfNotNull()
  @AttributeText()
  readonly givenName?: string | null;

  @Field(
    () => String,
    clearable("Family name (lastName in Harmony's requests), at most 2048 bytes of UTF-8."),
  )
  @IfNotNull()
  @AttributeText()
  readonly familyName?: string | null;

  @Field(() => String, clearable("Nickname, at most 2048 bytes of UTF-8."))
  @IfNotNull()
  @AttributeText()
  readonly nickname?: string | null;

  @Field(() => String, clearable("URL of a picture, http or https, at most 2048 bytes."))
  @IfNotNull()
  @PictureForm()
  readonly picture?: string | null;

  @Field(
    () => String,
    optional(
      "User name, 1 to 128 characters without whitespace. Cognito can't change it: any other than the current one is refused.",
    ),
  )
  @IfGiven()
  @UsernameForm()
  readonly username?: string;

  @Field(
    () => String,
    optional(
      "New password, 1 to 256 characters without whitespace; the pool has further rules. Set after all other changes.",
    ),
  )
  @IfGiven()
  @PasswordForm()
  readonly password?: string;

  @Field(
    () => Boolean,
    optional("Whether the user must change the new password at the next sign-in; false when absent."),
  )
  @IfGiven()
  @IsBoolean()
  @OnlyWith("password")
  readonly isPasswordTemporary?: boolean;

  @Field(() => Boolean, optional("Whether sign-in is blocked: the opposite of Cognito's Enabled."))
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

  @Field(
    () => [String],
    optional("Groups to join, at most 100. Groups that the user is already in are ignored."),
  )
  @IfGiven()
  @GroupNames()
  readonly addGroups?: readonly string[];

  @Field(
    () => [String],
    optional("Groups to leave, at most 100. Groups that the user is not in are ignored."),
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
