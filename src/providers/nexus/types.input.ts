import { ValidateNested } from "class-validator";
import { Field, ID, InputType } from "type-graphql";
import { BoundedJson, defaultJsonBounds, describeBounds } from "../../graphql/inputs/bounded-json.js";
import { IfGiven } from "../../graphql/inputs/rules.js";
import { WriteInput } from "../../graphql/inputs/write.js";
import { JSONObject } from "../../graphql/schema/scalars.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import { namedKeys } from "./mapping.input.js";
import {
  Address,
  DateAndTime,
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

const optional = (description: string) => ({ nullable: true, description });

@InputType({
  description:
    "Changes of one Nexus identity. An absent field stays unchanged. Null is refused, because Nexus can't clear a value. A field here takes precedence over the same field of `profile`.",
})
export class UpdateNexusInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "The `subject` of the identity to change. Required when the user has several Nexus identities.",
  })
  readonly subject?: string | null;

  @Field(() => String, optional("Full name, for display, at most 200 characters."))
  @IfGiven()
  @NotNull()
  @UpTo(200)
  readonly name?: string;

  @Field(() => String, optional("Given name, also called first name, at most 100 characters."))
  @IfGiven()
  @NotNull()
  @UpTo(100)
  readonly givenName?: string;

  @Field(() => String, optional("Family name, also called last name, at most 100 characters."))
  @IfGiven()
  @NotNull()
  @UpTo(100)
  readonly familyName?: string;

  @Field(() => String, optional("Informal name that the user likes to be called, at most 100 characters."))
  @IfGiven()
  @NotNull()
  @UpTo(100)
  readonly nickname?: string;

  @Field(() => String, optional("Name with which the user signs in, 1 to 250 characters."))
  @IfGiven()
  @NotNull()
  @Filled()
  @UpTo(maxText)
  readonly username?: string;

  @Field(() => String, optional("URL of the profile picture, http or https, at most 250 characters."))
  @IfGiven()
  @NotNull()
  @WebAddress()
  @UpTo(250)
  readonly picture?: string;

  @Field(() => String, optional("Language that the user prefers, such as `en-US`, at most 250 characters."))
  @IfGiven()
  @NotNull()
  @UpTo(maxText)
  readonly language?: string;

  @Field(() => String, optional("Phone number in E.164 format, such as +15551234567."))
  @IfGiven()
  @NotNull()
  @PhoneDigits()
  readonly phoneNumber?: string;

  @Field(
    () => String,
    optional("E-mail address for regaining access to the account, at most 250 characters."),
  )
  @IfGiven()
  @NotNull()
  @Address()
  @UpTo(maxText)
  readonly recoveryEmailAddress?: string;

  @Field(
    () => String,
    optional("New password, 1 to 250 characters. This service never stores, logs or returns it."),
  )
  @IfGiven()
  @NotNull()
  @Filled()
  @UpTo(maxText)
  readonly password?: string;

  @Field(
    () => Boolean,
    optional(
      "Whether an administrator blocks sign-in. Nexus does not report it afterwards, so it can't be read.",
    ),
  )
  @IfGiven()
  @NotNull()
  readonly isBlocked?: boolean;

  @Field(
    () => Boolean,
    optional(
      "Whether the user signs in without a second factor. It has an effect only when `authenticationMethod` is Database or Ad.",
    ),
  )
  @IfGiven()
  @NotNull()
  readonly isMfaDisabled?: boolean;

  @Field(
    () => String,
    optional("How far the user has come in setting up a second factor. A string that Nexus defines."),
  )
  @IfGiven()
  @NotNull()
  @UpTo(maxText)
  readonly mfaEnrollmentStatus?: string;

  @Field(() => Boolean, optional("Whether the e-mail address counts as verified."))
  @IfGiven()
  @NotNull()
  readonly emailVerified?: boolean;

  @Field(
    () => String,
    optional(
      "When the last e-mail to verify the address was sent, in the format of RFC 3339, such as 2026-03-31T09:30:00Z.",
    ),
  )
  @IfGiven()
  @NotNull()
  @DateAndTime()
  readonly emailVerifySentDate?: string;

  @Field(() => JSONObject, {
    nullable: true,
    description: `Fields that Nexus has and this input does not, by Nexus' own names. No value may be null, and none may be secret, because this service stores them with the change. ${describeBounds(openKeyBounds)}`,
  })
  @IfGiven()
  @NotNull()
  @BoundedJson(openKeyBounds)
  @OpenKeys(namedKeys, openKeyBounds)
  readonly json?: JsonObject;
}

@InputType({ description: "A named value that the user's sign-in system reports about the user." })
export class NexusAttributeInput {
  @Field(() => String, { description: "Name of the value, 1 to 250 characters." })
  @Filled()
  @UpTo(maxText)
  readonly key!: string;

  @Field(() => String, {
    nullable: true,
    description: "The value, at most 2048 characters. Null or absent when the sign-in system has none.",
  })
  @IfGiven()
  @UpTo(maxAttributeValue)
  readonly value?: string | null;
}

@InputType({
  description:
    "The sign-in system that reports attributes and groups of a user, which Auth0 calls a connection.",
})
export class NexusConnectionInput {
  @Field(() => String, {
    nullable: true,
    description: "Id or name of the Auth0 connection, at most 50 characters. It may be absent but not null.",
  })
  @IfGiven()
  @NotNull()
  @UpTo(50)
  readonly connectionId?: string;

  @Field(() => [String], {
    nullable: true,
    description:
      "Groups of the user in the sign-in system, from which Nexus derives roles: at most 100, each of at most 250 characters. When absent, Nexus keeps the groups that it knows; null is refused.",
  })
  @IfGiven()
  @NotNull()
  @FewItems(maxEntries)
  @EachUpTo(maxText)
  readonly groups?: readonly string[];
}

/** The input of the mutation adds the user. */
@InputType({
  description: "What a sign-in system reports about a user, and the audience for which to return roles.",
})
export abstract class SyncNexusIdentityFields extends WriteInput {
  @Field(() => String, {
    description: "Identifier of the API for which to return the user's roles, 1 to 250 characters.",
  })
  @Filled()
  @UpTo(maxText)
  readonly audience!: string;

  @Field(() => [NexusAttributeInput], {
    description: "Values that the sign-in system reports, at most 100. The list may be empty.",
  })
  @FewItems(maxEntries)
  @ValidateNested({ each: true })
  readonly attributes!: readonly NexusAttributeInput[];

  @Field(() => NexusConnectionInput, { description: "The sign-in system that reports them." })
  @ValidateNested()
  readonly connection!: NexusConnectionInput;

  @Field(() => String, {
    nullable: true,
    description:
      "Key of an application that expects a different user name, as in `NexusCustomUpn.clientUpnKey`. At most 255 characters.",
  })
  @IfGiven()
  @UpTo(255)
  readonly clientUpnKey?: string | null;
}
