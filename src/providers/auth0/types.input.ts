import { IsBoolean, IsEmail, IsObject, Matches, ValidateNested } from "class-validator";
import { Field, ID, InputType } from "type-graphql";
import { BoundedJson, boundsText } from "../../graphql/inputs/bounded-json.js";
import { AppMetadataInput, UserMetadataInput } from "../../graphql/inputs/metadata.js";
import { IfGiven, IfNotNull, NoneOf } from "../../graphql/inputs/rules.js";
import { JSONObject } from "../../graphql/schema/scalars.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import { namedKeys } from "./mapping.input.js";
import {
  Characters,
  MetadataKeys,
  NoIsExternal,
  NoReservedKeys,
  NoServerOwned,
  OnlyWith,
  StrictUri,
} from "./types.rules.js";

const optional = (description: string) => ({ nullable: true, description });
const clearable = optional;

/** Fields use plain strings and IDs: a custom scalar would fail the request at the first invalid value and quote it. */
@InputType({
  description:
    "Changes of one Auth0 identity. An absent field stays unchanged. Null clears `email`, `phoneNumber`, `username`, `picture`, `password` and the names; the other fields can't be cleared. A field here takes precedence over the same field of `profile`.",
})
export class UpdateAuth0Input {
  @Field(
    () => ID,
    optional("The `subject` of the identity to change. Required when the user has several Auth0 identities."),
  )
  @IfGiven()
  @Characters(1, 255)
  readonly subject?: string;

  @Field(
    () => String,
    clearable(
      "New e-mail address, only for users who sign in with a password kept by Auth0. It counts as unverified unless `emailVerified` is true.",
    ),
  )
  @IfNotNull()
  @IsEmail()
  readonly email?: string | null;

  @Field(
    () => Boolean,
    optional(
      "Whether the e-mail address counts as verified. Refused for users who sign in through their company or by text message.",
    ),
  )
  @IfGiven()
  @IsBoolean()
  readonly emailVerified?: boolean;

  @Field(() => Boolean, optional("Whether Auth0 sends an e-mail in which the user confirms the address."))
  @IfGiven()
  @IsBoolean()
  readonly verifyEmail?: boolean;

  @Field(
    () => String,
    clearable(
      "New phone number, + and 1 to 15 digits, such as +15551234567. It counts as unverified unless `phoneNumberVerified` is true.",
    ),
  )
  @IfNotNull()
  @Matches(/^\+[0-9]{1,15}$/, { message: "$property must be + and 1 to 15 digits" })
  readonly phoneNumber?: string | null;

  @Field(() => Boolean, optional("Whether the phone number counts as verified."))
  @IfGiven()
  @IsBoolean()
  readonly phoneNumberVerified?: boolean;

  @Field(
    () => Boolean,
    optional(
      "Whether Auth0 sends a text message in which the user confirms the new number. Only together with `phoneNumber`, for users who sign in by text message.",
    ),
  )
  @IfGiven()
  @IsBoolean()
  @OnlyWith("phoneNumber")
  readonly verifyPhoneNumber?: boolean;

  @Field(
    () => String,
    clearable(
      "Name with which the user signs in, 1 to 128 characters. Only where users sign in with user names.",
    ),
  )
  @IfNotNull()
  @Characters(1, 128)
  readonly username?: string | null;

  @Field(() => String, clearable("Full name, for display, 1 to 300 characters."))
  @IfNotNull()
  @Characters(1, 300)
  readonly name?: string | null;

  @Field(() => String, clearable("Given name, 1 to 150 characters."))
  @IfNotNull()
  @Characters(1, 150)
  readonly givenName?: string | null;

  @Field(() => String, clearable("Family name, 1 to 150 characters."))
  @IfNotNull()
  @Characters(1, 150)
  readonly familyName?: string | null;

  @Field(() => String, clearable("Informal name that the user likes to be called, 1 to 300 characters."))
  @IfNotNull()
  @Characters(1, 300)
  readonly nickname?: string | null;

  @Field(() => String, clearable("URL of the profile picture, http or https."))
  @IfNotNull()
  @StrictUri()
  readonly picture?: string | null;

  @Field(
    () => Boolean,
    optional(
      "Whether an administrator blocks sign-in. False does not lift a block that Auth0 set after too many failed attempts.",
    ),
  )
  @IfGiven()
  @IsBoolean()
  readonly isBlocked?: boolean;

  @Field(
    () => String,
    clearable(
      "New password, only for users who sign in with a password kept by Auth0. This service never stores, logs or returns it.",
    ),
  )
  @IfNotNull()
  @Characters(1)
  readonly password?: string | null;

  @Field(
    () => AppMetadataInput,
    optional(
      "Changes of what the organization stores about the user. `isExternal` is refused, because it exists only at Cognito.",
    ),
  )
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @MetadataKeys()
  @NoReservedKeys()
  @NoIsExternal()
  readonly appMetadata?: AppMetadataInput;

  @Field(() => UserMetadataInput, optional("Changes of the settings that belong to the user."))
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @MetadataKeys()
  readonly userMetadata?: UserMetadataInput;

  @Field(
    () => String,
    optional(
      "Name of the Auth0 connection whose e-mail address, phone number, user name or password changes. Required unless it is that of the first entry of `accounts`.",
    ),
  )
  @IfGiven()
  @Characters(1)
  readonly connection?: string;

  @Field(
    () => String,
    optional(
      "Client id of the Auth0 application in whose name Auth0 sends the messages of this change. Only together with `email` or `phoneNumber`.",
    ),
  )
  @IfGiven()
  @Characters(1)
  @OnlyWith("email", "phoneNumber")
  readonly clientId?: string;

  @Field(
    () => Boolean,
    optional(
      "Whether to send the user an invitation. Auth0 can't send one, so true is refused and false has no effect.",
    ),
  )
  @IfGiven()
  @IsBoolean()
  readonly sendInvite?: boolean;

  @Field(
    () => JSONObject,
    optional(
      `Attributes that have no field here, by Auth0's own names. They are sent to Auth0 unchanged. ${boundsText}`,
    ),
  )
  @IfGiven()
  @IsObject()
  @BoundedJson()
  @NoneOf(namedKeys)
  @NoServerOwned()
  readonly json?: JsonObject;
}
