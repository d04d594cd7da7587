import type { AccessLevel, FieldRule, TypeRules } from "../../identity/access-rules.js";
import { type IdentityKey, toIdentityText } from "../../identity/link.js";
import type { Permission, Viewer } from "../viewer.js";

export type { AccessLevel, FieldRule } from "../../identity/access-rules.js";

/** Who may: the person whom it is about, where `self`, and whoever has every one of the permissions; anybody needs a token. */
export interface Grant {
  readonly self: boolean;
  readonly permissions: readonly Permission[];
}

/** Ways to name a user that tell more than they ask: whether somebody has an account. */
export type Lookup = "id" | "subject" | "email" | "reference";

export interface Policy {
  readonly levels: Readonly<Record<AccessLevel, Grant>>;
  /** Queries that ask for nothing. All else asks for a token at least. */
  readonly open: string;
  /** The permissions that a query asks for. */
  readonly queries: Readonly<Record<string, readonly Permission[]>>;
  readonly mutations: Readonly<Record<string, Grant>>;
  readonly lookups: Readonly<Record<Lookup, Grant & { readonly router?: boolean }>>;
  /** What a person may change about themself by `updateUser`: parts of its input, and fields of each part. */
  readonly ownChanges: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, TypeRules>>;
  /** What stands where a field that can't be null is denied; an error goes with it all the same. */
  readonly fallbackValues: Readonly<Record<string, unknown>>;
}

const anybody: Grant = { self: true, permissions: [] };
const may = (...permissions: Permission[]): Grant => ({ self: false, permissions });
const selfOr = (...permissions: Permission[]): Grant => ({ self: true, permissions });

const link = "provider realm subject linkedAt evidence staleSince";
const problem = "code message";
const history = "created modified";
const authors = "createdBy modifiedBy";

/** Every rule. What stands nowhere here is denied: a field, a root field, a way to name a user, a part of an input. */
export const accessPolicy: Policy = {
  levels: {
    limited: anybody, // what everybody sees of everybody
    profile: selfOr("read:users"),
    metadata: selfOr("read:users_metadata"), // also raw records, and what support seldom needs to know
    staff: may("read:users"), // names other people, so not even for the person
    internals: may("read:users_metadata"), // about how things are run, so not even for the person
  },

  open: "_service",
  queries: {
    _entities: [], // then as `lookups` says
    me: [],
    user: [],
    usersByEmail: [],
    users: ["read:users"],
    identityProviders: ["read:users"],
  },
  mutations: {
    updateUser: selfOr("update:users"), // self: as `ownChanges` says
    createCognitoUser: may("create:users"),
    syncNexusIdentity: may("sync:users"),
    linkIdentity: may("link:users"),
    unlinkIdentity: may("link:users"),
  },

  /** Who is not allowed hears the same as if there were no such user, and nobody is looked for. */
  lookups: {
    id: anybody,
    subject: selfOr("read:users"),
    email: selfOr("read:users"),
    reference: { ...selfOr("read:users"), router: true }, // by a provider's subject, from another subgraph
  },

  /** No address, phone number or password: they sign people in, and a stolen token must not be enough to move them. */
  ownChanges: {
    input: "profile auth0 cognito nexus dryRun idempotencyKey",
    profile: "name givenName familyName nickname picture",
    auth0: "subject name givenName familyName nickname picture",
    cognito: "subject userPoolId name givenName familyName nickname picture",
    nexus: "subject displayName givenName familyName nickname picture language",
  },

  fields: {
    User: {
      limited: "id name picture",
      profile:
        "auth0UserId cognitoSub nexusUserId createdAt email emailVerified givenName familyName nickname username phoneNumber access products identities",
    },
    ProductAccess: { inherited: "product authorized userId" },

    Auth0Identity: {
      inherited: `${link} email emailVerified username phoneNumber phoneVerified name givenName familyName nickname picture blocked createdAt updatedAt lastLogin loginsCount lastPasswordReset multifactor multifactorLastModified accounts`,
      metadata: "lastIp appMetadata userMetadata",
    },
    Auth0Account: { inherited: "connection userId provider isSocial profileData" },
    Auth0ProfileData: {
      inherited: "email emailVerified name username givenName familyName picture phoneNumber phoneVerified",
      metadata: "json",
    },
    CognitoIdentity: {
      inherited: `${link} username isEnabled status createdAt updatedAt email emailVerified phoneNumber phoneNumberVerified name givenName familyName middleName nickname preferredUsername picture profile website locale zoneinfo preferredMfaSetting mfaSettings groups`,
      metadata: "appMetadata userMetadata attributes address birthdate gender",
    },
    CognitoAttribute: { inherited: "name value" },
    CognitoGroup: { inherited: "name description createdAt updatedAt", internals: "roleArn precedence" },
    AppMetadata: {
      inherited:
        "json admin role createdBy customerId districtId passwordResetRequired ctsAuthorized ctsUserId egrantsAuthorized egrantsUserId erpAuthorized erpUserId erpTenants erpNcAuthorized erpNcUserId fdpAuthorized fdpStateAgency fdpStateCode isiteAuthorized isiteMigration mcAuthorized mcUserId ooAuthorized scriptAuthorized titanAuthorized titanUserId isExternal",
    },
    UserMetadata: { inherited: "json homeroomId siteId mfaOptIn notificationSubscriptions" },

    NexusIdentity: {
      inherited: `${link} ${history} type owner ownerId username emailAddress emailVerified emailVerifySentDate emailVerificationStatusType phoneNumber displayName givenName familyName nickname picture language isActive isMfaDisabled mfaEnrollmentStatus authenticationMethod organizationId organization memberOf roles identities subscriptions applicationDeployments`,
      metadata: "recoveryEmailAddress attributes customUpns",
      staff: authors,
    },
    NexusUser: {
      inherited: "id displayName picture", // an owner or a member: other people
      staff: `${history} ${authors} type owner ownerId username emailAddress emailVerified emailVerifySentDate emailVerificationStatusType phoneNumber givenName familyName nickname language isActive isMfaDisabled mfaEnrollmentStatus authenticationMethod organizationId organization memberOf roles identities subscriptions applicationDeployments`,
      internals: "recoveryEmailAddress attributes customUpns",
    },
    NexusOrganization: {
      inherited: `${history} id name displayName type isActive isMfaRequired isSelfService isEnabledForPreviewFeatures isDomainVerificationRequired aliases domains products applications`,
      staff: `${authors} members contact technicalContact crmAccountId subscriptions`,
    },
    NexusMembership: {
      inherited: `${history} id user userId organizationId organizationName organizationDisplayName roles isGuest isMfaRequired isMembershipMfaRequired`,
      staff: authors,
    },
    NexusRole: { inherited: "id name description expires" },
    NexusAttribute: { inherited: "id userId name value expires" },
    NexusCustomUpn: { inherited: `${history} id userId clientUpnKey customUpnValue`, staff: authors },
    NexusIdpIdentity: {
      inherited:
        "id azoUserId azoConnectionId strategy groups idpTenantId idpTenantName idpTenantFqdn azoTenantName loginDomain",
    },
    NexusSubscription: {
      inherited: `${history} id type status statusText description isEnabled expires productId product organizationId organization applicationDeployments`,
      staff: authors,
      internals: "details sfLicenseId sfContractId sfSubscriptionId customMetadata readonlyMetadata logs",
    },
    NexusApplicationDeployment: {
      inherited: `${history} id name displayName status statusResolution maxUserCount applicationId application subscriptionId subscription deploymentTargetId`,
      staff: authors,
      internals: "steps configuration deploymentTarget customMetadata readonlyMetadata",
    },
    UnavailableIdentity: { inherited: `${link} reason retryAfterSeconds` },

    UserSearch: { inherited: "users unanswered" },
    UnansweredSearch: { inherited: "provider realm reason retryAfterSeconds" },
    UserConnection: { inherited: "edges nodes pageInfo totalCount" },
    UserEdge: { inherited: "cursor node" },
    PageInfo: { inherited: "hasNextPage hasPreviousPage startCursor endCursor" },
    ProviderStatus: { inherited: "provider isEnabled realms" },
    RealmStatus: {
      inherited:
        "realm reachability lastAnswerAt lastFailureAt lastFailure breaker budgets queueLength cacheHitRatio callP50Ms callP99Ms",
    },
    CallBudget: { inherited: "quotaClass capacity available" },
    _Service: { inherited: "sdl" },

    LinkIdentitySuccess: { inherited: "user" },
    UnlinkIdentitySuccess: { inherited: "user" },
    UpdateUserSuccess: { inherited: "user identities" },
    IdentityChangeOutcome: {
      inherited: "provider realm subject status appliedFields problem",
      profile: "plannedChanges", // a dry run is no way to read
    },
    PlannedFieldChange: { inherited: "field", metadata: "before after" },
    CreateCognitoUserSuccess: { inherited: "user", profile: "identity" },
    SyncNexusIdentitySuccess: { inherited: "user roles isAuthenticated" },

    InvalidInput: { inherited: `${problem} faults` },
    InputFault: { inherited: "path constraint message" },
    ChangeRefused: { inherited: `${problem} faults` },
    Forbidden: { inherited: problem },
    UserNotFound: { inherited: problem },
    IdentityNotFound: { inherited: `${problem} provider realm subject` },
    IdentityConflict: { inherited: `${problem} provider realm subject` },
    IdentityExists: { inherited: `${problem} field` },
    IdempotencyConflict: { inherited: problem },
    WritePending: { inherited: `${problem} writeId retryAfterSeconds` },
    ProviderFailed: { inherited: `${problem} provider reason retryAfterSeconds` },
  },

  fallbackValues: {
    "Query.identityProviders": [],
    "User.access": "UNKNOWN",
    "User.identities": [],
    "CognitoIdentity.attributes": [],
    "Auth0ProfileData.json": {},
    "IdentityChangeOutcome.plannedChanges": [],
  },
};

/** Undefined when there is none: then the field is denied to everybody. */
export function findFieldRule({ fields }: Policy, type: string, field: string): FieldRule | undefined {
  const rules = Object.entries(fields[type] ?? {}) as [FieldRule, string][];
  return rules.find(([, names]) => holds(names, field))?.[0];
}

/** Whether a text of names, separated by blanks, has the name. */
export function holds(names: string | undefined, name: string): boolean {
  return names?.split(" ").includes(name) ?? false;
}

export function isGranted(grant: Grant | undefined, viewer: Viewer, isSelf: boolean): boolean {
  const isOwn = grant?.self === true && isSelf && viewer.kind !== "anonymous";
  return isOwn || hasAll(grant?.permissions, viewer);
}

/** Nobody has what stands in no rule, and nobody has anything without a token. */
export function hasAll(wanted: readonly Permission[] | undefined, viewer: Viewer): boolean {
  if (wanted === undefined || viewer.kind === "anonymous") return false;
  return wanted.every((permission) => viewer.permissions.has(permission));
}

/** Whether the user with these links is the person who asks. */
export function isSelf({ identity }: Viewer, links: readonly IdentityKey[]): boolean {
  if (identity === null) return false;
  const own = toIdentityText(identity);
  return links.some((each) => toIdentityText(each) === own);
}
