import { IsBoolean, IsObject, IsString, MaxLength } from "class-validator";
import { Field, InputType } from "type-graphql";
import { appMetadataMembers, type JsonObject } from "../../identity/app-metadata.js";
import { addAppMetadataFields } from "../schema/metadata-members.js";
import { JSONObject, JSONValue } from "../schema/scalars.js";
import { BoundedJson, boundsText } from "./bounded-json.js";
import { IfGiven, IfNotNull, NoneOf } from "./rules.js";

/** No text of the metadata is longer: Auth0 and Cognito both hold little more for all of it together. */
const maxTextLength = 2_048;

const furtherKeys = `Keys that have no field here, with their new values. Null removes a key. ${boundsText}`;

@InputType({
  description:
    "Changes of the application metadata. An absent field stays unchanged and null removes it, so an empty object changes nothing.",
})
export class AppMetadataInput {
  @Field(() => JSONObject, { nullable: true, description: furtherKeys })
  @IfGiven()
  @IsObject()
  @BoundedJson()
  @NoneOf(Object.keys(appMetadataMembers))
  readonly json?: JsonObject;
}
addAppMetadataFields(AppMetadataInput);
for (const [member, type] of Object.entries(appMetadataMembers)) {
  const rules = type === "boolean" ? [IsBoolean()] : [IsString(), MaxLength(maxTextLength)];
  for (const rule of [IfNotNull(), ...rules]) rule(AppMetadataInput.prototype, member);
}

@InputType({
  description:
    "Changes of the user metadata. An absent field stays unchanged and null removes it, so an empty object changes nothing.",
})
export class UserMetadataInput {
  @Field(() => String, { nullable: true, description: "Id of the user's homeroom." })
  @IfNotNull()
  @IsString()
  @MaxLength(maxTextLength)
  readonly homeroomId?: string | null;

  @Field(() => String, { nullable: true, description: "Id of the user's site." })
  @IfNotNull()
  @IsString()
  @MaxLength(maxTextLength)
  readonly siteId?: string | null;

  @Field(() => JSONValue, {
    nullable: true,
    description: `The user's choice about multi-factor sign-in, in a form that the products define. Exists only at Auth0. ${boundsText}`,
  })
  @BoundedJson()
  readonly mfaOptIn?: unknown;

  @Field(() => JSONObject, {
    nullable: true,
    description: `The notifications that the user has subscribed to, in a form that the products define. Exists only at Auth0. ${boundsText}`,
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
