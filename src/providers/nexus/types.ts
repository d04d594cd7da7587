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

/** When a record was created and last changed; nearly every Nexus type has these. */
const history: NexusFields = {
  createdAt: date("When it was created.", "created"),
  createdBy: text("Who created it."),
  updatedAt: date("When it last changed.", "modified"),
  updatedBy: text("Who changed it last.", "modifiedBy"),
};

export const NexusRole: NexusType = nexusType("NexusRole", "A role as a user holds it.", {
  id: id("Id of the role."),
  name: text("Name of the role."),
  description: text("What the role allows."),
  expires: date("When the role ends."),
});

export const NexusAttribute: NexusType = nexusType(
  "NexusAttribute",
  "A named value that Nexus keeps of a user.",
  {
    id: id("Id of the attribute."),
    userId: id("Nexus id of the user."),
    name: text("Name."),
    value: text("Value."),
    expires: date("When the value ends."),
  },
);

export const NexusCustomUpn: NexusType = nexusType(
  "NexusCustomUpn",
  "A custom user principal name, for applications that expect another one than the usual.",
  {
    id: id("Id of the custom UPN."),
    userId: id("Nexus id of the user."),
    clientUpnKey: text("Ties the UPN to the Auth0 client that has this key."),
    customUpnValue: text("The UPN, user@domain."),
    ...history,
  },
);

export const NexusIdpIdentity: NexusType = nexusType(
  "NexusIdpIdentity",
  "An Auth0 identity that Nexus says is the same person.",
  {
    id: id("Id of the entry."),
    auth0UserId: id("Auth0 `user_id`.", "azoUserId"),
    auth0ConnectionId: text("Id or name of the Auth0 connection.", "azoConnectionId"),
    strategy: text("Strategy of that connection."),
    groups: values("Groups that the connection reports."),
    idpTenantId: id("Id of the Auth0 tenant at Nexus."),
    idpTenantName: text("Name of that tenant, as us-1."),
    idpTenantFqdn: text("Host name of that tenant."),
    auth0TenantName: text("Name of that tenant at Auth0.", "azoTenantName"),
    loginDomain: text("Domain on which its users sign in."),
  },
);

export const NexusOrganization: NexusType = nexusType("NexusOrganization", "An organization at Nexus.", {
  id: id("Id of the organization."),
  name: text("Name."),
  displayName: text("Name to show."),
  type: text("Kind: Customer, Partner, BusinessUnit, FunctionalArea, or a newer one."),
  crmAccountId: text("Id in the CRM."),
  contact: text("Contact."),
  technicalContact: text("Technical contact."),
  isActive: flag("Whether it is active."),
  isMfaRequired: flag("Whether its members must use multi-factor sign-in."),
  isSelfService: flag("Whether it administers itself."),
  isEnabledForPreviewFeatures: flag("Whether it sees preview features."),
  isDomainVerificationRequired: flag("Whether its domains must be verified."),
  aliases: values("Other names."),
  domains: values("Domains."),
  members: many(() => NexusMembership, "Its members, where Nexus sends them."),
  products: values("Products."),
  applications: values("Applications."),
  subscriptions: many(() => NexusSubscription, "Its subscriptions, where Nexus sends them."),
  ...history,
});

export const NexusMembership: NexusType = nexusType(
  "NexusMembership",
  "A user's membership of an organization.",
  {
    id: id("Id of the membership."),
    user: one(() => NexusUser, "The member, where Nexus sends it."),
    userId: id("Nexus id of the member."),
    organizationId: id("Id of the organization."),
    organizationName: text("Name of the organization."),
    organizationDisplayName: text("Name of the organization to show."),
    roles: many(() => NexusRole, "Roles within the organization, as organization-admin."),
    isGuest: flag("Whether the member is a guest."),
    isMfaRequired: flag("Whether the member must use multi-factor sign-in."),
    isMembershipMfaRequired: flag("Whether that holds because of this membership."),
    ...history,
  },
);

export const NexusSubscription: NexusType = nexusType("NexusSubscription", "A subscription to a product.", {
  id: id("Id of the subscription."),
  type: text("Kind, open text."),
  status: text("Status, open text."),
  statusText: text("Status in words."),
  description: text("Description."),
  details: text("Details. Deprecated by Nexus."),
  isEnabled: flag("Whether it is enabled."),
  expires: date("When it ends."),
  productId: id("Id of the product."),
  product: object("The product as Nexus sends it."),
  organizationId: id("Id of the organization."),
  organization: one(() => NexusOrganization, "The organization, where Nexus sends it."),
  sfLicenseId: text("Salesforce license id."),
  sfContractId: text("Salesforce contract id."),
  sfSubscriptionId: text("Salesforce subscription id."),
  customMetadata: object("Metadata that the customer may change."),
  readonlyMetadata: object("Metadata that only Nexus changes."),
  logs: values("Log entries."),
  applicationDeployments: many(() => NexusApplicationDeployment, "Its deployments, where Nexus sends them."),
  ...history,
});

export const NexusApplicationDeployment: NexusType = nexusType(
  "NexusApplicationDeployment",
  "An application deployed for a subscription.",
  {
    id: id("Id of the deployment."),
    name: text("Name."),
    displayName: text("Name to show."),
    status: text("Status, open text."),
    statusResolution: text("How the status came about."),
    steps: values("Steps of the deployment."),
    maxUserCount: whole("Most users that it may have."),
    configuration: text("Configuration, as text."),
    applicationId: id("Id of the application."),
    application: object("The application as Nexus sends it."),
    subscriptionId: id("Id of the subscription."),
    subscription: one(() => NexusSubscription, "The subscription, where Nexus sends it."),
    deploymentTargetId: id("Id of the deployment target."),
    deploymentTarget: object("The deployment target as Nexus sends it."),
    customMetadata: object("Metadata that the customer may change."),
    readonlyMetadata: object("Metadata that only Nexus changes."),
    ...history,
  },
);

/** The fields of a Nexus user that no other provider has. */
const ownFields: NexusFields = {
  type: text("Kind of user, open text."),
  owner: one(() => NexusUser, "The user that owns this one, such as the owner of a service account."),
  ownerId: id("Nexus id of that owner."),
  emailVerifySentDate: date("When a verification was last sent.", "email-verify-sent-date"),
  emailVerificationStatusType: text(
    "State of the verification, open text.",
    "email-verification-status-type",
  ),
  recoveryEmailAddress: email("Address for recovery."),
  language: text("Preferred language."),
  isActive: flag("Whether Nexus counts the user as active. It does not say whether sign-in is blocked."),
  isMfaDisabled: flag("Whether multi-factor sign-in is switched off for the user."),
  mfaEnrollmentStatus: text("State of the enrolment in multi-factor sign-in, open text."),
  authenticationMethod: text("How the user signs in: Database, Ad, Federation, Email, Sms, or a newer one."),
  organizationId: id("Id of the home organization."),
  organization: one(() => NexusOrganization, "The home organization."),
  memberOf: many(() => NexusMembership, "Organizations that the user belongs to."),
  roles: many(() => NexusRole, "Roles that the user holds."),
  attributes: many(() => NexusAttribute, "Named values."),
  customUpns: many(() => NexusCustomUpn, "Custom user principal names."),
  idpIdentities: many(
    () => NexusIdpIdentity,
    "Auth0 identities that Nexus says belong to the same person.",
    "identities",
  ),
  subscriptions: many(() => NexusSubscription, "Subscriptions."),
  applicationDeployments: many(
    () => NexusApplicationDeployment,
    "Application deployments that the user has access to.",
  ),
  createdBy: text("Who created it."),
  updatedBy: text("Who changed it last.", "modifiedBy"),
};

/** The fields that the interface `Identity` declares, as Nexus names them. */
const commonFields: NexusFields = {
  username: text("User name."),
  email: email("E-mail address, unique in Nexus.", "emailAddress"),
  emailVerified: flag("Whether the address is verified.", "email-verified"),
  phoneNumber: phone("Phone number."),
  name: text("Name to show.", "displayName"),
  givenName: text("Given name."),
  familyName: text("Family name."),
  nickname: text("Nickname."),
  picture: url("Address of a picture."),
  createdAt: date("When it was created.", "created"),
  updatedAt: date("When it last changed.", "modified"),
};

/** Every member of a Nexus user except its id. */
export const userFields: NexusFields = { ...commonFields, ...ownFields };

/** A user that another record refers to. */
export const NexusUser: NexusType = nexusType("NexusUser", "Another user at Nexus: an owner, or a member.", {
  id: id("Nexus id of the user."),
  ...userFields,
});

@ObjectType({
  implements: Identity,
  description: "An account at Nexus. `subject` is its `id`, `realm` the environment.",
})
export class NexusIdentity extends Identity {
  /** @param user absent when the identity could not be read */
  constructor(link: Link, read?: IdentityRead, user?: Readonly<Record<string, unknown>>) {
    super(link, read);
    presentInto(this, ownFields, user ?? {});
  }
}
addFields(NexusIdentity, ownFields);
