import { IsBoolean, IsObject, IsString, MaxLength } from "class-validator";
import { Field, InputType } from "type-graphql";
import { appMetadataMembers, type JsonObject } from "../../identity/app-metadata.js";
import { addAppMetadataFields } from "../schema/metadata-members.js";
import { JSONObject, JSONValue } from "../schema/scalars.js";
import { BoundedJson, boundsText } from "./bounded-json.js";
import { IfGiven, IfNotNull, NoneOf } from "./rules.js";

/** No text of the metadata is longer: Auth0 and Cognito both hold little more for all of it together. */
const maxTextLength = 2_048;

const furtherKeys = `Further keys as the provider shall hold them; none that has a field of its own. Null under a key removes it. ${boundsText}`;

@InputType({
  description:
    "Changes of appMetadata, key by key: an absent key is left alone, null removes it. An object without any key changes nothing.",
})
export class AppMetadataInput {
  @Field(() => JSONObject, { nullable: true, description: furtherKeys })
  @IfGiven()
  @IsObject()
  @BoundedJson()
  @NoneOf(Object.keys(appMetadataMembers))
  readonly json?: JsonObject;
}
addAppMetadataFields(AppMetadataInput, " Null removes it.");
for (const [member, type] of Object.entries(appMetadataMembers)) {
  const rules = type === "boolean" ? [IsBoolean()] : [IsString(), MaxLength(maxTextLength)];
  for (const rule of [IfNotNull(), ...rules]) rule(AppMetadataInput.prototype, member);
}

@InputType({
  description:
    "Changes of userMetadata, key by key: an absent key is left alone, null removes it. An object without any key changes nothing.",
})
export class UserMetadataInput {
  @Field(() => String, { nullable: true, description: "Home room, for people at a school. Null removes it." })
  @IfNotNull()
  @IsString()
  @MaxLength(maxTextLength)
  readonly homeroomId?: string | null;

  @Field(() => String, { nullable: true, description: "Site that the person works at. Null removes it." })
  @IfNotNull()
  @IsString()
  @MaxLength(maxTextLength)
  readonly siteId?: string | null;

  @Field(() => JSONValue, {
    nullable: true,
    description: `Choice about multi-factor sign-in; its form is not declared. Auth0 only. Null removes it. ${boundsText}`,
  })
  @BoundedJson()
  readonly mfaOptIn?: unknown;

  @Field(() => JSONObject, {
    nullable: true,
    description: `Notification subscriptions by key; their form is not declared. Auth0 only. Null removes it. ${boundsText}`,
  })
  @IfNotNull()
  @IsObject()
  @BoundedJson()
  readonly notificationSubscriptions?: JsonObject | null;

  @Field(() => JSONObject, { nullable: true, description: furtherKeys })
  @IfGiven()
  @IsObject()
  @BoundedJson()
  @NoneOf(["homeroomId", "siteId", "mfaOptIn", "notificationSubscriptions"])
  readonly json?: JsonObject;
}

/** The keys to change, null where one is to be removed; undefined when there is none. */
export function toMetadataChange(
  input: AppMetadataInput | UserMetadataInput | undefined,
): JsonObject | undefined {
  const { json = {}, ...declared } = (input ?? {}) as { readonly json?: JsonObject } & JsonObject;
  const given = Object.entries({ ...json, ...declared }).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
