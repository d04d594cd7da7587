import { ObjectType } from "type-graphql";
import { Identity } from "../../graphql/user/identity.js";
import type { IdentityRead } from "../../identity/identity-read.js";
import type { Link } from "../../identity/link.js";
import {
  addFields,
  date,
  email,
  flag,
  id,
  many,
  type NexusFields,
  type NexusType,
  nexusType,
  object,
  one,
  phone,
  presentInto,
  text,
  url,
  values,
  whole,
} from "./types.kinds.js";
import { history, NexusAttribute, NexusCustomUpn, NexusIdpIdentity, NexusRole } from "./types.records.js";

export const NexusOrganization: NexusType = nexusType(
  "NexusOrganization",
  "An organization that users belong to, such as a customer or a partner.",
  {
    id: id("Id of the organization at Nexus."),
    name: text("Technical name. Use `displayName` for display."),
    displayName: text("Name of the organization, for display."),
    type: text(
      "Kind of organization: Customer, Partner, BusinessUnit or FunctionalArea. Nexus may add others.",
    ),
    crmAccountId: text("Id of the organization in the customer relations system (CRM)."),
    contact: text("Contact person of the organization."),
    technicalContact: text("Contact person for technical questions."),
    isActive: flag("Whether Nexus counts the organization as active."),
    isMfaRequired: flag("Whether members must sign in with a second factor."),
    isSelfService: flag("Whether the organization administers itself."),
    isEnabledForPreviewFeatures: flag("Whether members see features that are not yet released."),
    isDomainVerificationRequired: flag("Whether the organization must prove that its domains are its own."),
    aliases: values("Other names of the organization. Nexus does not define their form."),
    domains: values("Internet domains of the organization. Nexus does not define their form."),
    members: many(
      () => NexusMembership,
      "Members of the organization. Null where Nexus does not include them.",
    ),
    products: values("Products of the organization. Nexus does not define their form."),
    applications: values("Applications of the organization. Nexus does not define their form."),
    subscriptions: many(
      () => NexusSubscription,
      "Subscriptions of the organization. Null where Nexus does not include them.",
    ),
    ...history,
  },
);

export const NexusMembership: NexusType = nexusType(
  "NexusMembership",
  "The membership of one user in one organization.",
  {
    id: id("Id of the membership at Nexus."),
    user: one(() => NexusUser, "The member. Null where Nexus does not include it."),
    userId: id("Nexus id of the member."),
    organizationId: id("Id of the organization at Nexus."),
    organizationName: text("Technical name of the organization."),
    organizationDisplayName: text("Name of the organization, for display."),
    roles: many(() => NexusRole, "Roles that the member has within the organization."),
    isGuest: flag("Whether the member is a guest of the organization."),
    isMfaRequired: flag("Whether the member must sign in with a second factor, for whatever reason."),
    isMembershipMfaRequired: flag("Whether this membership is a reason why a second factor is required."),
    ...history,
  },
);

export const NexusSubscription: NexusType = nexusType(
  "NexusSubscription",
  "A subscription of an organization to a product.",
  {
    id: id("Id of the subscription at Nexus."),
    type: text("Kind of subscription. A string that Nexus defines."),
    status: text("Status of the subscription. A string that Nexus defines."),
    statusText: text("The status in words, for display."),
    description: text("What the subscription is, in words."),
    details: text("Further details. Nexus advises against using them."),
    isEnabled: flag("Whether the subscription is switched on."),
    expires: date("When the subscription ends."),
    productId: id("Id of the product at Nexus."),
    product: object("The product, in a form that Nexus does not define."),
    organizationId: id("Id of the organization at Nexus."),
    organization: one(
      () => NexusOrganization,
      "The organization that has the subscription. Null where Nexus does not include it.",
    ),
    sfLicenseId: text("Id of the license at Salesforce."),
    sfContractId: text("Id of the contract at Salesforce."),
    sfSubscriptionId: text("Id of the subscription at Salesforce."),
    customMetadata: object("Further data that the customer may change."),
    readonlyMetadata: object("Further data that only Nexus changes."),
    logs: values("Log entries about the subscription. Nexus does not define their form."),
    applicationDeployments: many(
      () => NexusApplicationDeployment,
      "Applications deployed for the subscription. Null where Nexus does not include them.",
    ),
    ...history,
  },
);

export const NexusApplicationDeployment: NexusType = nexusType(
  "NexusApplicationDeployment",
  "An application that was set up for a subscription.",
  {
    id: id("Id of the deployment at Nexus."),
    name: text("Technical name. Use `displayName` for display."),
    displayName: text("Name of the deployment, for display."),
    status: text("Status of the deployment. A string that Nexus defines."),
    statusResolution: text("How the status came about, in words."),
    steps: values("Steps of setting it up. Nexus does not define their form."),
    maxUserCount: whole("Largest number of users that it may have."),
    configuration: text("Configuration of the application, in one string."),
    applicationId: id("Id of the application at Nexus."),
    application: object("The application, in a form that Nexus does not define."),
    subscriptionId: id("Id of the subscription at Nexus."),
    subscription: one(
      () => NexusSubscription,
      "The subscription that it was set up for. Null where Nexus does not include it.",
    ),
    deploymentTargetId: id("Id of the place where the application runs."),
    deploymentTarget: object("The place where the application runs, in a form that Nexus does not define."),
    customMetadata: object("Further data that the customer may change."),
    readonlyMetadata: object("Further data that only Nexus changes."),
    ...history,
  },
);

/** The fields of a Nexus user that no other provider has. */
const ownFields: NexusFields = {
  type: text("Kind of account, such as a person or a service. A string that Nexus defines."),
  owner: one(
    () => NexusUser,
    "The user who owns this account. Null unless the account belongs to someone, as a service account may.",
  ),
  ownerId: id("Nexus id of the user who owns this account."),
  emailVerifySentDate: date("When the last e-mail to verify the address was sent.", "email-verify-sent-date"),
  emailVerificationStatusType: text(
    "How far the verification of the address has come. A string that Nexus defines.",
    "email-verification-status-type",
  ),
  recoveryEmailAddress: email("E-mail address for regaining access to the account."),
  language: text("Language that the user prefers, such as `en-US`."),
  isActive: flag("Whether Nexus counts the user as active. It does not tell whether sign-in is blocked."),
  isMfaDisabled: flag("Whether the user signs in without a second factor."),
  mfaEnrollmentStatus: text(
    "How far the user has come in setting up a second factor. A string that Nexus defines.",
  ),
  authenticationMethod: text(
    "How the user signs in: Database, Ad, Federation, Email or Sms. Nexus may add others.",
  ),
  organizationId: id("Nexus id of the user's main organization."),
  organization: one(() => NexusOrganization, "The user's main organization."),
  memberOf: many(() => NexusMembership, "The user's memberships in organizations."),
  roles: many(() => NexusRole, "Roles that the user has."),
  attributes: many(() => NexusAttribute, "Further values that Nexus stores about the user."),
  customUpns: many(
    () => NexusCustomUpn,
    "Different user names that some applications receive for the user at sign-in.",
  ),
  idpIdentities: many(
    () => NexusIdpIdentity,
    "Auth0 accounts that belong to the same person, according to Nexus.",
    "identities",
  ),
  subscriptions: many(() => NexusSubscription, "Subscriptions that the user may use."),
  applicationDeployments: many(
    () => NexusApplicationDeployment,
    "Deployed applications that the user may use.",
  ),
  createdBy: text("Who created the account, as Nexus names them."),
  updatedBy: text("Who last changed the account, as Nexus names them.", "modifiedBy"),
};

/** The fields that the interface `Identity` declares, as Nexus names them. */
const commonFields: NexusFields = {
  username: text("Name with which the user signs in."),
  email: email("E-mail address, which no other Nexus user has.", "emailAddress"),
  emailVerified: flag("Whether the user has proven to Nexus that `email` is theirs.", "email-verified"),
  phoneNumber: phone("Phone number of the user."),
  name: text("Full name, for display.", "displayName"),
  givenName: text("Given name, also called first name."),
  familyName: text("Family name, also called last name or surname."),
  nickname: text("Informal name that the user likes to be called."),
  picture: url("URL of the profile picture."),
  createdAt: date("When the account was created at Nexus.", "created"),
  updatedAt: date("When the account last changed at Nexus.", "modified"),
};

/** Every member of a Nexus user except its id. */
export const userFields: NexusFields = { ...commonFields, ...ownFields };

/** A user that another record refers to. */
export const NexusUser: NexusType = nexusType(
  "NexusUser",
  "A user at Nexus whom another record refers to, such as the owner of an account or a member of an organization.",
  {
    id: id("Id of the user at Nexus."),
    ...userFields,
  },
);

@ObjectType({
  implements: Identity,
  description:
    "A user's account at Nexus, the organization's directory of users, organizations, roles and subscriptions. `subject` is the user's id at Nexus, and `realm` is the name of the Nexus environment.",
})
export class NexusIdentity extends Identity {
  /** @param user absent when the identity could not be read */
  constructor(link: Link, read?: IdentityRead, user?: Readonly<Record<string, unknown>>) {
    super(link, read);
    presentInto(this, ownFields, user ?? {});
  }
}
addFields(NexusIdentity, ownFields);
