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

/** Texts and ids are plain here: a scalar with a form of its own would refuse the request at the first fault and quote the value. */
@InputType({
  description:
    "Changes of a user at Auth0. An absent field is left alone. A field that is also in the profile goes before it.",
})
export class UpdateAuth0Input {
  @Field(
    () => ID,
    optional("Which of the user's Auth0 identities, by its user_id; needed when there are several."),
  )
  @IfGiven()
  @Characters(1, 255)
  readonly subject?: string;

  @Field(
    () => String,
    clearable(
      "E-mail address; users of a database connection only. A new one counts as not verified unless emailVerified says so.",
    ),
  )
  @IfNotNull()
  @IsEmail()
  readonly email?: string | null;

  @Field(
    () => Boolean,
    optional("Whether the address is verified; not for users of an enterprise or SMS connection."),
  )
  @IfGiven()
  @IsBoolean()
  readonly emailVerified?: boolean;

  @Field(() => Boolean, optional("Whether Auth0 mails a request to verify the address."))
  @IfGiven()
  @IsBoolean()
  readonly verifyEmail?: boolean;

  @Field(
    () => String,
    clearable(
      "Phone number, + and 1 to 15 digits. A new one counts as not verified unless phoneVerified says so.",
    ),
  )
  @IfNotNull()
  @Matches(/^\+[0-9]{1,15}$/, { message: "$property must be + and 1 to 15 digits" })
  readonly phoneNumber?: string | null;

  @Field(() => Boolean, optional("Whether the phone number is verified."))
  @IfGiven()
  @IsBoolean()
  readonly phoneVerified?: boolean;

  @Field(
    () => Boolean,
    optional(
      "Whether Auth0 texts a request to verify the number; together with phoneNumber, for users of an SMS connection only.",
    ),
  )
  @IfGiven()
  @IsBoolean()
  @OnlyWith("phoneNumber")
  readonly verifyPhoneNumber?: boolean;

  @Field(() => String, clearable("User name, 1 to 128 characters; only where the connection has them."))
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

  @Field(() => String, clearable("Address of a picture, http or https."))
  @IfNotNull()
  @StrictUri()
  readonly picture?: string | null;

  @Field(
    () => Boolean,
    optional(
      "Whether an administrator blocks sign-in. False does not lift a block that Auth0 set after too many attempts.",
    ),
  )
  @IfGiven()
  @IsBoolean()
  readonly blocked?: boolean;

  @Field(
    () => String,
    clearable("New password; users of a database connection only. Never written down, and never readable."),
  )
  @IfNotNull()
  @Characters(1)
  readonly password?: string | null;

  @Field(
    () => AppMetadataInput,
    optional(
      "What the organisation keeps of the person (app_metadata). Without isExternal, which exists at Cognito only.",
    ),
  )
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @MetadataKeys()
  @NoReservedKeys()
  @NoIsExternal()
  readonly appMetadata?: AppMetadataInput;

  @Field(() => UserMetadataInput, optional("What the person decides (user_metadata)."))
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @MetadataKeys()
  readonly userMetadata?: UserMetadataInput;

  @Field(
    () => String,
    optional(
      "Name of the connection whose account address, number, username and password are changed; needed when it is not the user's first.",
    ),
  )
  @IfGiven()
  @Characters(1)
  readonly connection?: string;

  @Field(
    () => String,
    optional("Auth0 application on whose behalf a message is sent; together with email or phoneNumber."),
  )
  @IfGiven()
  @Characters(1)
  @OnlyWith("email", "phoneNumber")
  readonly clientId?: string;

  @Field(
    () => Boolean,
    optional(
      "Known from Harmony's bodies. Auth0 can send no invitation: true is refused, false changes nothing.",
    ),
  )
  @IfGiven()
  @IsBoolean()
  readonly sendInvite?: boolean;

  @Field(
    () => JSONObject,
    optional(
      `Further attributes as Auth0 shall get them, by its own names; none that has a field here. ${boundsText}`,
    ),
  )
  @IfGiven()
  @IsObject()
  @BoundedJson()
  @NoneOf(namedKeys)
  readonly json?: JsonObject;
}
