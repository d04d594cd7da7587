import { date, id, type NexusFields, type NexusType, nexusType, text, values } from "./types.kinds.js";

/** When a record was created and last changed; nearly every Nexus type has these. */
export const history: NexusFields = {
  createdAt: date("When the record was created at Nexus.", "created"),
  createdBy: text("Who created the record, as Nexus names them."),
  updatedAt: date("When the record last changed at Nexus.", "modified"),
  updatedBy: text("Who last changed the record, as Nexus names them.", "modifiedBy"),
};

export const NexusRole: NexusType = nexusType(
  "NexusRole",
  "A role that a user has, which decides what the user may do.",
  {
    id: id("Id of the role at Nexus."),
    name: text("Name of the role, such as `organization-admin`."),
    description: text("What the role allows, in words."),
    expires: date("When the user loses the role."),
  },
);

export const NexusAttribute: NexusType = nexusType(
  "NexusAttribute",
  "A named value that Nexus stores about a user.",
  {
    id: id("Id of the record at Nexus."),
    userId: id("Nexus id of the user whom the value is about."),
    name: text("Name of the value."),
    value: text("The value itself. Nexus stores every value as a string."),
    expires: date("When the value stops being valid."),
  },
);

export const NexusCustomUpn: NexusType = nexusType(
  "NexusCustomUpn",
  "A different user name (user principal name, UPN) that one application receives for the user at sign-in.",
  {
    id: id("Id of the record at Nexus."),
    userId: id("Nexus id of the user whose name it is."),
    clientUpnKey: text("Key of the application that receives this user name."),
    customUpnValue: text("The user name, in the form user@domain."),
    ...history,
  },
);

export const NexusIdpIdentity: NexusType = nexusType(
  "NexusIdpIdentity",
  "An Auth0 account that belongs to the same person, according to Nexus.",
  {
    id: id("Id of the record at Nexus."),
    auth0UserId: id("Id of the account at Auth0: `subject` of the matching `Auth0Identity`.", "azoUserId"),
    auth0ConnectionId: text(
      "Id or name of the Auth0 connection, which is the way in which the user signs in.",
      "azoConnectionId",
    ),
    strategy: text("Kind of that connection, by Auth0's name, such as `auth0` or `samlp`."),
    groups: values(
      "Groups of the user in the system behind the connection. Their form depends on that system.",
    ),
    idpTenantId: id("Id that Nexus gave to the Auth0 tenant of the account."),
    idpTenantName: text("Name that Nexus gave to the Auth0 tenant, such as `us-1`."),
    idpTenantFqdn: text("Host name of the Auth0 tenant."),
    auth0TenantName: text("Name of the tenant at Auth0.", "azoTenantName"),
    loginDomain: text("Domain on which users of the tenant sign in."),
  },
);
