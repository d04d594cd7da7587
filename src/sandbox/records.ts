import type { Auth0Record, CognitoRecord, NexusRecord, PersonSeed } from "./person.js";
import { sandboxRealms } from "./realms.js";

const createdAt = "2026-01-01T08:00:00.000Z";
const updatedAt = "2026-06-30T12:34:56.789Z";

export function toAppMetadata(index: number): Record<string, unknown> {
  return {
    role: index % 3 === 0 ? "teacher" : "staff",
    districtId: `D-${1000 + (index % 25)}`,
    customerId: `C-${500 + (index % 10)}`,
    ctsAuthorized: true,
    ctsUserId: `cts-${index}`,
    titanAuthorized: index % 2 === 0,
    ...(index % 2 === 0 ? { titanUserId: `titan-${index}` } : {}),
  };
}

/** A database user as Auth0 returns it. */
export function toAuth0Record(seed: PersonSeed, changes: Record<string, unknown> = {}): Auth0Record {
  const [provider = "auth0", id = ""] = seed.auth0UserId.split("|");
  return {
    user_id: seed.auth0UserId,
    email: seed.email,
    email_verified: true,
    name: `${seed.givenName} ${seed.familyName}`,
    given_name: seed.givenName,
    family_name: seed.familyName,
    nickname: `person${seed.index}`,
    picture: `https://images.example.com/people/${seed.index}.png`,
    created_at: createdAt,
    updated_at: updatedAt,
    identities: [{ connection: "district", provider, user_id: id, isSocial: false }],
    app_metadata: toAppMetadata(seed.index),
    user_metadata: { homeroomId: `H-${seed.index % 30}`, siteId: `S-${seed.index % 12}` },
    last_login: "2026-06-30T12:34:56.789Z",
    last_ip: "192.0.2.17",
    logins_count: 1 + (seed.index % 40),
    ...changes,
  };
}

/** A confirmed user of the first pool. */
export function toCognitoRecord(seed: PersonSeed, changes: Partial<CognitoRecord> = {}): CognitoRecord {
  return {
    poolId: sandboxRealms.cognito[0],
    username: `person${seed.index}`,
    sub: seed.cognitoSub,
    attributes: {
      email: seed.email,
      email_verified: "true",
      name: `${seed.givenName} ${seed.familyName}`,
      given_name: seed.givenName,
      family_name: seed.familyName,
      phone_number: `+1555${String(1_000_000 + seed.index).slice(-7)}`,
      "custom:app_metadata": JSON.stringify({ ...toAppMetadata(seed.index), isExternal: false }),
      "custom:user_metadata": JSON.stringify({
        homeroomId: `H-${seed.index % 30}`,
        siteId: `S-${seed.index % 12}`,
      }),
    },
    isEnabled: true,
    status: "CONFIRMED",
    groups: seed.index % 5 === 0 ? ["staff", "editors"] : ["staff"],
    ...changes,
  };
}

/** A Nexus user whose identity list names the Auth0 user of the same person. */
export function toNexusRecord(seed: PersonSeed, changes: Record<string, unknown> = {}): NexusRecord {
  const organization = toOrganization(1 + (seed.index % 10));
  const role = { id: "role-member", name: "Member", description: "May sign in.", expires: null };
  return {
    id: seed.nexusUserId,
    type: "User",
    owner: null,
    ownerId: null,
    username: `person${seed.index}`,
    emailAddress: seed.email,
    "email-verified": true,
    "email-verify-sent-date": createdAt,
    "email-verification-status-type": "Verified",
    recoveryEmailAddress: null,
    phoneNumber: null,
    displayName: `${seed.givenName} ${seed.familyName}`,
    givenName: seed.givenName,
    familyName: seed.familyName,
    nickname: `person${seed.index}`,
    picture: null,
    language: "en-US",
    isActive: true,
    isMfaDisabled: false,
    mfaEnrollmentStatus: "NotEnrolled",
    authenticationMethod: "Database",
    organizationId: organization.id,
    organization,
    memberOf: [toMembership(seed, organization)],
    roles: [role],
    attributes: [
      {
        id: seed.index + 1,
        userId: seed.nexusUserId,
        name: "costCenter",
        value: `CC-${seed.index % 8}`,
        expires: null,
      },
    ],
    customUpns: [],
    identities: [toNexusIdentity(seed)],
    subscriptions: [],
    applicationDeployments: [],
    created: createdAt,
    createdBy: "import",
    modified: updatedAt,
    modifiedBy: "import",
    ...changes,
  };
}

export function toNexusIdentity(seed: PersonSeed): Record<string, unknown> {
  return {
    id: seed.index + 1,
    azoUserId: seed.auth0UserId,
    azoConnectionId: "district",
    strategy: "auth0",
    groups: ["staff"],
    idpTenantId: 1,
    idpTenantName: "us-1",
    idpTenantFqdn: sandboxRealms.auth0,
    azoTenantName: "sandbox",
    loginDomain: "login.sandbox.example.com",
  };
}

function toOrganization(id: number): { readonly id: number } & Record<string, unknown> {
  return {
    id,
    name: `org-${id}`,
    displayName: `Organization ${id}`,
    type: "Customer",
    crmAccountId: `CRM-${id}`,
    contact: null,
    technicalContact: null,
    isActive: true,
    isMfaRequired: false,
    isSelfService: true,
    isEnabledForPreviewFeatures: false,
    isDomainVerificationRequired: false,
    aliases: [],
    domains: [`org${id}.example.com`],
    members: null,
    products: [],
    applications: [],
    subscriptions: null,
    created: createdAt,
    createdBy: "import",
    modified: updatedAt,
    modifiedBy: "import",
  };
}

function toMembership(
  seed: PersonSeed,
  organization: { readonly id: number } & Record<string, unknown>,
): Record<string, unknown> {
  return {
    id: `${organization.id}-${seed.nexusUserId}`,
    user: null,
    userId: seed.nexusUserId,
    organizationId: organization.id,
    organizationName: organization.name,
    organizationDisplayName: organization.displayName,
    roles: [],
    isGuest: false,
    isMfaRequired: false,
    isMembershipMfaRequired: false,
    created: createdAt,
    createdBy: "import",
    modified: updatedAt,
    modifiedBy: "import",
  };
}
