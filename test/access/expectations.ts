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

/** The roles that see each field of each type, when they see the fields on the path to it. */
export const visibility: readonly (readonly [type: string, fields: string, audience: string])[] = [
  ["User", "id name picture", everybody],
  ["User", "auth0UserId cognitoSub nexusUserId createdAt access products identities", profile],
  ["User", "email emailVerified givenName familyName nickname username phoneNumber", profile],
  ["ProductAccess", "product authorized userId", profile],

  ["Auth0Identity", "provider realm subject linkedAt evidence staleSince", profile],
  ["Auth0Identity", "email emailVerified username phoneNumber phoneVerified", profile],
  ["Auth0Identity", "name givenName familyName nickname picture", profile],
  ["Auth0Identity", "blocked createdAt updatedAt lastLogin loginsCount lastPasswordReset", profile],
  ["Auth0Identity", "multifactor multifactorLastModified accounts", profile],
  ["Auth0Identity", "lastIp appMetadata userMetadata", metadata],
  ["Auth0Account", "connection userId provider isSocial profileData", profile],
  ["Auth0ProfileData", "email emailVerified name username givenName familyName", profile],
  ["Auth0ProfileData", "picture phoneNumber phoneVerified", profile],
  ["Auth0ProfileData", "json", metadata],

  ["CognitoIdentity", "provider realm subject linkedAt evidence staleSince", profile],
  ["CognitoIdentity", "username isEnabled status createdAt updatedAt", profile],
  ["CognitoIdentity", "email emailVerified phoneNumber phoneNumberVerified", profile],
  ["CognitoIdentity", "name givenName familyName middleName nickname preferredUsername", profile],
  ["CognitoIdentity", "picture profile website locale zoneinfo", profile],
  ["CognitoIdentity", "preferredMfaSetting mfaSettings groups", profile],
  ["CognitoIdentity", "address birthdate gender appMetadata userMetadata attributes", metadata],
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

  ["NexusIdentity", "provider realm subject linkedAt evidence staleSince", profile],
  ["NexusIdentity", "type owner ownerId username displayName givenName familyName nickname", profile],
  ["NexusIdentity", "picture language phoneNumber emailAddress emailVerified", profile],
  ["NexusIdentity", "emailVerifySentDate emailVerificationStatusType", profile],
  ["NexusIdentity", "isActive isMfaDisabled mfaEnrollmentStatus authenticationMethod", profile],
  ["NexusIdentity", "organizationId organization memberOf roles identities", profile],
  ["NexusIdentity", "subscriptions applicationDeployments created modified", profile],
  ["NexusIdentity", "recoveryEmailAddress attributes customUpns", metadata],
  ["NexusIdentity", "createdBy modifiedBy", staff],

  ["NexusUser", "id displayName picture", profile], // an owner or a member; the person sees these fields too
  ["NexusUser", "type owner ownerId username givenName familyName nickname language", staff],
  ["NexusUser", "phoneNumber emailAddress emailVerified", staff],
  ["NexusUser", "emailVerifySentDate emailVerificationStatusType", staff],
  ["NexusUser", "isActive isMfaDisabled mfaEnrollmentStatus authenticationMethod", staff],
  ["NexusUser", "organizationId organization memberOf roles identities", staff],
  ["NexusUser", "subscriptions applicationDeployments", staff],
  ["NexusUser", "created createdBy modified modifiedBy", staff],
  ["NexusUser", "recoveryEmailAddress attributes customUpns", internals],

  ["NexusOrganization", "id name displayName type isActive isMfaRequired isSelfService", profile],
  ["NexusOrganization", "isEnabledForPreviewFeatures isDomainVerificationRequired", profile],
  ["NexusOrganization", "aliases domains products applications created modified", profile],
  ["NexusOrganization", "members contact technicalContact crmAccountId subscriptions", staff],
  ["NexusOrganization", "createdBy modifiedBy", staff],
  ["NexusMembership", "id user userId roles created modified", profile],
  ["NexusMembership", "organizationId organizationName organizationDisplayName", profile],
  ["NexusMembership", "isGuest isMfaRequired isMembershipMfaRequired", profile],
  ["NexusMembership", "createdBy modifiedBy", staff],
  ["NexusRole", "id name description expires", profile],
  ["NexusAttribute", "id userId name value expires", metadata],
  ["NexusCustomUpn", "id userId clientUpnKey customUpnValue created modified", metadata],
  ["NexusCustomUpn", "createdBy modifiedBy", internals], // below a field with the level metadata, and about other people
  ["NexusIdpIdentity", "id azoUserId azoConnectionId strategy groups", profile],
  ["NexusIdpIdentity", "idpTenantId idpTenantName idpTenantFqdn azoTenantName loginDomain", profile],
  ["NexusSubscription", "id type status statusText description isEnabled expires", profile],
  ["NexusSubscription", "productId product organizationId organization", profile],
  ["NexusSubscription", "applicationDeployments created modified", profile],
  ["NexusSubscription", "createdBy modifiedBy", staff],
  ["NexusSubscription", "details sfLicenseId sfContractId sfSubscriptionId", internals],
  ["NexusSubscription", "customMetadata readonlyMetadata logs", internals],
  ["NexusApplicationDeployment", "id name displayName status statusResolution", profile],
  ["NexusApplicationDeployment", "maxUserCount applicationId application", profile],
  ["NexusApplicationDeployment", "subscriptionId subscription deploymentTargetId created modified", profile],
  ["NexusApplicationDeployment", "createdBy modifiedBy", staff],
  ["NexusApplicationDeployment", "steps configuration deploymentTarget", internals],
  ["NexusApplicationDeployment", "customMetadata readonlyMetadata", internals],
];

/** What people may change about themselves; any other field makes the whole update forbidden. */
export const ownChanges: Readonly<Record<string, readonly string[]>> = {
  profile: ["name", "givenName", "familyName", "nickname", "picture"],
  auth0: ["subject", "name", "givenName", "familyName", "nickname", "picture"],
  cognito: ["subject", "userPoolId", "name", "givenName", "familyName", "nickname", "picture"],
  nexus: ["subject", "displayName", "givenName", "familyName", "nickname", "picture", "language"],
};

/** The value of a denied field that cannot be null. */
export const fallbackValues: Readonly<Record<string, unknown>> = {
  "User.access": "UNKNOWN",
  "User.identities": [],
  "Auth0ProfileData.json": {},
  "CognitoIdentity.attributes": [],
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
