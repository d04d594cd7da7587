/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Changes of appMetadata, key by key: an absent key is left alone, null removes it. An object without any key changes nothing. */
export type AppMetadataInput = {
  /** Administrator marker, open text. Null removes it. */
  admin?: string | null | undefined;
  /** Key of the product that created the user, open text. Null removes it. */
  createdBy?: string | null | undefined;
  /** Whether the person may use the product cts. Null removes it. */
  ctsAuthorized?: boolean | null | undefined;
  /** The person's id in the product cts. Null removes it. */
  ctsUserId?: string | null | undefined;
  /** Customer that the person belongs to. Null removes it. */
  customerId?: string | null | undefined;
  /** School district that the person belongs to. Null removes it. */
  districtId?: string | null | undefined;
  /** Whether the person may use the product egrants. Null removes it. */
  egrantsAuthorized?: boolean | null | undefined;
  /** The person's id in the product egrants. Null removes it. */
  egrantsUserId?: string | null | undefined;
  /** Whether the person may use the product erp. Null removes it. */
  erpAuthorized?: boolean | null | undefined;
  /** Whether the person may use the product erpNc. Null removes it. */
  erpNcAuthorized?: boolean | null | undefined;
  /** The person's id in the product erpNc. Null removes it. */
  erpNcUserId?: string | null | undefined;
  /** Tenants of the product erp, one text as the provider holds it. Null removes it. */
  erpTenants?: string | null | undefined;
  /** The person's id in the product erp. Null removes it. */
  erpUserId?: string | null | undefined;
  /** Whether the person may use the product fdp. Null removes it. */
  fdpAuthorized?: boolean | null | undefined;
  /** State agency, for the product fdp. Null removes it. */
  fdpStateAgency?: string | null | undefined;
  /** State code, for the product fdp. Null removes it. */
  fdpStateCode?: string | null | undefined;
  /** Whether the person is external. Cognito only; null elsewhere. Null removes it. */
  isExternal?: boolean | null | undefined;
  /** Whether the person may use the product isite. Null removes it. */
  isiteAuthorized?: boolean | null | undefined;
  /** Whether the person was migrated to the product isite. Null removes it. */
  isiteMigration?: boolean | null | undefined;
  /** Further keys as the provider shall hold them; none that has a field of its own. Null under a key removes it. At most 1,000 keys in all and 10 levels of objects and lists. */
  json?: Record<string, unknown> | null | undefined;
  /** Whether the person may use the product mc. Null removes it. */
  mcAuthorized?: boolean | null | undefined;
  /** The person's id in the product mc. Null removes it. */
  mcUserId?: string | null | undefined;
  /** Whether the person may use the product oo. Null removes it. */
  ooAuthorized?: boolean | null | undefined;
  /** Whether the password must be changed at the next sign-in. Null removes it. */
  passwordResetRequired?: boolean | null | undefined;
  /** Role, open text. Null removes it. */
  role?: string | null | undefined;
  /** Whether the person may use the product script. Null removes it. */
  scriptAuthorized?: boolean | null | undefined;
  /** Whether the person may use the product titan. Null removes it. */
  titanAuthorized?: boolean | null | undefined;
  /** The person's id in the product titan. Null removes it. */
  titanUserId?: string | null | undefined;
};

/** How the values of an account came about. */
export type AvailabilityStatus =
  /** The provider's answer, from now or from the last few seconds. */
  | 'FRESH'
  /** The provider answered that it no longer holds this account. */
  | 'GONE'
  /** An earlier answer, because the provider cannot be read now. */
  | 'STALE'
  /** The provider cannot be read, and there is no earlier answer. */
  | 'UNAVAILABLE';

/** Whether administrators blocked the user's sign-in, over all providers that say so. */
export type BlockStatus =
  /** Blocked at every provider that says so. */
  | 'BLOCKED'
  /** Blocked at no provider. */
  | 'NOT_BLOCKED'
  /** Blocked at some providers and not at others. */
  | 'PARTIALLY_BLOCKED'
  /** A provider that would say so could not be read, or none does. */
  | 'UNKNOWN';

/** How Cognito notifies a new user of the account and its temporary password. */
export type CognitoInvitation =
  /** A message to the e-mail address. */
  | 'EMAIL'
  /** No message. */
  | 'NONE'
  /** A message to the phone number. */
  | 'SMS';

/** State of the user in Cognito's sign-up and password flows. Does not show whether sign-in is blocked. */
export type CognitoUserStatus =
  /** No longer active; retired by AWS. */
  | 'ARCHIVED'
  /** Disabled for security reasons; retired by AWS. */
  | 'COMPROMISED'
  /** Confirmed; may sign in. */
  | 'CONFIRMED'
  /** Signs in through another identity provider. */
  | 'EXTERNAL_PROVIDER'
  /** Confirmed, and must replace a temporary password at the next sign-in. */
  | 'FORCE_CHANGE_PASSWORD'
  /** Confirmed, and must ask for a code and reset the password. */
  | 'RESET_REQUIRED'
  /** Signed up, but not confirmed. */
  | 'UNCONFIRMED'
  /** Unknown to Cognito, or a status that this service does not know. */
  | 'UNKNOWN';

/** A Cognito user to create, and the user to link it to. */
export type CreateCognitoUserInput = {
  /** What the organization stores about the user; at most 2048 bytes in total. */
  appMetadata?: AppMetadataInput | null | undefined;
  /** E-mail address; the sign-in name if the pool is configured so. */
  email: string;
  /** Whether the e-mail address is verified; false when absent. */
  emailVerified?: boolean | null | undefined;
  /** Family name (lastName in Harmony's requests), at most 2048 bytes of UTF-8. */
  familyName: string;
  /** Given name (firstName in Harmony's requests), at most 2048 bytes of UTF-8. */
  givenName: string;
  /** Groups to join, at most 100. */
  groups?: Array<string> | null | undefined;
  /** Makes the mutation safe to repeat: for 24 hours, the same key with the same input returns the first result. Use a new key for each change. 1 to 255 printable characters. */
  idempotencyKey?: string | null | undefined;
  /** Whether and how Cognito notifies the user. */
  invitation?: CognitoInvitation;
  /** Whether sign-in is blocked from the start. */
  isBlocked?: boolean | null | undefined;
  /** Whether the password must be changed at the first sign-in. */
  isPasswordTemporary?: boolean;
  /** Further attributes by their full names, such as custom:shoe_size or locale: at most 60, each value a string of at most 2048 bytes of UTF-8. Neither sub nor an attribute that has a field of its own. */
  json?: Record<string, unknown> | null | undefined;
  /** Full name, at most 2048 bytes of UTF-8. */
  name?: string | null | undefined;
  /** Nickname, at most 2048 bytes of UTF-8. */
  nickname?: string | null | undefined;
  /** Password, 1 to 256 characters without whitespace; the pool has further rules. When absent, Cognito generates one, which only an invitation contains. */
  password?: string | null | undefined;
  /** Phone number in E.164 format, such as +15551234567; counts as unverified. */
  phoneNumber?: string | null | undefined;
  /** URL of a picture, http or https, at most 2048 bytes. */
  picture?: string | null | undefined;
  /** Id of the user pool in which to create the account, such as us-east-1_Ab12Cd34e. */
  realm: string;
  /** The user to link the account to; a new user when absent. */
  user?: UserByInput | null | undefined;
  /** Settings that the user chose; at most 2048 bytes in total. */
  userMetadata?: UserMetadataInput | null | undefined;
  /** User name, 1 to 128 characters without whitespace. When absent, the e-mail address if the pool is configured so, otherwise a generated name. */
  username?: string | null | undefined;
};

/** What became of a change at one account. */
export type IdentityChangeStatus =
  /** Every requested change was made. */
  | 'APPLIED'
  /** Some changes were not made, see `problem`; `appliedFields` lists those that were. */
  | 'FAILED'
  /** The provider did not confirm the change yet. It will be sent again without the caller; follow it with `identityWrite`. */
  | 'PENDING'
  /** A newer change of the same fields took the place of this one before it was made. */
  | 'SUPERSEDED'
  /** The account already had the requested values. */
  | 'UNCHANGED';

/** Why a mutation did not do all that was requested. Each type of problem has one code. */
export type IdentityProblemCode =
  /** The caller may not do this; nothing was read or changed. */
  | 'ACCESS_DENIED'
  /** The provider can't make the change, or refused it. Repeating the mutation does not help. */
  | 'CHANGE_REFUSED'
  /** The idempotency key was used with different input; nothing was changed. Use a new key for a new request. */
  | 'IDEMPOTENCY_CONFLICT'
  /** Another change of the same user is in progress; nothing was changed. Send the mutation again later. */
  | 'IDENTITY_BUSY'
  /** The account belongs to another user; nothing was changed. */
  | 'IDENTITY_CONFLICT'
  /** The provider already has an account with this name or address, or the user already has an account there. */
  | 'IDENTITY_EXISTS'
  /** The account does not exist at the provider, or the user has none there. */
  | 'IDENTITY_NOT_FOUND'
  /** The input breaks a rule; nothing was changed. Fix every violation and send the mutation again. */
  | 'INVALID_INPUT'
  /** A provider did not respond. Try again later. */
  | 'PROVIDER_FAILED'
  /** Several users have the e-mail address. Name the user by an id instead. */
  | 'USER_AMBIGUOUS'
  /** The user does not exist. */
  | 'USER_NOT_FOUND'
  /** An operator stopped the change before it was complete; a part of it may have been made. */
  | 'WRITE_ABANDONED'
  /** A part of the update was not made, or not yet; the outcomes say which. */
  | 'WRITE_INCOMPLETE'
  /** The change is recorded and will be completed or undone. Follow it with the query `identityWrite`. */
  | 'WRITE_PENDING';

/** A system that holds identities of our users. */
export type IdentityProvider =
  /** An Auth0 tenant. */
  | 'AUTH0'
  /** An AWS Cognito user pool. */
  | 'COGNITO'
  /** A Nexus environment. */
  | 'NEXUS';

/** Whether calls are sent to a realm, as the process that answers decides. */
export type IdentityProviderBreakerState =
  /** Calls are sent. */
  | 'CLOSED'
  /** One call finds out whether the realm is back; the others wait for it. */
  | 'HALF_OPEN'
  /** More than half of the last calls failed: none is sent for a while. */
  | 'OPEN';

/** How the last read at a provider's realm ended, as seen by the process that answers. */
export type IdentityProviderReachability =
  /** The last read was answered. */
  | 'REACHABLE'
  /** Nothing was read there since the process started. */
  | 'UNKNOWN'
  /** The last read failed; see lastFailure. */
  | 'UNREACHABLE';

/** How far a write is. */
export type IdentityWriteState =
  /** An operator stopped it. A part of it may have been made. */
  | 'ABANDONED'
  /** Complete. The outcomes say whether every part of it was made. */
  | 'FINISHED'
  /** Not complete. An operator must decide how it continues. */
  | 'PARKED'
  /** Not complete. It will be completed or undone without the caller. */
  | 'PENDING'
  /** It failed, and what it had changed was taken back; see `problem`. */
  | 'UNDONE';

/** Why an identity is believed to belong to its user. */
export type LinkEvidence =
  /** The identity was created through this service. */
  | 'CREATED_HERE'
  /** A reference named the identity, the provider confirmed that it exists, and no user had it. */
  | 'FIRST_SEEN'
  /** An authorised caller linked it. */
  | 'MANUAL'
  /** Another provider says that the identity is the same person. */
  | 'PROVIDER_ASSERTED'
  /** Both identities carry the same address, verified at both. */
  | 'VERIFIED_EMAIL';

/** Why an account that is being linked belongs to its user. */
export type LinkIdentityEvidence =
  /** The caller confirms it. */
  | 'MANUAL'
  /** The account and another one of the user have the same e-mail address, verified at both. The service checks this. */
  | 'VERIFIED_EMAIL';

/** An account to link to a user, and why it belongs to the user. */
export type LinkIdentityInput = {
  /** Why the account belongs to the user. */
  evidence?: LinkIdentityEvidence;
  /** Makes the mutation safe to repeat: for 24 hours, the same key with the same input returns the first result. Use a new key for each change. 1 to 255 printable characters. */
  idempotencyKey?: string | null | undefined;
  /** The provider that holds the account. */
  provider: IdentityProvider;
  /** Where the subject is unique, as `Identity.realm`; required only when several realms have an account with this subject. */
  realm?: string | null | undefined;
  /** The provider's id of the account, as `Identity.subject`. */
  subject: string | number;
  /** The user. */
  user: UserByInput;
};

/** A named value that an identity connection reports for a user. */
export type NexusAttributeInput = {
  /** Name, 1 to 250 characters. */
  key: string;
  /** Value, at most 2048 characters. Null or absent when the connection has none. */
  value?: string | null | undefined;
};

/** The identity connection that reports the attributes and groups of a user. */
export type NexusConnectionInput = {
  /** Id or name of the Auth0 connection, at most 50 characters. May be absent, but not null. */
  connectionId?: string | null | undefined;
  /** Groups that the connection reports, which Nexus maps to roles: at most 100, of at most 250 characters each. May be absent, but not null. */
  groups?: Array<string> | null | undefined;
};

/** What an identity connection reports about a user, and the audience for which to return roles. */
export type SyncNexusIdentityInput = {
  /** Attributes that the connection reports, at most 100; may be empty. */
  attributes: Array<NexusAttributeInput>;
  /** API audience for which to return roles, 1 to 250 characters. */
  audience: string;
  /** Selects the custom UPN of the Auth0 client with this key, at most 255 characters. */
  clientUpnKey?: string | null | undefined;
  /** The connection that reports them. */
  connection: NexusConnectionInput;
  /** Makes the mutation safe to repeat: for 24 hours, the same key with the same input returns the first result. Use a new key for each change. 1 to 255 printable characters. */
  idempotencyKey?: string | null | undefined;
  /** The user to synchronise, who must have a Nexus account. An `auth0UserId` that is not known yet is looked up by Nexus, and needs `connection.connectionId`. */
  user: UserByInput;
};

/** Why a provider could not be read. */
export type UnavailableReason =
  /** The provider could not be reached, failed, or gave an unreadable answer. */
  | 'DOWN'
  /** The provider refused the call, or it is not configured in this service. Trying again does not help. */
  | 'REFUSED'
  /** The provider's rate limit is used up. Try again after `retryAfterSeconds`. */
  | 'THROTTLED'
  /** The provider did not answer in time. */
  | 'TIMED_OUT';

/** An account and a user. */
export type UnlinkIdentityInput = {
  /** Makes the mutation safe to repeat: for 24 hours, the same key with the same input returns the first result. Use a new key for each change. 1 to 255 printable characters. */
  idempotencyKey?: string | null | undefined;
  /** The provider that holds the account. */
  provider: IdentityProvider;
  /** Where the subject is unique, as `Identity.realm`; required only when several realms have an account with this subject. */
  realm?: string | null | undefined;
  /** The provider's id of the account, as `Identity.subject`. */
  subject: string | number;
  /** The user. */
  user: UserByInput;
};

/** Changes of a user at Auth0. Absent fields stay unchanged. A field here overrides the same field of the profile. */
export type UpdateAuth0Input = {
  /** What the organization stores about the user (app_metadata). isExternal is not allowed: it exists only at Cognito. */
  appMetadata?: AppMetadataInput | null | undefined;
  /** Client ID of the Auth0 application in whose name Auth0 sends a message; only together with email or phoneNumber. */
  clientId?: string | null | undefined;
  /** Name of the connection of the account whose address, phone number, user name and password change; required unless it is the user's first account. */
  connection?: string | null | undefined;
  /** E-mail address; only for users of a database connection. A new address counts as unverified unless emailVerified is true. Null clears it. */
  email?: string | null | undefined;
  /** Whether the e-mail address is verified; not for users of an enterprise or SMS connection. */
  emailVerified?: boolean | null | undefined;
  /** Family name, 1 to 150 characters. Null clears it. */
  familyName?: string | null | undefined;
  /** Given name, 1 to 150 characters. Null clears it. */
  givenName?: string | null | undefined;
  /** Whether an administrator blocks sign-in. False does not lift a block that Auth0 set after too many failed attempts. */
  isBlocked?: boolean | null | undefined;
  /** Further attributes by Auth0's own names, sent unchanged; none that has a field of its own. At most 1,000 keys in all and 10 levels of objects and lists. */
  json?: Record<string, unknown> | null | undefined;
  /** Full name, 1 to 300 characters. Null clears it. */
  name?: string | null | undefined;
  /** Preferred nickname, 1 to 300 characters. Null clears it. */
  nickname?: string | null | undefined;
  /** New password; only for users of a database connection. Never stored or logged by this service, and never readable. Null clears it. */
  password?: string | null | undefined;
  /** Phone number, + and 1 to 15 digits. A new number counts as unverified unless phoneNumberVerified is true. Null clears it. */
  phoneNumber?: string | null | undefined;
  /** Whether the phone number is verified. */
  phoneNumberVerified?: boolean | null | undefined;
  /** URL of a picture, http or https. Null clears it. */
  picture?: string | null | undefined;
  /** Exists in Harmony's requests. Auth0 can't send invitations: true is refused, false has no effect. */
  sendInvite?: boolean | null | undefined;
  /** The user_id of the Auth0 identity to change; required when the user has several. */
  subject?: string | number | null | undefined;
  /** Settings that the user chose (user_metadata). */
  userMetadata?: UserMetadataInput | null | undefined;
  /** User name, 1 to 128 characters; only for connections that have user names. Null clears it. */
  username?: string | null | undefined;
  /** Whether Auth0 sends an e-mail to verify the address. */
  verifyEmail?: boolean | null | undefined;
  /** Whether Auth0 sends a text message to verify the number; only together with phoneNumber, and only for users of an SMS connection. */
  verifyPhoneNumber?: boolean | null | undefined;
};

/** Changes of one Cognito user. Absent fields stay unchanged. */
export type UpdateCognitoInput = {
  /** Groups to join, at most 100. Groups that the user is already in are ignored. */
  addGroups?: Array<string> | null | undefined;
  /** What the organization stores about the user; at most 2048 bytes in total. */
  appMetadata?: AppMetadataInput | null | undefined;
  /** E-mail address. A new address counts as unverified unless emailVerified is true. Users who sign in with it can't clear it. Null clears it. */
  email?: string | null | undefined;
  /** Whether the e-mail address is verified. */
  emailVerified?: boolean | null | undefined;
  /** Family name (lastName in Harmony's requests), at most 2048 bytes of UTF-8. Null clears it. */
  familyName?: string | null | undefined;
  /** Given name (firstName in Harmony's requests), at most 2048 bytes of UTF-8. Null clears it. */
  givenName?: string | null | undefined;
  /** Whether sign-in is blocked: the opposite of Cognito's Enabled. */
  isBlocked?: boolean | null | undefined;
  /** Whether the user must change the new password at the next sign-in; false when absent. */
  isPasswordTemporary?: boolean | null | undefined;
  /** Further attributes by their full names, such as custom:shoe_size or locale: at most 60, each value a string of at most 2048 bytes of UTF-8. Neither sub nor an attribute that has a field of its own. Null deletes an attribute. */
  json?: Record<string, unknown> | null | undefined;
  /** Full name, at most 2048 bytes of UTF-8. Null clears it. */
  name?: string | null | undefined;
  /** Nickname, at most 2048 bytes of UTF-8. Null clears it. */
  nickname?: string | null | undefined;
  /** New password, 1 to 256 characters without whitespace; the pool has further rules. Set after all other changes. */
  password?: string | null | undefined;
  /** Phone number in E.164 format, such as +15551234567. A new number counts as unverified unless phoneNumberVerified is true. Null clears it. */
  phoneNumber?: string | null | undefined;
  /** Whether the phone number is verified. */
  phoneNumberVerified?: boolean | null | undefined;
  /** URL of a picture, http or https, at most 2048 bytes. Null clears it. */
  picture?: string | null | undefined;
  /** Pool of the Cognito user to change, when several are linked. Does not move the user. */
  realm?: string | null | undefined;
  /** Groups to leave, at most 100. Groups that the user is not in are ignored. */
  removeGroups?: Array<string> | null | undefined;
  /** Sub of the Cognito user to change; required when several are linked and the pool alone is ambiguous. */
  subject?: string | number | null | undefined;
  /** Settings that the user chose; at most 2048 bytes in total. */
  userMetadata?: UserMetadataInput | null | undefined;
  /** User name, 1 to 128 characters without whitespace. Cognito can't change it: any other than the current one is refused. */
  username?: string | null | undefined;
};

/** Changes of a Nexus user. Absent fields stay unchanged; no field can be cleared. */
export type UpdateNexusInput = {
  /** Whether the e-mail address is verified. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  emailVerified?: boolean | null | undefined;
  /** When a verification e-mail was last sent. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  emailVerifySentDate?: string | null | undefined;
  /** Family name, at most 100 characters. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  familyName?: string | null | undefined;
  /** Given name, at most 100 characters. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  givenName?: string | null | undefined;
  /** Whether an administrator blocks sign-in. Nexus never returns it. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  isBlocked?: boolean | null | undefined;
  /** Whether multi-factor sign-in is disabled. Has an effect only for the authentication methods Database and Ad. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  isMfaDisabled?: boolean | null | undefined;
  /** Further keys for PatchUser, for fields that Nexus adds later. No key may be null or have a field of its own. At most 100 keys in all and 10 levels of objects and lists. Values are stored, so they must not be secret. */
  json?: Record<string, unknown> | null | undefined;
  /** Preferred language, such as en-US, at most 250 characters. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  language?: string | null | undefined;
  /** State of the multi-factor enrolment; any string. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  mfaEnrollmentStatus?: string | null | undefined;
  /** Display name, at most 200 characters. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  name?: string | null | undefined;
  /** Nickname, at most 100 characters. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  nickname?: string | null | undefined;
  /** New password, 1 to 250 characters. Never returned, stored or logged by this service. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  password?: string | null | undefined;
  /** Phone number, E.164 such as +15551234567. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  phoneNumber?: string | null | undefined;
  /** URL of a picture, http or https, at most 250 characters. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  picture?: string | null | undefined;
  /** Recovery e-mail address, at most 250 characters. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  recoveryEmailAddress?: string | null | undefined;
  /** Nexus id of the identity to change; required when the user has several. */
  subject?: string | number | null | undefined;
  /** User name, 1 to 250 characters. Absent: unchanged. Null is refused, because Nexus can't clear a value. */
  username?: string | null | undefined;
};

/** What to change of a user. Absent fields stay unchanged. */
export type UpdateUserInput = {
  /** Changes for one Auth0 account of the user. When the user has several, `subject` must name one. */
  auth0?: UpdateAuth0Input | null | undefined;
  /** Changes for one Cognito account of the user. When the user has several, `subject` must name one. */
  cognito?: UpdateCognitoInput | null | undefined;
  /** When true, returns `UpdateUserPreview`: what would change at each account, field by field. Nothing is changed or recorded. */
  dryRun?: boolean;
  /** Makes the mutation safe to repeat: for 24 hours, the same key with the same input returns the first result. Use a new key for each change. 1 to 255 printable characters. */
  idempotencyKey?: string | null | undefined;
  /** Changes for one Nexus account of the user. When the user has several, `subject` must name one. */
  nexus?: UpdateNexusInput | null | undefined;
  /** Changes for every account of the user that can hold them. The part of a provider overrides them there. */
  profile?: UserProfileInput | null | undefined;
  /** The user to change. */
  user: UserByInput;
};

/** What the caller knows a user by. Give exactly one field. */
export type UserByInput =
  {   /** Auth0 user_id, such as auth0|507f1f77bcf86cd799439020. */
  auth0UserId: string | number; cognitoSub?: never; email?: never; id?: never; nexusUserId?: never; }
  |  { auth0UserId?: never;   /** Cognito sub, a UUID. */
  cognitoSub: string | number; email?: never; id?: never; nexusUserId?: never; }
  |  { auth0UserId?: never; cognitoSub?: never;   /** An e-mail address that exactly one user has verified. Only for callers who may read users. Asks every provider, and finds nobody while one of them does not answer. */
  email: string; id?: never; nexusUserId?: never; }
  |  { auth0UserId?: never; cognitoSub?: never; email?: never;   /** The id of the user, as in `User.id`. */
  id: string | number; nexusUserId?: never; }
  |  { auth0UserId?: never; cognitoSub?: never; email?: never; id?: never;   /** Nexus user id, 1 to 40 characters. */
  nexusUserId: string | number; };

/** Conditions for users. One link of the user must meet all of them. */
export type UserFilterInput = {
  /** Users with an identity linked on this evidence. */
  evidence?: LinkEvidence | null | undefined;
  /** Users with an identity at this provider. */
  provider?: IdentityProvider | null | undefined;
  /** Users with an identity in this realm. */
  realm?: string | null | undefined;
};

/** Changes of userMetadata, key by key: an absent key is left alone, null removes it. An object without any key changes nothing. */
export type UserMetadataInput = {
  /** Home room, for people at a school. Null removes it. */
  homeroomId?: string | null | undefined;
  /** Further keys as the provider shall hold them; none that has a field of its own. Null under a key removes it. At most 1,000 keys in all and 10 levels of objects and lists. */
  json?: Record<string, unknown> | null | undefined;
  /** Choice about multi-factor sign-in; its form is not declared. Auth0 only. Null removes it. At most 1,000 keys in all and 10 levels of objects and lists. */
  mfaOptIn?: unknown;
  /** Notification subscriptions by key; their form is not declared. Auth0 only. Null removes it. At most 1,000 keys in all and 10 levels of objects and lists. */
  notificationSubscriptions?: Record<string, unknown> | null | undefined;
  /** Site that the person works at. Null removes it. */
  siteId?: string | null | undefined;
};

/** Fields that the identities have in common. Each goes to every linked identity that can hold it; what is absent is left alone. */
export type UserProfileInput = {
  /** E-mail address. Null clears it, where the provider can. */
  email?: string | null | undefined;
  /** Family name, 1 to 150 characters. Null clears it, where the provider can. */
  familyName?: string | null | undefined;
  /** Given name, 1 to 150 characters. Null clears it, where the provider can. */
  givenName?: string | null | undefined;
  /** Full name, 1 to 300 characters. Null clears it, where the provider can. */
  name?: string | null | undefined;
  /** Nickname, 1 to 300 characters. Null clears it, where the provider can. */
  nickname?: string | null | undefined;
  /** Phone number, E.164 such as +15551234567. Null clears it, where the provider can. */
  phoneNumber?: string | null | undefined;
  /** Address of a picture, http or https, 2048 characters at most. Null clears it, where the provider can. */
  picture?: string | null | undefined;
};

export type CreateCognitoUserMutationVariables = Exact<{
  input: CreateCognitoUserInput;
}>;


export type CreateCognitoUserMutation = { createCognitoUser:
    | { user: { id: string, cognitoSub: string | null, email: string | null } | null, identity: { realm: string, subject: string, username: string | null, status: CognitoUserStatus | null, isBlocked: boolean | null, groups: Array<{ name: string }> | null } | null }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, message: string }> }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string, field: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string, writeId: string, retryAfterSeconds: number | null }
    | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
   | null };

export type IdentityProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type IdentityProvidersQuery = { identityProviders: Array<{ provider: IdentityProvider, isEnabled: boolean, realms: Array<{ realm: string, reachability: IdentityProviderReachability, lastAnswerAt: string | null, lastFailureAt: string | null, lastFailure: UnavailableReason | null, breaker: IdentityProviderBreakerState, queueLength: number, cacheHitRatio: number | null, callP50Ms: number | null, callP99Ms: number | null, rateLimits: Array<{ quotaClass: string, capacity: number, available: number }> }> }> | null };

export type IdentityWriteQueryVariables = Exact<{
  id: string | number;
}>;


export type IdentityWriteQuery = { identityWrite: { id: string, state: IdentityWriteState, startedAt: string, finishedAt: string | null, retryAfterSeconds: number | null, outcomes: Array<{ provider: IdentityProvider, realm: string, subject: string, status: IdentityChangeStatus, appliedFields: Array<string>, problem:
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
        | { code: IdentityProblemCode, message: string }
       | null }>, problem:
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
      | { code: IdentityProblemCode, message: string }
     | null } | null };

export type LinkIdentityMutationVariables = Exact<{
  input: LinkIdentityInput;
}>;


export type LinkIdentityMutation = { linkIdentity:
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string, provider: IdentityProvider, realm: string | null, subject: string | null }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
    | { user: { id: string, identities: Array<
          | { provider: IdentityProvider, realm: string, subject: string, evidence: LinkEvidence }
          | { provider: IdentityProvider, realm: string, subject: string, evidence: LinkEvidence }
          | { provider: IdentityProvider, realm: string, subject: string, evidence: LinkEvidence }
        > | null } | null }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
   | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, name: string | null, email: string | null, picture: string | null, blockStatus: BlockStatus | null, profileSources: Array<{ provider: IdentityProvider, availability: AvailabilityStatus, readAt: string | null }> | null, products: Array<{ product: string, authorized: boolean | null }> | null } | null };

export type ReferenceEmailQueryVariables = Exact<{
  representations: Array<Record<string, unknown>> | Record<string, unknown>;
}>;


export type ReferenceEmailQuery = { _entities: Array<{ id: string, email: string | null } | null> };

export type ReferenceIdentitiesQueryVariables = Exact<{
  representations: Array<Record<string, unknown>> | Record<string, unknown>;
}>;


export type ReferenceIdentitiesQuery = { _entities: Array<{ id: string, identities: Array<
      | { __typename: 'Auth0Identity', id: string, provider: IdentityProvider, realm: string, subject: string, availability: AvailabilityStatus, unavailableReason: UnavailableReason | null, email: string | null, username: string | null, name: string | null }
      | { __typename: 'CognitoIdentity', id: string, provider: IdentityProvider, realm: string, subject: string, availability: AvailabilityStatus, unavailableReason: UnavailableReason | null, email: string | null, username: string | null, name: string | null }
      | { __typename: 'NexusIdentity', id: string, provider: IdentityProvider, realm: string, subject: string, availability: AvailabilityStatus, unavailableReason: UnavailableReason | null, email: string | null, username: string | null, name: string | null }
    > | null } | null> };

export type ReferenceKeysQueryVariables = Exact<{
  representations: Array<Record<string, unknown>> | Record<string, unknown>;
}>;


export type ReferenceKeysQuery = { _entities: Array<{ id: string, auth0UserId: string | null, cognitoSub: string | null, nexusUserId: string | null } | null> };

export type SyncNexusIdentityMutationVariables = Exact<{
  input: SyncNexusIdentityInput;
}>;


export type SyncNexusIdentityMutation = { syncNexusIdentity:
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string, provider: IdentityProvider, realm: string | null, subject: string | null }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string, writeId: string, retryAfterSeconds: number | null }
    | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
    | { isAuthenticated: boolean | null, user: { id: string, nexusUserId: string | null, auth0UserId: string | null } | null, roles: Array<{ id: string | null, name: string | null, description: string | null, expires: string | null }> }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
   | null };

export type UnlinkIdentityMutationVariables = Exact<{
  input: UnlinkIdentityInput;
}>;


export type UnlinkIdentityMutation = { unlinkIdentity:
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
    | { user: { id: string, identities: Array<
          | { provider: IdentityProvider, realm: string, subject: string }
          | { provider: IdentityProvider, realm: string, subject: string }
          | { provider: IdentityProvider, realm: string, subject: string }
        > | null } | null }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
   | null };

export type UpdateUserMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type UpdateUserMutation = { updateUser:
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { provider: IdentityProvider, retryAfterSeconds: number | null, code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
    | { writeId: string, retryAfterSeconds: number | null, code: IdentityProblemCode, message: string, user: { id: string, email: string | null, name: string | null, blockStatus: BlockStatus | null } | null, outcomes: Array<{ provider: IdentityProvider, realm: string, subject: string, status: IdentityChangeStatus, appliedFields: Array<string>, problem:
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { provider: IdentityProvider, retryAfterSeconds: number | null, code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
         | null }> }
    | { previews: Array<{ provider: IdentityProvider, realm: string, subject: string, fieldChanges: Array<{ field: string, before: unknown, after: unknown }> | null, problem:
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { provider: IdentityProvider, retryAfterSeconds: number | null, code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
         | null }> }
    | { user: { id: string, email: string | null, name: string | null, blockStatus: BlockStatus | null } | null, outcomes: Array<{ provider: IdentityProvider, realm: string, subject: string, status: IdentityChangeStatus, appliedFields: Array<string>, problem:
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { provider: IdentityProvider, retryAfterSeconds: number | null, code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
          | { code: IdentityProblemCode, message: string }
         | null }> }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
   | null };

export type OutcomeFragment = { provider: IdentityProvider, realm: string, subject: string, status: IdentityChangeStatus, appliedFields: Array<string>, problem:
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { provider: IdentityProvider, retryAfterSeconds: number | null, code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
   | null };

type Problem_IdentityAccessDenied_Fragment = { code: IdentityProblemCode, message: string };

type Problem_IdentityBusy_Fragment = { code: IdentityProblemCode, message: string };

type Problem_IdentityChangeRefused_Fragment = { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> };

type Problem_IdentityConflict_Fragment = { code: IdentityProblemCode, message: string };

type Problem_IdentityExists_Fragment = { code: IdentityProblemCode, message: string };

type Problem_IdentityIdempotencyConflict_Fragment = { code: IdentityProblemCode, message: string };

type Problem_IdentityNotFound_Fragment = { code: IdentityProblemCode, message: string };

type Problem_IdentityProviderFailed_Fragment = { provider: IdentityProvider, retryAfterSeconds: number | null, code: IdentityProblemCode, message: string };

type Problem_IdentityWriteAbandoned_Fragment = { code: IdentityProblemCode, message: string };

type Problem_IdentityWritePending_Fragment = { code: IdentityProblemCode, message: string };

type Problem_InvalidIdentityInput_Fragment = { code: IdentityProblemCode, message: string, violations: Array<{ path: string, constraint: string, message: string }> };

type Problem_UpdateUserIncomplete_Fragment = { code: IdentityProblemCode, message: string };

type Problem_UserAmbiguous_Fragment = { code: IdentityProblemCode, message: string };

type Problem_UserNotFound_Fragment = { code: IdentityProblemCode, message: string };

export type ProblemFragment =
  | Problem_IdentityAccessDenied_Fragment
  | Problem_IdentityBusy_Fragment
  | Problem_IdentityChangeRefused_Fragment
  | Problem_IdentityConflict_Fragment
  | Problem_IdentityExists_Fragment
  | Problem_IdentityIdempotencyConflict_Fragment
  | Problem_IdentityNotFound_Fragment
  | Problem_IdentityProviderFailed_Fragment
  | Problem_IdentityWriteAbandoned_Fragment
  | Problem_IdentityWritePending_Fragment
  | Problem_InvalidIdentityInput_Fragment
  | Problem_UpdateUserIncomplete_Fragment
  | Problem_UserAmbiguous_Fragment
  | Problem_UserNotFound_Fragment
;

export type UserIdentitiesQueryVariables = Exact<{
  by: UserByInput;
}>;


export type UserIdentitiesQuery = { user: { id: string, identities: Array<
      | { id: string, provider: IdentityProvider, realm: string, subject: string, linkedAt: string, evidence: LinkEvidence, availability: AvailabilityStatus, readAt: string | null, unavailableReason: UnavailableReason | null, retryAfterSeconds: number | null, email: string | null, username: string | null, name: string | null, isBlocked: boolean | null, lastLogin: string | null, accounts: Array<{ connection: string | null, provider: string | null }> | null, appMetadata: { role: string | null, districtId: string | null, json: Record<string, unknown> } | null }
      | { id: string, provider: IdentityProvider, realm: string, subject: string, linkedAt: string, evidence: LinkEvidence, availability: AvailabilityStatus, readAt: string | null, unavailableReason: UnavailableReason | null, retryAfterSeconds: number | null, email: string | null, username: string | null, name: string | null, isBlocked: boolean | null, status: CognitoUserStatus | null, groups: Array<{ name: string }> | null }
      | { id: string, provider: IdentityProvider, realm: string, subject: string, linkedAt: string, evidence: LinkEvidence, availability: AvailabilityStatus, readAt: string | null, unavailableReason: UnavailableReason | null, retryAfterSeconds: number | null, email: string | null, username: string | null, name: string | null, isBlocked: boolean | null, roles: Array<{ name: string | null }> | null, memberOf: Array<{ organizationDisplayName: string | null }> | null, idpIdentities: Array<{ auth0UserId: string | null, auth0ConnectionId: string | null }> | null }
    > | null } | null };

export type UserProfileQueryVariables = Exact<{
  by: UserByInput;
}>;


export type UserProfileQuery = { user: { id: string, auth0UserId: string | null, cognitoSub: string | null, nexusUserId: string | null, email: string | null, emailVerified: boolean | null, name: string | null, givenName: string | null, familyName: string | null, nickname: string | null, username: string | null, picture: string | null, phoneNumber: string | null, phoneNumberVerified: boolean | null, blockStatus: BlockStatus | null, createdAt: string | null, products: Array<{ product: string, authorized: boolean | null, userId: string | null }> | null } | null };

export type UsersByEmailQueryVariables = Exact<{
  email: string;
}>;


export type UsersByEmailQuery = { usersByEmail: { users: Array<{ id: string, name: string | null, identities: Array<
        | { provider: IdentityProvider, realm: string, subject: string }
        | { provider: IdentityProvider, realm: string, subject: string }
        | { provider: IdentityProvider, realm: string, subject: string }
      > | null }>, unanswered: Array<{ provider: IdentityProvider, realm: string, reason: UnavailableReason | null, retryAfterSeconds: number | null }> } | null };

export type UsersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: UserFilterInput | null | undefined;
}>;


export type UsersQuery = { users: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, auth0UserId: string | null, cognitoSub: string | null, nexusUserId: string | null, createdAt: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } | null };

export const ProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityChangeRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProviderFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<ProblemFragment, unknown>;
export const OutcomeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Outcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityChangeOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"appliedFields"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityChangeRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProviderFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<OutcomeFragment, unknown>;
export const CreateCognitoUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCognitoUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateCognitoUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createCognitoUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreateCognitoUserSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"cognitoSub"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"identity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"isBlocked"}},{"kind":"Field","name":{"kind":"Name","value":"groups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityChangeRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityExists"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityWritePending"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"writeId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}}]} as unknown as DocumentNode<CreateCognitoUserMutation, CreateCognitoUserMutationVariables>;
export const IdentityProvidersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IdentityProviders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityProviders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"realms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"reachability"}},{"kind":"Field","name":{"kind":"Name","value":"lastAnswerAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastFailureAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastFailure"}},{"kind":"Field","name":{"kind":"Name","value":"breaker"}},{"kind":"Field","name":{"kind":"Name","value":"rateLimits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quotaClass"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queueLength"}},{"kind":"Field","name":{"kind":"Name","value":"cacheHitRatio"}},{"kind":"Field","name":{"kind":"Name","value":"callP50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"callP99Ms"}}]}}]}}]}}]} as unknown as DocumentNode<IdentityProvidersQuery, IdentityProvidersQueryVariables>;
export const IdentityWriteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IdentityWrite"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityWrite"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"appliedFields"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<IdentityWriteQuery, IdentityWriteQueryVariables>;
export const LinkIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LinkIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LinkIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linkIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LinkIdentitySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityConflict"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}}]}}]}}]}}]} as unknown as DocumentNode<LinkIdentityMutation, LinkIdentityMutationVariables>;
export const MeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}},{"kind":"Field","name":{"kind":"Name","value":"blockStatus"}},{"kind":"Field","name":{"kind":"Name","value":"profileSources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"products"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"authorized"}}]}}]}}]}}]} as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const ReferenceEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReferenceEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"representations"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"_Any"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"_entities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"representations"},"value":{"kind":"Variable","name":{"kind":"Name","value":"representations"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}}]}}]} as unknown as DocumentNode<ReferenceEmailQuery, ReferenceEmailQueryVariables>;
export const ReferenceIdentitiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReferenceIdentities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"representations"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"_Any"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"_entities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"representations"},"value":{"kind":"Variable","name":{"kind":"Name","value":"representations"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}},{"kind":"Field","name":{"kind":"Name","value":"unavailableReason"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReferenceIdentitiesQuery, ReferenceIdentitiesQueryVariables>;
export const ReferenceKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReferenceKeys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"representations"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"_Any"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"_entities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"representations"},"value":{"kind":"Variable","name":{"kind":"Name","value":"representations"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"auth0UserId"}},{"kind":"Field","name":{"kind":"Name","value":"cognitoSub"}},{"kind":"Field","name":{"kind":"Name","value":"nexusUserId"}}]}}]}}]}}]} as unknown as DocumentNode<ReferenceKeysQuery, ReferenceKeysQueryVariables>;
export const SyncNexusIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SyncNexusIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SyncNexusIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"syncNexusIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncNexusIdentitySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nexusUserId"}},{"kind":"Field","name":{"kind":"Name","value":"auth0UserId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isAuthenticated"}},{"kind":"Field","name":{"kind":"Name","value":"roles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"expires"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityConflict"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityWritePending"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"writeId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}}]} as unknown as DocumentNode<SyncNexusIdentityMutation, SyncNexusIdentityMutationVariables>;
export const UnlinkIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnlinkIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnlinkIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlinkIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnlinkIdentitySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UnlinkIdentityMutation, UnlinkIdentityMutationVariables>;
export const UpdateUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"blockStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Outcome"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserIncomplete"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"blockStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Outcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"writeId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserPreview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"previews"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"fieldChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityChangeRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProviderFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Outcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityChangeOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"appliedFields"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]} as unknown as DocumentNode<UpdateUserMutation, UpdateUserMutationVariables>;
export const UserIdentitiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UserIdentities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UserByInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}},{"kind":"Field","name":{"kind":"Name","value":"unavailableReason"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isBlocked"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Auth0Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastLogin"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"connection"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"appMetadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"districtId"}},{"kind":"Field","name":{"kind":"Name","value":"json"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CognitoIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"groups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NexusIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"memberOf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organizationDisplayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"idpIdentities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auth0UserId"}},{"kind":"Field","name":{"kind":"Name","value":"auth0ConnectionId"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<UserIdentitiesQuery, UserIdentitiesQueryVariables>;
export const UserProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UserProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UserByInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"auth0UserId"}},{"kind":"Field","name":{"kind":"Name","value":"cognitoSub"}},{"kind":"Field","name":{"kind":"Name","value":"nexusUserId"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerified"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"familyName"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumberVerified"}},{"kind":"Field","name":{"kind":"Name","value":"blockStatus"}},{"kind":"Field","name":{"kind":"Name","value":"products"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"authorized"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]} as unknown as DocumentNode<UserProfileQuery, UserProfileQueryVariables>;
export const UsersByEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UsersByEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usersByEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"unanswered"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}}]} as unknown as DocumentNode<UsersByEmailQuery, UsersByEmailQueryVariables>;
export const UsersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Users"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"UserFilterInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"auth0UserId"}},{"kind":"Field","name":{"kind":"Name","value":"cognitoSub"}},{"kind":"Field","name":{"kind":"Name","value":"nexusUserId"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<UsersQuery, UsersQueryVariables>;