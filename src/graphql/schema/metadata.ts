import { Field, ID, ObjectType } from "type-graphql";
import type {
  ProductAccess as Access,
  AppMetadata as AppMetadataValues,
  JsonObject,
} from "../../identity/app-metadata.js";
import { addAppMetadataFields } from "./metadata-members.js";
import { JSONObject, JSONValue } from "./scalars.js";

const member = (description: string) => ({ nullable: true, description });

@ObjectType({
  description:
    "What the organisation keeps of a person: role, district, products. Each member is null when absent, or when its value is not of the member's type; `json` has it all.",
})
export class AppMetadata {
  @Field(() => JSONObject, {
    description: "The whole metadata object as the provider holds it, undeclared keys included.",
  })
  readonly json!: JsonObject;

  static of(values: AppMetadataValues): AppMetadata {
    return Object.assign(new AppMetadata(), values);
  }
}
addAppMetadataFields(AppMetadata);

@ObjectType({ description: "What the person decides about themself. Each member is null when absent." })
export class UserMetadata {
  @Field(() => String, member("Home room, for people at a school."))
  readonly homeroomId!: string | undefined;

  @Field(() => String, member("Site that the person works at."))
  readonly siteId!: string | undefined;

  @Field(() => JSONValue, member("Choice about multi-factor sign-in; its form is not declared. Auth0 only."))
  readonly mfaOptIn!: unknown;

  @Field(
    () => JSONObject,
    member("Notification subscriptions by key; their form is not declared. Auth0 only."),
  )
  readonly notificationSubscriptions!: JsonObject | undefined;

  @Field(() => JSONObject, {
    description: "The whole metadata object as the provider holds it, undeclared keys included.",
  })
  readonly json!: JsonObject;

  static of(json: JsonObject): UserMetadata {
    return Object.assign(new UserMetadata(), {
      homeroomId: typeof json.homeroomId === "string" ? json.homeroomId : undefined,
      siteId: typeof json.siteId === "string" ? json.siteId : undefined,
      mfaOptIn: json.mfaOptIn,
      notificationSubscriptions: isObject(json.notificationSubscriptions)
        ? json.notificationSubscriptions
        : undefined,
      json,
    });
  }
}

@ObjectType({ description: "What a person may do in one product, as the metadata at the providers says." })
export class ProductAccess {
  @Field(() => String, {
    description: "Key of the product: cts, egrants, erp, erpNc, fdp, isite, mc, oo, script or titan.",
  })
  readonly product!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the person may use it; null when the metadata does not say.",
  })
  readonly authorized!: boolean | null;

  @Field(() => ID, { nullable: true, description: "The person's id in that product; null when it has none." })
  readonly userId!: string | null;

  static of({ product, isAuthorized, userId }: Access): ProductAccess {
    return Object.assign(new ProductAccess(), {
      product,
      authorized: isAuthorized ?? null,
      userId: userId ?? null,
    });
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
