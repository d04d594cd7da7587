import { Field, ID, ObjectType } from "type-graphql";
import type {
  ProductAccess as Access,
  AppMetadata as AppMetadataValues,
  JsonObject,
  ProductKey,
} from "../../identity/app-metadata.js";
import { ProductKey as ProductKeyEnum } from "./enums.js";
import { addAppMetadataFields } from "./metadata-members.js";
import { JSONObject, JSONValue } from "./scalars.js";

const member = (description: string) => ({ nullable: true, description });

@ObjectType({
  description:
    "What the organization stores about a user, such as the role and the products. A field is null when it is not set, or when the provider stores a value of another type: `json` shows that value.",
})
export class AppMetadata {
  @Field(() => JSONObject, {
    description: "All of the metadata as the provider stores it, including keys that have no field here.",
  })
  readonly json!: JsonObject;

  static of(values: AppMetadataValues): AppMetadata {
    return Object.assign(new AppMetadata(), values);
  }
}
addAppMetadataFields(AppMetadata);

@ObjectType({
  description:
    "Settings that belong to the user rather than to the organization. A field is null when it is not set, or when the provider stores a value of another type: `json` shows that value.",
})
export class UserMetadata {
  @Field(() => String, member("Id of the user's homeroom."))
  readonly homeroomId!: string | undefined;

  @Field(() => String, member("Id of the user's site."))
  readonly siteId!: string | undefined;

  @Field(
    () => JSONValue,
    member(
      "The user's choice about multi-factor sign-in, in a form that the products define. Always null at Cognito.",
    ),
  )
  readonly mfaOptIn!: unknown;

  @Field(
    () => JSONObject,
    member(
      "The notifications that the user has subscribed to, in a form that the products define. Always null at Cognito.",
    ),
  )
  readonly notificationSubscriptions!: JsonObject | undefined;

  @Field(() => JSONObject, {
    description: "All of the metadata as the provider stores it, including keys that have no field here.",
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

@ObjectType({
  description:
    "A user's access to one product, according to the application metadata of the user's identities.",
})
export class ProductAccess {
  @Field(() => ProductKeyEnum, { description: "Which product it is." })
  readonly product!: ProductKey;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the user may use the product. Null when the metadata does not say.",
  })
  readonly authorized!: boolean | null;

  @Field(() => ID, {
    nullable: true,
    description: "Id of the user in the product. Null when the product gave none.",
  })
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
