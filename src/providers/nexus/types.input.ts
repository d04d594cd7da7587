import { ValidateNested } from "class-validator";
import { Field, ID, InputType } from "type-graphql";
import { BoundedJson, defaultJsonBounds, describeBounds } from "../../graphql/inputs/bounded-json.js";
import { IfGiven } from "../../graphql/inputs/rules.js";
import { WriteInput } from "../../graphql/inputs/write.js";
import { DateTime, JSONObject } from "../../graphql/schema/scalars.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import { namedKeys } from "./mapping.input.js";
import {
  Address,
  EachUpTo,
  FewItems,
  Filled,
  NotNull,
  OpenKeys,
  PhoneDigits,
  UpTo,
  WebAddress,
} from "./types.rules.js";

/** For fields without a documented limit: the longest value that Nexus documents for any field of a user. */
const maxText = 250;
const maxEntries = 100;
/** A limit of this service: PatchUser documents 15 keys and no others. */
const openKeyBounds = { maxKeys: maxEntries, maxDepth: defaultJsonBounds.maxDepth };
const maxAttributeValue = 2_048;

const left = "Absent: unchanged. Null is refused, because Nexus can't clear a value.";
const optional = (description: string) => ({ nullable: true, description: `${description} ${left}` });

@InputType({
  description: "Changes of a Nexus user. Absent fields stay unchanged; no field can be cleared.",
})
export class UpdateNexusInput {
  @Field(() => ID, {
    nullable: true,
    description: "Nexus id of the identity to change; required when the user has several.",
  })
  readonly subject?: string | null;

  @Field(() => String, optional("Display name, at most 200 characters."))
  @IfGiven()
  @NotNull()
  @UpTo(200)
  readonly name?: string;

  @Field(() => String, optional("Given name, at most 100 characters."))
  @IfGiven()
  @NotNull()
  @UpTo(100)
  readonly givenName?: string;

  @Field(() => String, optional("Family name, at most 100 characters."))
  @IfGiven()
  @NotNull()
  @UpTo(100)
  readonly familyName?: string;

  @Field(() => String, optional("Nickname, at most 100 characters."))
  @IfGiven()
  @NotNull()
  @UpTo(100)
  readonly nickname?: string;

  @Field(() => String, optional("User name, 1 to 250 characters."))
  @IfGiven()
  @NotNull()
  @Filled()
  @UpTo(maxText)
  readonly username?: string;

  @Field(() => String, optional("URL of a picture, http or https, at most 250 characters."))
  @IfGiven()
  @NotNull()
  @WebAddress()
  @UpTo(250)
  readonly picture?: string;

  @Field(() => String, optional("Preferred language, such as en-US, at most 250 characters."))
  @IfGiven()
  @NotNull()
  @UpTo(maxText)
  readonly language?: string;

  @Field(() => String, optional("Phone number, E.164 such as +15551234567."))
  @IfGiven()
  @NotNull()
  @PhoneDigits()
  readonly phoneNumber?: string;

  @Field(() => String, optional("Recovery e-mail address, at most 250 characters."))
  @IfGiven()
  @NotNull()
  @Address()
  @UpTo(maxText)
  readonly recoveryEmailAddress?: string;

  @Field(
    () => String,
    optional("New password, 1 to 250 characters. Never returned, stored or logged by this service."),
  )
  @IfGiven()
  @NotNull()
  @Filled()
  @UpTo(maxText)
  readonly password?: string;

  @Field(() => Boolean, optional("Whether an administrator blocks sign-in. Nexus never returns it."))
  @IfGiven()
  @NotNull()
  readonly isBlocked?: boolean;

  @Field(
    () => Boolean,
    optional(
      "Whether multi-factor sign-in is disabled. Has an effect only for the authentication methods Database and Ad.",
    ),
  )
  @IfGiven()
  @NotNull()
  readonly isMfaDisabled?: boolean;

  @Field(() => String, optional("State of the multi-factor enrolment; any string."))
  @IfGiven()
  @NotNull()
  @UpTo(maxText)
  readonly mfaEnrollmentStatus?: string;

  @Field(() => Boolean, optional("Whether the e-mail address is verified."))
  @IfGiven()
  @NotNull()
  readonly emailVerified?: boolean;

  @Field(() => DateTime, optional("When a verification e-mail was last sent."))
  @IfGiven()
  @NotNull()
  readonly emailVerifySentDate?: Date;

  @Field(() => JSONObject, {
    nullable: true,
    description: `Further keys for PatchUser, for fields that Nexus adds later. No key may be null or have a field of its own. ${describeBounds(openKeyBounds)} Values are stored, so they must not be secret.`,
  })
  @IfGiven()
  @NotNull()
  @BoundedJson(openKeyBounds)
  @OpenKeys(namedKeys, openKeyBounds)
  readonly json?: JsonObject;
}

@InputType({ description: "A named value that an identity connection reports for a user." })
export class NexusAttributeInput {
  @Field(() => String, { description: "Name, 1 to 250 characters." })
  @Filled()
  @UpTo(maxText)
  readonly key!: string;

  @Field(() => String, {
    nullable: true,
    description: "Value, at most 2048 characters. Null or absent when the connection has none.",
  })
  @IfGiven()
  @UpTo(maxAttributeValue)
  readonly value?: string | null;
}

@InputType({ description: "The identity connection that reports the attributes and groups of a user." })
export class NexusConnectionInput {
  @Field(() => String, {
    nullable: true,
    description: "Id or name of the Auth0 connection, at most 50 characters. May be absent, but not null.",
  })
  @IfGiven()
  @NotNull()
  @UpTo(50)
  readonly connectionId?: string;

  @Field(() => [String], {
    nullable: true,
    description:
      "Groups that the connection reports, which Nexus maps to roles: at most 100, of at most 250 characters each. May be absent, but not null.",
  })
  @IfGiven()
  @NotNull()
  @FewItems(maxEntries)
  @EachUpTo(maxText)
  readonly groups?: readonly string[];
}

/** The input of the mutation adds the user. */
@InputType({ description: "What an identity connection reports about a user, and an audience." })
export abstract class SyncNexusIdentityFields extends WriteInput {
  @Field(() => String, { description: "API audience for which to return roles, 1 to 250 characters." })
  @Filled()
  @UpTo(maxText)
  readonly audience!: string;

  @Field(() => [NexusAttributeInput], {
    description: "Attributes that the connection reports, at most 100; may be empty.",
  })
  @FewItems(maxEntries)
  @ValidateNested({ each: true })
  readonly attributes!: readonly NexusAttributeInput[];

  @Field(() => NexusConnectionInput, { description: "The connection that reports them." })
  @ValidateNested()
  readonly connection!: NexusConnectionInput;

  @Field(() => String, {
    nullable: true,
    description: "Selects the custom UPN of the Auth0 client with this key, at most 255 characters.",
  })
  @IfGiven()
  @UpTo(255)
  readonly clientUpnKey?: string | null;
}
