/**
 * What each caller may see. It does not use the policy on purpose: the tests check that both agree.
 *
 * - `anonymous`: has no token
 * - `self`: the person who is read; `stranger`: another person, without permissions
 * - `support`: may read users; `auditor`: may read their metadata too
 * - `machine`: may create, update, synchronise and link, but not read; `administrator`: may do everything
 */
export const roles = [
  "anonymous",
  "self",
  "stranger",
  "support",
  "auditor",
  "machine",
  "administrator",
] as const;
export type Role = (typeof roles)[number];

const everybody = "self stranger support auditor machine administrator";
const profile = "self support auditor administrator";
const metadata = "self auditor administrator";
const staff = "support auditor administrator";
const internals = "auditor administrator";

/** Paths to a user, and the roles that find the user there; for other roles the user does not exist. */
export const finders = {
  me: "self", // other roles get their own user
  "user by id": everybody,
  "user by auth0UserId": profile,
  "user by cognitoSub": profile,
  "user by nexusUserId": profile,
  "user by email": profile,
  usersByEmail: profile,
  "users, nodes": staff,
  "users, edges": staff,
  "reference by id": everybody,
  "reference by auth0UserId": profile,
  "reference by cognitoSub": profile,
  "reference by nexusUserId": profile,
  "reference by auth0UserId, from the router": everybody,
  updateUser: "self machine administrator",
  createCognitoUser: "machine administrator",
  syncNexusIdentity: "machine administrator",
  linkIdentity: "machine administrator",
  unlinkIdentity: "machine administrator",
} as const;
export type Finder = keyof typeof finders;

/** The fields of the interface `Identity`: every provider's type has them, and shows them to the same roles. */
const identityFields = [
  "id provider realm subject linkedAt evidence availability readAt unavailableReason retryAfterSeconds",
  "email emailVerified username phoneNumber phoneNumberVerified name givenName familyName nickname picture",
  "isBlocked createdAt updatedAt",
].join(" ");

/** The roles that see each field of each type, when they see the fields on the path to it. */
export const visibility: readonly (readonly [type: string, fields: string, audience: string])[] = [
  ["User", "id name picture", everybody],
  ["User", "auth0UserId cognitoSub nexusUserId createdAt blockStatus products identities", profile],
  ["User", "email emailVerified givenName familyName nickname username", profile],
  ["User", "phoneNumber phoneNumberVerified profileSources", profile],
  ["ProfileSource", "provider realm availability readAt reason", profile],
  ["ProductAccess", "product authorized userId", profile],

  ["Auth0Identity", identityFields, profile],
  ["Auth0Identity", "lastLogin loginsCount lastPasswordReset", profile],
  ["Auth0Identity", "multifactor multifactorLastModified accounts", profile],
  ["Auth0Identity", "lastIp appMetadata userMetadata", metadata],
  ["Auth0Account", "connection userId provider isSocial profileData", profile],
  ["Auth0ProfileData", "email emailVerified name username givenName familyName", profile],
  ["Auth0ProfileData", "picture phoneNumber phoneNumberVerified", profile],
  ["Auth0ProfileData", "json", metadata],

  ["CognitoIdentity", identityFields, profile],
  ["CognitoIdentity", "status middleName preferredUsername profile website locale zoneinfo", profile],
  ["CognitoIdentity", "preferredMfaSetting mfaSettings groups", profile],
  ["CognitoIdentity", "address birthdate gender appMetadata userMetadata userAttributes", metadata],
  ["CognitoAttribute", "name value", metadata],
  ["CognitoGroup", "name description createdAt updatedAt", profile],
  ["CognitoGroup", "roleArn precedence", internals],

  ["AppMetadata", "json admin role createdBy customerId districtId passwordResetRequired", metadata],
  ["AppMetadata", "ctsAuthorized ctsUserId egrantsAuthorized egrantsUserId", metadata],
  ["AppMetadata", "erpAuthorized erpUserId erpTenants erpNcAuthorized erpNcUserId", metadata],
  ["AppMetadata", "fdpAuthorized fdpStateAgency fdpStateCode isiteAuthorized isiteMigration", metadata],
  ["AppMetadata", "mcAuthorized mcUserId ooAuthorized scriptAuthorized", metadata],
  ["AppMetadata", "titanAuthorized titanUserId isExternal", metadata],
  ["UserMetadata", "json homeroomId siteId mfaOptIn notificationSubscriptions", metadata],

  ["NexusIdentity", identityFields, profile],
  ["NexusIdentity", "type owner ownerId language", profile],
  ["NexusIdentity", "emailVerifySentDate emailVerificationStatusType", profile],
  ["NexusIdentity", "isActive isMfaDisabled mfaEnrollmentStatus authenticationMethod", profile],
  ["NexusIdentity", "organizationId organization memberOf roles idpIdentities", profile],
  ["NexusIdentity", "subscriptions applicationDeployments", profile],
  ["NexusIdentity", "recoveryEmailAddress attributes customUpns", metadata],
  ["NexusIdentity", "createdBy updatedBy", staff],

  ["NexusUser", "id name picture", profile], // an owner or a member; the person sees these fields too
  ["NexusUser", "type owner ownerId username givenName familyName nickname language", staff],
  ["NexusUser", "phoneNumber email emailVerified", staff],
  ["NexusUser", "emailVerifySentDate emailVerificationStatusType", staff],
  ["NexusUser", "isActive isMfaDisabled mfaEnrollmentStatus authenticationMethod", staff],
  ["NexusUser", "organizationId organization memberOf roles idpIdentities", staff],
  ["NexusUser", "subscriptions applicationDeployments", staff],
  ["NexusUser", "createdAt createdBy updatedAt updatedBy", staff],
  ["NexusUser", "recoveryEmailAddress attributes customUpns", internals],

  ["NexusOrganization", "id name displayName type isActive isMfaRequired isSelfService", profile],
  ["NexusOrganization", "isEnabledForPreviewFeatures isDomainVerificationRequired", profile],
  ["NexusOrganization", "aliases domains products applications createdAt updatedAt", profile],
  ["NexusOrganization", "members contact technicalContact crmAccountId subscriptions", staff],
  ["NexusOrganization", "createdBy updatedBy", staff],
  ["NexusMembership", "id user userId roles createdAt updatedAt", profile],
  ["NexusMembership", "organizationId organizationName organizationDisplayName", profile],
  ["NexusMembership", "isGuest isMfaRequired isMembershipMfaRequired", profile],
  ["NexusMembership", "createdBy updatedBy", staff],
  ["NexusRole", "id name description expires", profile],
  ["NexusAttribute", "id userId name value expires", metadata],
  ["NexusCustomUpn", "id userId clientUpnKey customUpnValue createdAt updatedAt", metadata],
  ["NexusCustomUpn", "createdBy updatedBy", internals], // below a field with the level metadata, and about other people
  ["NexusIdpIdentity", "id auth0UserId auth0ConnectionId strategy groups", profile],
  ["NexusIdpIdentity", "idpTenantId idpTenantName idpTenantFqdn auth0TenantName loginDomain", profile],
  ["NexusSubscription", "id type status statusText description isEnabled expires", profile],
  ["NexusSubscription", "productId product organizationId organization", profile],
  ["NexusSubscription", "applicationDeployments createdAt updatedAt", profile],
  ["NexusSubscription", "createdBy updatedBy", staff],
  ["NexusSubscription", "details sfLicenseId sfContractId sfSubscriptionId", internals],
  ["NexusSubscription", "customMetadata readonlyMetadata logs", internals],
  ["NexusApplicationDeployment", "id name displayName status statusResolution", profile],
  ["NexusApplicationDeployment", "maxUserCount applicationId application", profile],
  [
    "NexusApplicationDeployment",
    "subscriptionId subscription deploymentTargetId createdAt updatedAt",
    profile,
  ],
  ["NexusApplicationDeployment", "createdBy updatedBy", staff],
  ["NexusApplicationDeployment", "steps configuration deploymentTarget", internals],
  ["NexusApplicationDeployment", "customMetadata readonlyMetadata", internals],
];

/** What people may change about themselves; any other field makes the whole update forbidden. */
export const ownChanges: Readonly<Record<string, readonly string[]>> = {
  profile: ["name", "givenName", "familyName", "nickname", "picture"],
  auth0: ["subject", "name", "givenName", "familyName", "nickname", "picture"],
  cognito: ["subject", "realm", "name", "givenName", "familyName", "nickname", "picture"],
  nexus: ["subject", "name", "givenName", "familyName", "nickname", "picture", "language"],
};

export function isIn(audience: string, role: Role): boolean {
  return audience.split(" ").includes(role);
}

const audiences: ReadonlyMap<string, string> = new Map(
  visibility.flatMap(([type, fields, audience]) =>
    fields.split(" ").map((field): [string, string] => [`${type}.${field}`, audience]),
  ),
);

/**
 * The roles that see the field; undefined when the table has no line for it.
 *
 * @param name as User.email
 */
export function audienceOf(name: string): string | undefined {
  return audiences.get(name);
}
