import { Field } from "type-graphql";
import { appMetadataMembers } from "../../identity/app-metadata.js";
import type { ClassType } from "../../identity/provider.js";

export type AppMetadataMember = keyof typeof appMetadataMembers;

/** What each declared member of appMetadata means; the same on the way in and out. */
const descriptions: { readonly [Member in AppMetadataMember]: string } = {
  admin: "Marks the user as an administrator. A string that the products define.",
  role: "The user's role. A string that the products define.",
  createdBy: "The product that created the user. A string that the products define.",
  customerId: "Id of the customer that the user belongs to.",
  districtId: "Id of the school district that the user belongs to.",
  passwordResetRequired:
    "Whether the user is marked as needing a new password. The providers store this and don't enforce it.",
  ctsAuthorized: "Whether the user may use CTS.",
  ctsUserId: "Id of the user in CTS.",
  egrantsAuthorized: "Whether the user may use eGrants.",
  egrantsUserId: "Id of the user in eGrants.",
  erpAuthorized: "Whether the user may use ERP.",
  erpUserId: "Id of the user in ERP.",
  erpTenants: "The tenants of ERP that the user belongs to, in one string.",
  erpNcAuthorized: "Whether the user may use ERP NC.",
  erpNcUserId: "Id of the user in ERP NC.",
  fdpAuthorized: "Whether the user may use FDP.",
  fdpStateAgency: "State agency that the user belongs to in FDP.",
  fdpStateCode: "Code of the state that the user belongs to in FDP.",
  isiteAuthorized: "Whether the user may use iSite.",
  isiteMigration: "Whether the user is marked as migrated to iSite.",
  mcAuthorized: "Whether the user may use MC.",
  mcUserId: "Id of the user in MC.",
  ooAuthorized: "Whether the user may use OO.",
  scriptAuthorized: "Whether the user may use Script.",
  titanAuthorized: "Whether the user may use Titan.",
  titanUserId: "Id of the user in Titan.",
  isExternal: "Whether the user is marked as external. Exists only at Cognito.",
};

/** Gives a class, object or input type, one nullable field for each declared member. */
export function addAppMetadataFields(target: ClassType): void {
  for (const [member, type] of Object.entries(appMetadataMembers)) {
    const description = descriptions[member as AppMetadataMember];
    Field(() => (type === "boolean" ? Boolean : String), { nullable: true, description })(
      target.prototype,
      member,
    );
  }
}
