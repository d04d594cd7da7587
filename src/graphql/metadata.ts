import { Field, ID, ObjectType } from "type-graphql";
import type {
  ProductAccess as Access,
  AppMetadata as AppMetadataValues,
  JsonObject,
} from "../identity/app-metadata.js";
import { JSONObject, JSONValue } from "./scalars.js";

const member = (description: string) => ({ nullable: true, description });

@ObjectType({
  description:
    "What the organisation keeps of a person: role, district, products. Each member is null when absent, or when its value is not of the member's type; `json` has it all.",
})
export class AppMetadata {
  @Field(() => String, member("Administrator marker, open text."))
  readonly admin!: string | undefined;

  @Field(() => String, member("Role, open text."))
  readonly role!: string | undefined;

  @Field(() => String, member("Key of the product that created the user, open text."))
  readonly createdBy!: string | undefined;

  @Field(() => String, member("Customer that the person belongs to."))
  readonly customerId!: string | undefined;

  @Field(() => String, member("School district that the person belongs to."))
  readonly districtId!: string | undefined;

  @Field(() => Boolean, member("Whether the password must be changed at the next sign-in."))
  readonly passwordResetRequired!: boolean | undefined;

  @Field(() => Boolean, member("Whether the person may use the product cts."))
  readonly ctsAuthorized!: boolean | undefined;

  @Field(() => String, member("The person's id in the product cts."))
  readonly ctsUserId!: string | undefined;

  @Field(() => Boolean, member("Whether the person may use the product egrants."))
  readonly egrantsAuthorized!: boolean | undefined;

  @Field(() => String, member("The person's id in the product egrants."))
  readonly egrantsUserId!: string | undefined;

  @Field(() => Boolean, member("Whether the person may use the product erp."))
  readonly erpAuthorized!: boolean | undefined;

  @Field(() => String, member("The person's id in the product erp."))
  readonly erpUserId!: string | undefined;

  @Field(() => String, member("Tenants of the product erp, one text as the provider holds it."))
  readonly erpTenants!: string | undefined;

  @Field(() => Boolean, member("Whether the person may use the product erpNc."))
  readonly erpNcAuthorized!: boolean | undefined;

  @Field(() => String, member("The person's id in the product erpNc."))
  readonly erpNcUserId!: string | undefined;

  @Field(() => Boolean, member("Whether the person may use the product fdp."))
  readonly fdpAuthorized!: boolean | undefined;

  @Field(() => String, member("State agency, for the product fdp."))
  readonly fdpStateAgency!: string | undefined;

  @Field(() => String, member("State code, for the product fdp."))
  readonly fdpStateCode!: string | undefined;

  @Field(() => Boolean, member("Whether the person may use the product isite."))
  readonly isiteAuthorized!: boolean | undefined;

  @Field(() => Boolean, member("Whether the person was migrated to the product isite."))
  readonly isiteMigration!: boolean | undefined;

  @Field(() => Boolean, member("Whether the person may use the product mc."))
  readonly mcAuthorized!: boolean | undefined;

  @Field(() => String, member("The person's id in the product mc."))
  readonly mcUserId!: string | undefined;

  @Field(() => Boolean, member("Whether the person may use the product oo."))
  readonly ooAuthorized!: boolean | undefined;

  @Field(() => Boolean, member("Whether the person may use the product script."))
  readonly scriptAuthorized!: boolean | undefined;

  @Field(() => Boolean, member("Whether the person may use the product titan."))
  readonly titanAuthorized!: boolean | undefined;

  @Field(() => String, member("The person's id in the product titan."))
  readonly titanUserId!: string | undefined;

  @Field(() => Boolean, member("Whether the person is external. Cognito only; null elsewhere."))
  readonly isExternal!: boolean | undefined;

  @Field(() => JSONObject, {
    description: "The whole metadata object as the provider holds it, undeclared keys included.",
  })
  readonly json!: JsonObject;

  static of(values: AppMetadataValues): AppMetadata {
    return Object.assign(new AppMetadata(), values);
  }
}

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
