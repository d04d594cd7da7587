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

/** Where Nexus documents no bound; the longest text that it documents for a user. */
const maxText = 250;
const maxEntries = 100;
/** A bound of this service: PatchUser documents 15 keys and no others. */
const openKeyBounds = { maxKeys: maxEntries, maxDepth: defaultJsonBounds.maxDepth };
const maxAttributeValue = 2_048;

const left = "Absent leaves it alone; null is refused, for Nexus can't clear a value.";
const optional = (description: string) => ({ nullable: true, description: `${description} ${left}` });

@InputType({
  description:
    "Changes of the Nexus identity: every field that PatchUser takes. What is absent is left alone; nothing can be cleared.",
})
export class UpdateNexusInput {
  @Field(() => ID, {
    nullable: true,
    description: "Nexus id of the identity that is meant; needed when the user has several.",
  })
  readonly subject?: string | null;

  @Field(() => String, optional("Name to show, 200 characters at most."))
  @IfGiven()
  @NotNull()
  @UpTo(200)
  readonly displayName?: string;

  @Field(() => String, optional("Given name, 100 characters at most."))
  @IfGiven()
  @NotNull()
  @UpTo(100)
  readonly givenName?: string;

  @Field(() => String, optional("Family name, 100 characters at most."))
  @IfGiven()
  @NotNull()
  @UpTo(100)
  readonly familyName?: string;

  @Field(() => String, optional("Nickname, 100 characters at most."))
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

  @Field(() => String, optional("Address of a picture, http or https, 250 characters at most."))
  @IfGiven()
  @NotNull()
  @WebAddress()
  @UpTo(250)
  readonly picture?: string;

  @Field(() => String, optional("Preferred language, as en-US, 250 characters at most."))
  @IfGiven()
  @NotNull()
  @UpTo(maxText)
  readonly language?: string;

  @Field(() => String, optional("Phone number, E.164 such as +15551234567."))
  @IfGiven()
  @NotNull()
  @PhoneDigits()
  readonly phoneNumber?: string;

  @Field(() => String, optional("Address for recovery, 250 characters at most."))
  @IfGiven()
  @NotNull()
  @Address()
  @UpTo(maxText)
  readonly recoveryEmailAddress?: string;

  @Field(() => String, optional("New password, 1 to 250 characters. Never shown, recorded or logged."))
  @IfGiven()
  @NotNull()
  @Filled()
  @UpTo(maxText)
  readonly password?: string;

  @Field(() => Boolean, optional("Whether an administrator blocks sign-in. Nexus never shows it."))
  @IfGiven()
  @NotNull()
  readonly isBlocked?: boolean;

  @Field(
    () => Boolean,
    optional("Whether multi-factor sign-in is switched off. Of effect for the methods Database and Ad only."),
  )
  @IfGiven()
  @NotNull()
  readonly isMfaDisabled?: boolean;

  @Field(() => String, optional("Where the enrolment in multi-factor sign-in stands, open text."))
  @IfGiven()
  @NotNull()
  @UpTo(maxText)
  readonly mfaEnrollmentStatus?: string;

  @Field(() => Boolean, optional("Whether the e-mail address is verified."))
  @IfGiven()
  @NotNull()
  readonly emailVerified?: boolean;

  @Field(() => DateTime, optional("When a verification of the address was last sent."))
  @IfGiven()
  @NotNull()
  readonly emailVerifySentDate?: Date;

  @Field(() => JSONObject, {
    nullable: true,
    description: `Further keys for PatchUser, as Nexus may take them one day: none with null, and none that has a field of its own. ${describeBounds(openKeyBounds)} Values are recorded, so no secrets.`,
  })
  @IfGiven()
  @NotNull()
  @BoundedJson(openKeyBounds)
  @OpenKeys(namedKeys, openKeyBounds)
  readonly json?: JsonObject;
}

@InputType({ description: "A named value that an identity connection tells of a user." })
export class NexusAttributeInput {
  @Field(() => String, { description: "Name, 1 to 250 characters." })
  @Filled()
  @UpTo(maxText)
  readonly key!: string;

  @Field(() => String, {
    nullable: true,
    description: "Value, 2048 characters at most. Null or absent: the connection has none.",
  })
  @IfGiven()
  @UpTo(maxAttributeValue)
  readonly value?: string | null;
}

@InputType({ description: "The identity connection that tells of a user." })
export class NexusConnectionInput {
  @Field(() => String, {
    nullable: true,
    description: "Auth0 connection, by id or name, 50 characters at most; may be left out, but not be null.",
  })
  @IfGiven()
  @NotNull()
  @UpTo(50)
  readonly connectionId?: string;

  @Field(() => [String], {
    nullable: true,
    description:
      "Groups that the connection reports, which Nexus matches with its roles: 100 at most, of 250 characters at most. May be left out, but not be null.",
  })
  @IfGiven()
  @NotNull()
  @FewItems(maxEntries)
  @EachUpTo(maxText)
  readonly groups?: readonly string[];
}

/** The mutation's own input adds whom it is about. */
@InputType({ description: "Every field that SyncUserIdentity takes." })
export abstract class SyncNexusIdentityFields extends WriteInput {
  @Field(() => String, { description: "The API audience whose roles are wanted, 1 to 250 characters." })
  @Filled()
  @UpTo(maxText)
  readonly audience!: string;

  @Field(() => [NexusAttributeInput], {
    description: "What the connection tells of the user: 100 entries at most, which may be none.",
  })
  @FewItems(maxEntries)
  @ValidateNested({ each: true })
  readonly attributes!: readonly NexusAttributeInput[];

  @Field(() => NexusConnectionInput, { description: "The connection that tells it." })
  @ValidateNested()
  readonly connection!: NexusConnectionInput;

  @Field(() => String, {
    nullable: true,
    description:
      "Picks the custom UPN of the Auth0 client that has this key, 255 characters at most. Null or absent: no choice.",
  })
  @IfGiven()
  @UpTo(255)
  readonly clientUpnKey?: string | null;
}
