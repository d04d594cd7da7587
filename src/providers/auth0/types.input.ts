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
  OnlyWith,
  StrictUri,
} from "./types.rules.js";

const optional = (description: string) => ({ nullable: true, description });
const clearable = (description: string) => ({
  nullable: true,
  description: `${description} Null clears it.`,
});

/** Fields use plain strings and IDs: a custom scalar would fail the request at the first invalid value and quote it. */
@InputType({
  description:
    "Changes of a user at Auth0. Absent fields stay unchanged. A field here overrides the same field of the profile.",
})
export class UpdateAuth0Input {
  @Field(
    () => ID,
    optional("The user_id of the Auth0 identity to change; required when the user has several."),
  )
  @IfGiven()
  @Characters(1, 255)
  readonly subject?: string;

  @Field(
    () => String,
    clearable(
      "E-mail address; only for users of a database connection. A new address counts as unverified unless emailVerified is true.",
    ),
  )
  @IfNotNull()
  @IsEmail()
  readonly email?: string | null;

  @Field(
    () => Boolean,
    optional("Whether the e-mail address is verified; not for users of an enterprise or SMS connection."),
  )
  @IfGiven()
  @IsBoolean()
  readonly emailVerified?: boolean;

  @Field(() => Boolean, optional("Whether Auth0 sends an e-mail to verify the address."))
  @IfGiven()
  @IsBoolean()
  readonly verifyEmail?: boolean;

  @Field(
    () => String,
    clearable(
      "Phone number, + and 1 to 15 digits. A new number counts as unverified unless phoneNumberVerified is true.",
    ),
  )
  @IfNotNull()
  @Matches(/^\+[0-9]{1,15}$/, { message: "$property must be + and 1 to 15 digits" })
  readonly phoneNumber?: string | null;

  @Field(() => Boolean, optional("Whether the phone number is verified."))
  @IfGiven()
  @IsBoolean()
  readonly phoneNumberVerified?: boolean;

  @Field(
    () => Boolean,
    optional(
      "Whether Auth0 sends a text message to verify the number; only together with phoneNumber, and only for users of an SMS connection.",
    ),
  )
  @IfGiven()
  @IsBoolean()
  @OnlyWith("phoneNumber")
  readonly verifyPhoneNumber?: boolean;

  @Field(
    () => String,
    clearable("User name, 1 to 128 characters; only for connections that have user names."),
  )
  @IfNotNull()
  @Characters(1, 128)
  readonly username?: string | null;

  @Field(() => String, clearable("Full name, 1 to 300 characters."))
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

  @Field(() => String, clearable("Preferred nickname, 1 to 300 characters."))
  @IfNotNull()
  @Characters(1, 300)
  readonly nickname?: string | null;

  @Field(() => String, clearable("URL of a picture, http or https."))
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
      "New password; only for users of a database connection. Never stored or logged by this service, and never readable.",
    ),
  )
  @IfNotNull()
  @Characters(1)
  readonly password?: string | null;

  @Field(
    () => AppMetadataInput,
    optional(
      "What the organization stores about the user (app_metadata). isExternal is not allowed: it exists only at Cognito.",
    ),
  )
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @MetadataKeys()
  @NoReservedKeys()
  @NoIsExternal()
  readonly appMetadata?: AppMetadataInput;

  @Field(() => UserMetadataInput, optional("Settings that the user chose (user_metadata)."))
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @MetadataKeys()
  readonly userMetadata?: UserMetadataInput;

  @Field(
    () => String,
    optional(
      "Name of the connection of the account whose address, phone number, user name and password change; required unless it is the user's first account.",
    ),
  )
  @IfGiven()
  @Characters(1)
  readonly connection?: string;

  @Field(
    () => String,
    optional(
      "Client ID of the Auth0 application in whose name Auth0 sends a message; only together with email or phoneNumber.",
    ),
  )
  @IfGiven()
  @Characters(1)
  @OnlyWith("email", "phoneNumber")
  readonly clientId?: string;

  @Field(
    () => Boolean,
    optional(
      "Exists in Harmony's requests. Auth0 can't send invitations: true is refused, false has no effect.",
    ),
  )
  @IfGiven()
  @IsBoolean()
  readonly sendInvite?: boolean;

  @Field(
    () => JSONObject,
    optional(
      `Further attributes by Auth0's own names, sent unchanged; none that has a field of its own. ${boundsText}`,
    ),
  )
  @IfGiven()
  @IsObject()
  @BoundedJson()
  @NoneOf(namedKeys)
  readonly json?: JsonObject;
}
