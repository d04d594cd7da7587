import { Field } from "type-graphql";
import { appMetadataMembers } from "../../identity/app-metadata.js";
import type { ClassType } from "../../identity/provider.js";

export type AppMetadataMember = keyof typeof appMetadataMembers;

/** What each declared member of appMetadata means; the same on the way in and out. */
const descriptions: { readonly [Member in AppMetadataMember]: string } = {
  admin: "Administrator marker, open text.",
  role: "Role, open text.",
  createdBy: "Key of the product that created the user, open text.",
  customerId: "Customer that the person belongs to.",
  districtId: "School district that the person belongs to.",
  passwordResetRequired: "Whether the password must be changed at the next sign-in.",
  ctsAuthorized: "Whether the person may use the product cts.",
  ctsUserId: "The person's id in the product cts.",
  egrantsAuthorized: "Whether the person may use the product egrants.",
  egrantsUserId: "The person's id in the product egrants.",
  erpAuthorized: "Whether the person may use the product erp.",
  erpUserId: "The person's id in the product erp.",
  erpTenants: "Tenants of the product erp, one text as the provider holds it.",
  erpNcAuthorized: "Whether the person may use the product erpNc.",
  erpNcUserId: "The person's id in the product erpNc.",
  fdpAuthorized: "Whether the person may use the product fdp.",
  fdpStateAgency: "State agency, for the product fdp.",
  fdpStateCode: "State code, for the product fdp.",
  isiteAuthorized: "Whether the person may use the product isite.",
  isiteMigration: "Whether the person was migrated to the product isite.",
  mcAuthorized: "Whether the person may use the product mc.",
  mcUserId: "The person's id in the product mc.",
  ooAuthorized: "Whether the person may use the product oo.",
  scriptAuthorized: "Whether the person may use the product script.",
  titanAuthorized: "Whether the person may use the product titan.",
  titanUserId: "The person's id in the product titan.",
  isExternal: "Whether the person is external. Cognito only; null elsewhere.",
};

/** Gives a class, object or input type, one nullable field for each declared member. */
export function addAppMetadataFields(target: ClassType, hint = ""): void {
  for (const [member, type] of Object.entries(appMetadataMembers)) {
    const description = `${descriptions[member as AppMetadataMember]}${hint}`;
    Field(() => (type === "boolean" ? Boolean : String), { nullable: true, description })(
      target.prototype,
      member,
    );
  }
}
