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
  "Further attributes by their full name, as custom:shoe_size or locale; 60 at most, every value a text of 2048 bytes of UTF-8 at most. None that has a field of its own, nor sub.";

@InputType({ description: "Changes of one Cognito user. What is absent is left alone." })
export class UpdateCognitoInput {
  @Field(() => ID, optional("Sub of the user that is meant, where several are linked."))
  @IfNotNull()
  @IsString()
  @Length(1, 128)
  readonly subject?: string | null;

  @Field(() => String, optional("Pool of the user that is meant, where several are linked; not moved there."))
  @IfNotNull()
  @PoolIdForm()
  readonly userPoolId?: string | null;

  @Field(
    () => String,
    clearable(
      "E-mail address. A new one counts as unverified unless emailVerified says so. Users who sign in with it can't be without.",
    ),
  )
  @IfNotNull()
  @EmailForm()
  readonly email?: string | null;

  @Field(() => Boolean, optional("Whether the address is verified."))
  @IfGiven()
  @IsBoolean()
  readonly emailVerified?: boolean;

  @Field(
    () => String,
    clearable(
      "Phone number, E.164 such as +15551234567. A new one counts as unverified unless phoneNumberVerified says so.",
    ),
  )
  @IfNotNull()
  @PhoneForm()
  readonly phoneNumber?: string | null;

  @Field(() => Boolean, optional("Whether the phone number is verified."))
  @IfGiven()
  @IsBoolean()
  readonly phoneNumberVerified?: boolean;

  @Field(() => String, clearable("Full name, 2048 bytes of UTF-8 at most."))
  @IfNotNull()
  @AttributeText()
  readonly name?: string | null;

  @Field(
    () => String,
    clearable("Given name (firstName of the Harmony bodies), 2048 bytes of UTF-8 at most."),
  )
  @IfNotNull()
  @AttributeText()
  readonly givenName?: string | null;

  @Field(
    () => String,
    clearable("Family name (lastName of the Harmony bodies), 2048 bytes of UTF-8 at most."),
  )
  @IfNotNull()
  @AttributeText()
  readonly familyName?: string | null;

  @Field(() => String, clearable("Nickname, 2048 bytes of UTF-8 at most."))
  @IfNotNull()
  @AttributeText()
  readonly nickname?: string | null;

  @Field(() => String, clearable("Address of a picture, http or https, 2048 bytes at most."))
  @IfNotNull()
  @PictureForm()
  readonly picture?: string | null;

  @Field(
    () => String,
    optional(
      "User name, 1 to 128 characters without blanks. Never changes at Cognito: any other than the present one is refused.",
    ),
  )
  @IfGiven()
  @UsernameForm()
  readonly username?: string;

  @Field(
    () => String,
    optional(
      "New password, 1 to 256 characters without blanks; the pool has further rules. Set after everything else.",
    ),
  )
  @IfGiven()
  @PasswordForm()
  readonly password?: string;

  @Field(
    () => Boolean,
    optional("Whether the new password must be changed at the next sign-in. Not when absent."),
  )
  @IfGiven()
  @IsBoolean()
  @OnlyWith("password")
  readonly isPasswordTemporary?: boolean;

  @Field(() => Boolean, optional("Whether sign-in is blocked (Enabled of Cognito, the other way round)."))
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

  @Field(
    () => [String],
    optional("Groups to join, 100 at most; those that the user is in already don't matter."),
  )
  @IfGiven()
  @GroupNames()
  readonly addGroups?: readonly string[];

  @Field(
    () => [String],
    optional("Groups to leave, 100 at most; those that the user is not in don't matter."),
  )
  @IfGiven()
  @GroupNames()
  @DisjointFrom("addGroups")
  readonly removeGroups?: readonly string[];

  @Field(() => JSONObject, optional(`${openKeys} Null deletes one.`))
  @IfGiven()
  @IsObject()
  @BoundedJson(attributeBounds)
  @NoneOf(namedKeys)
  @AttributesByName({ isNullAllowed: true })
  readonly json?: JsonObject;
}
