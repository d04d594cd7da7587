/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Changes of the application metadata. An absent field stays unchanged and null removes it, so an empty object changes nothing. */
export type AppMetadataInput = {
  /** Marks the user as an administrator. A string that the products define. */
  admin?: string | null | undefined;
  /** The product that created the user. A string that the products define. */
  createdBy?: string | null | undefined;
  /** Whether the user may use CTS. */
  ctsAuthorized?: boolean | null | undefined;
  /** Id of the user in CTS. */
  ctsUserId?: string | null | undefined;
  /** Id of the customer that the user belongs to. */
  customerId?: string | null | undefined;
  /** Id of the school district that the user belongs to. */
  districtId?: string | null | undefined;
  /** Whether the user may use eGrants. */
  egrantsAuthorized?: boolean | null | undefined;
  /** Id of the user in eGrants. */
  egrantsUserId?: string | null | undefined;
  /** Whether the user may use ERP. */
  erpAuthorized?: boolean | null | undefined;
  /** Whether the user may use ERP NC. */
  erpNcAuthorized?: boolean | null | undefined;
  /** Id of the user in ERP NC. */
  erpNcUserId?: string | null | undefined;
  /** The tenants of ERP that the user belongs to, in one string. */
  erpTenants?: string | null | undefined;
  /** Id of the user in ERP. */
  erpUserId?: string | null | undefined;
  /** Whether the user may use FDP. */
  fdpAuthorized?: boolean | null | undefined;
  /** State agency that the user belongs to in FDP. */
  fdpStateAgency?: string | null | undefined;
  /** Code of the state that the user belongs to in FDP. */
  fdpStateCode?: string | null | undefined;
  /** Whether the user is marked as external. Exists only at Cognito. */
  isExternal?: boolean | null | undefined;
  /** Whether the user may use iSite. */
  isiteAuthorized?: boolean | null | undefined;
  /** Whether the user is marked as migrated to iSite. */
  isiteMigration?: boolean | null | undefined;
  /** Keys that have no field here, with their new values. Null removes a key. At most 1,000 keys in all and 10 levels of objects and lists. */
  json?: Record<string, unknown> | null | undefined;
  /** Whether the user may use MC. */
  mcAuthorized?: boolean | null | undefined;
  /** Id of the user in MC. */
  mcUserId?: string | null | undefined;
  /** Whether the user may use OO. */
  ooAuthorized?: boolean | null | undefined;
  /** Whether the user is marked as needing a new password. The providers store this and don't enforce it. */
  passwordResetRequired?: boolean | null | undefined;
  /** The user's role. A string that the products define. */
  role?: string | null | undefined;
  /** Whether the user may use Script. */
  scriptAuthorized?: boolean | null | undefined;
  /** Whether the user may use Titan. */
  titanAuthorized?: boolean | null | undefined;
  /** Id of the user in Titan. */
  titanUserId?: string | null | undefined;
};

/** How current the values of an identity are. */
export type AvailabilityStatus =
  /** The values were read from the provider now or a few seconds ago. */
  | 'FRESH'
  /** The account no longer exists at the provider, so the values are null. */
  | 'GONE'
  /** The provider can't be read now. The values are from an earlier read and may be out of date. */
  | 'STALE'
  /** The provider can't be read and no earlier values are known, so they are null. */
  | 'UNAVAILABLE';

/** Whether administrators have blocked the user's sign-in, over all identities whose provider reports it. */
export type BlockStatus =
  /** The user is blocked at every provider that reports it. */
  | 'BLOCKED'
  /** The user can sign in with every identity. */
  | 'NOT_BLOCKED'
  /** The user is blocked at some providers but not at all. */
  | 'PARTIALLY_BLOCKED'
  /** It can't be determined: a provider could not be read, or no provider reports it. */
  | 'UNKNOWN';

/** How Cognito informs a new user of the account and its temporary password. */
export type CognitoInvitation =
  /** Cognito sends an e-mail. */
  | 'EMAIL'
  /** Cognito sends no message. */
  | 'NONE'
  /** Cognito sends a text message to the phone number. */
  | 'SMS';

/** How far the account has come in sign-up and password changes. It does not show whether sign-in is blocked: see `isBlocked`. */
export type CognitoUserStatus =
  /** The account is no longer active. AWS no longer uses this value. */
  | 'ARCHIVED'
  /** The account was disabled for security reasons. AWS no longer uses this value. */
  | 'COMPROMISED'
  /** The account is confirmed, so the user can sign in. */
  | 'CONFIRMED'
  /** The user signs in through another system, such as Google, and has no password here. */
  | 'EXTERNAL_PROVIDER'
  /** The user has a temporary password and must replace it at the next sign-in. */
  | 'FORCE_CHANGE_PASSWORD'
  /** The user must request a code and set a new password before the next sign-in. */
  | 'RESET_REQUIRED'
  /** The user has signed up but not yet confirmed the account. */
  | 'UNCONFIRMED'
  /** Cognito does not know the status, or reported one that this schema does not have. */
  | 'UNKNOWN';

/** An account to create at Cognito, and the user to link it to. */
export type CreateCognitoUserInput = {
  /** What the organization stores about the user, at most 2048 bytes in all. */
  appMetadata?: AppMetadataInput | null | undefined;
  /** E-mail address. Where the user pool is configured so, the user signs in with it. */
  email: string;
  /** Whether the e-mail address counts as verified. False when absent. */
  emailVerified?: boolean | null | undefined;
  /** Family name, also called last name, at most 2048 bytes in UTF-8. */
  familyName: string;
  /** Given name, also called first name, at most 2048 bytes in UTF-8. */
  givenName: string;
  /** Names of groups to add the user to, at most 100. */
  groups?: Array<string> | null | undefined;
  /** Makes the mutation safe to repeat: for 24 hours, the same key with the same input returns the first result. Use a new key for each change. 1 to 255 printable characters. */
  idempotencyKey?: string | null | undefined;
  /** Whether and how Cognito informs the user of the account. */
  invitation?: CognitoInvitation;
  /** Whether an administrator blocks sign-in from the start. */
  isBlocked?: boolean | null | undefined;
  /** Whether the user must replace the password at the first sign-in. */
  isPasswordTemporary?: boolean;
  /** Attributes that have no field here, by their full Cognito names, such as `locale` or `custom:shoe_size`. At most 60, each value a string of at most 2048 bytes in UTF-8, or a number or a boolean, which Cognito keeps as text. */
  json?: Record<string, unknown> | null | undefined;
  /** Full name, for display, at most 2048 bytes in UTF-8. */
  name?: string | null | undefined;
  /** Informal name that the user likes to be called, at most 2048 bytes in UTF-8. */
  nickname?: string | null | undefined;
  /** Password, 1 to 256 characters without whitespace. The user pool may demand more, such as digits. When absent, Cognito generates one that only the invitation contains. */
  password?: string | null | undefined;
  /** Phone number in E.164 format, such as +15551234567. It counts as unverified. */
  phoneNumber?: string | null | undefined;
  /** URL of the profile picture, http or https, at most 2048 bytes. */
  picture?: string | null | undefined;
  /** Id of the user pool in which to create the account, such as us-east-1_Ab12Cd34e. */
  realm: string;
  /** The user to link the account to. When absent, a new user is created. */
  user?: UserByInput | null | undefined;
  /** Settings that belong to the user, at most 2048 bytes in all. */
  userMetadata?: UserMetadataInput | null | undefined;
  /** Name with which the user signs in, 1 to 128 characters without whitespace. When absent, it is the e-mail address if the user pool is configured so, otherwise a generated name. */
  username?: string | null | undefined;
};

/** Result of a change at one account. */
export type IdentityChangeStatus =
  /** Every requested change was made. */
  | 'APPLIED'
  /** Some changes were not made: see `problem`. `appliedFields` lists those that were. */
  | 'FAILED'
  /** The provider has not confirmed the change yet. It will be sent again automatically; follow it with `identityWrite`. */
  | 'PENDING'
  /** A newer change of the same fields replaced this one before it was made. */
  | 'SUPERSEDED'
  /** The account already had the requested values. */
  | 'UNCHANGED';

/** Why a mutation did not do everything that was requested. Each type of problem has one code. */
export type IdentityProblemCode =
  /** The caller may not do this; nothing was read or changed. */
  | 'ACCESS_DENIED'
  /** The provider can't make the change, or refused it. Repeating the mutation does not help. */
  | 'CHANGE_REFUSED'
  /** The idempotency key was used with different input; nothing was changed. Use a new key for a new request. */
  | 'IDEMPOTENCY_CONFLICT'
  /** Another change of the same user is in progress; nothing was changed. Send the mutation again later. */
  | 'IDENTITY_BUSY'
  /** The account belongs to another user; no link was changed. */
  | 'IDENTITY_CONFLICT'
  /** The provider already has an account with this name or address, or the user already has an account there. */
  | 'IDENTITY_EXISTS'
  /** The account does not exist at the provider, or the user has none there. */
  | 'IDENTITY_NOT_FOUND'
  /** The input breaks a rule; nothing was changed. Fix every violation and send the mutation again. */
  | 'INVALID_INPUT'
  /** A provider did not respond. Try again later. */
  | 'PROVIDER_FAILED'
  /** Several users have verified the e-mail address. Name the user by an id instead. */
  | 'USER_AMBIGUOUS'
  /** The user does not exist. */
  | 'USER_NOT_FOUND'
  /** An operator stopped the change before it was complete; part of it may have been made. */
  | 'WRITE_ABANDONED'
  /** Part of the update failed or is still pending; the outcomes say which. */
  | 'WRITE_INCOMPLETE'
  /** The change is recorded and will be completed or undone. Follow it with the query `identityWrite`. */
  | 'WRITE_PENDING';

/** A system in which users have accounts and sign in. */
export type IdentityProvider =
  /** Auth0, a sign-in service. Each tenant is a realm. */
  | 'AUTH0'
  /** AWS Cognito, a sign-in service of Amazon. Each user pool is a realm. */
  | 'COGNITO'
  /** Nexus, the organization's directory of users, organizations, roles and subscriptions. Each environment is a realm. */
  | 'NEXUS';

/** State of the circuit breaker, which stops calls to a realm that keeps failing. */
export type IdentityProviderBreakerState =
  /** Calls are sent as usual. */
  | 'CLOSED'
  /** A single call tests whether the realm works again. Other calls wait for its result. */
  | 'HALF_OPEN'
  /** More than half of the recent calls failed, so none is sent for a while. */
  | 'OPEN';

/** Whether the last read at a realm succeeded. */
export type IdentityProviderReachability =
  /** The last read succeeded. */
  | 'REACHABLE'
  /** Nothing has been read there since the process started. */
  | 'UNKNOWN'
  /** The last read failed. See `lastFailure` for the reason. */
  | 'UNREACHABLE';

/** How far a write has come. */
export type IdentityWriteState =
  /** An operator stopped it. Part of it may have been made. */
  | 'ABANDONED'
  /** Complete. The outcomes say whether every part of it was made. */
  | 'FINISHED'
  /** Not complete. An operator must decide how it continues. */
  | 'PARKED'
  /** Not complete. It will be completed or undone automatically. */
  | 'PENDING'
  /** It failed, and its changes were undone: see `problem`. */
  | 'UNDONE';

/** Why an identity is believed to belong to its user. */
export type LinkEvidence =
  /** This service created the account for the user. */
  | 'CREATED_HERE'
  /** A request named the identity, it exists at its provider, and it belonged to no user, so a user was created for it. */
  | 'FIRST_SEEN'
  /** Someone with the permission to link identities linked it. */
  | 'MANUAL'
  /** Another provider states that both accounts belong to the same person. */
  | 'PROVIDER_ASSERTED'
  /** Both identities have the same e-mail address, and it is verified at both providers. */
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
  /** Realm of the account, as in `Identity.realm`. Required only when several realms have an account with this subject. */
  realm?: string | null | undefined;
  /** Id of the account, as in `Identity.subject`. */
  subject: string | number;
  /** The user of the link. */
  user: UserByInput;
};

/** A named value that the user's sign-in system reports about the user. */
export type NexusAttributeInput = {
  /** Name of the value, 1 to 250 characters. */
  key: string;
  /** The value, at most 2048 characters. Null or absent when the sign-in system has none. */
  value?: string | null | undefined;
};

/** The sign-in system that reports attributes and groups of a user, which Auth0 calls a connection. */
export type NexusConnectionInput = {
  /** Id or name of the Auth0 connection, at most 50 characters. It may be absent but not null. */
  connectionId?: string | null | undefined;
  /** Groups of the user in the sign-in system, from which Nexus derives roles: at most 100, each of at most 250 characters. When absent, Nexus keeps the groups that it knows; null is refused. */
  groups?: Array<string> | null | undefined;
};

/** A product that a user may be allowed to use. The application metadata of an account may say more about it than `ProductAccess`. */
export type ProductKey =
  /** CTS, as in `AppMetadata.ctsAuthorized`. */
  | 'CTS'
  /** eGrants, as in `AppMetadata.egrantsAuthorized`. */
  | 'EGRANTS'
  /** ERP, as in `AppMetadata.erpAuthorized`. */
  | 'ERP'
  /** ERP NC, as in `AppMetadata.erpNcAuthorized`. */
  | 'ERP_NC'
  /** FDP, as in `AppMetadata.fdpAuthorized`. */
  | 'FDP'
  /** iSite, as in `AppMetadata.isiteAuthorized`. */
  | 'ISITE'
  /** MC, as in `AppMetadata.mcAuthorized`. */
  | 'MC'
  /** OO, as in `AppMetadata.ooAuthorized`. */
  | 'OO'
  /** Script, as in `AppMetadata.scriptAuthorized`. */
  | 'SCRIPT'
  /** Titan, as in `AppMetadata.titanAuthorized`. */
  | 'TITAN';

/** What a sign-in system reports about a user, and the audience for which to return roles. */
export type SyncNexusIdentityInput = {
  /** Values that the sign-in system reports, at most 100. The list may be empty. */
  attributes: Array<NexusAttributeInput>;
  /** Identifier of the API for which to return the user's roles, 1 to 250 characters. */
  audience: string;
  /** Key of an application that expects a different user name, as in `NexusCustomUpn.clientUpnKey`. At most 255 characters. */
  clientUpnKey?: string | null | undefined;
  /** The sign-in system that reports them. */
  connection: NexusConnectionInput;
  /** Makes the mutation safe to repeat: for 24 hours, the same key with the same input returns the first result. Use a new key for each change. 1 to 255 printable characters. */
  idempotencyKey?: string | null | undefined;
  /** The user to synchronize, who must have a Nexus account. An `auth0UserId` that is not known yet is looked up by Nexus, and needs `connection.connectionId`. */
  user: UserByInput;
};

/** Why a provider could not be read. */
export type UnavailableReason =
  /** The provider could not be reached, reported a failure, or sent an unusable answer. Try again later. */
  | 'DOWN'
  /** The provider refused to answer this service, or is not configured in it. Trying again does not help. */
  | 'REFUSED'
  /** Too many requests were sent to the provider. Try again later. */
  | 'THROTTLED'
  /** The provider did not answer in time. Try again later. */
  | 'TIMED_OUT';

/** An account to unlink, and the user to unlink it from. */
export type UnlinkIdentityInput = {
  /** Makes the mutation safe to repeat: for 24 hours, the same key with the same input returns the first result. Use a new key for each change. 1 to 255 printable characters. */
  idempotencyKey?: string | null | undefined;
  /** The provider that holds the account. */
  provider: IdentityProvider;
  /** Realm of the account, as in `Identity.realm`. Required only when several realms have an account with this subject. */
  realm?: string | null | undefined;
  /** Id of the account, as in `Identity.subject`. */
  subject: string | number;
  /** The user of the link. */
  user: UserByInput;
};

/** Changes of one Auth0 identity. An absent field stays unchanged. Null clears `email`, `phoneNumber`, `username`, `picture`, `password` and the names; the other fields can't be cleared. A field here takes precedence over the same field of `profile`. */
export type UpdateAuth0Input = {
  /** Changes of what the organization stores about the user. `isExternal` is refused, because it exists only at Cognito. */
  appMetadata?: AppMetadataInput | null | undefined;
  /** Client id of the Auth0 application in whose name Auth0 sends the messages of this change. Only together with `email` or `phoneNumber`. */
  clientId?: string | null | undefined;
  /** Name of the Auth0 connection whose e-mail address, phone number, user name or password changes. Required unless it is that of the first entry of `accounts`. */
  connection?: string | null | undefined;
  /** New e-mail address, only for users who sign in with a password kept by Auth0. It counts as unverified unless `emailVerified` is true. */
  email?: string | null | undefined;
  /** Whether the e-mail address counts as verified. Refused for users who sign in through their company or by text message. */
  emailVerified?: boolean | null | undefined;
  /** Family name, 1 to 150 characters. */
  familyName?: string | null | undefined;
  /** Given name, 1 to 150 characters. */
  givenName?: string | null | undefined;
  /** Whether an administrator blocks sign-in. False does not lift a block that Auth0 set after too many failed attempts. */
  isBlocked?: boolean | null | undefined;
  /** Attributes that have no field here, by Auth0's own names. They are sent to Auth0 unchanged. At most 1,000 keys in all and 10 levels of objects and lists. */
  json?: Record<string, unknown> | null | undefined;
  /** Full name, for display, 1 to 300 characters. */
  name?: string | null | undefined;
  /** Informal name that the user likes to be called, 1 to 300 characters. */
  nickname?: string | null | undefined;
  /** New password, only for users who sign in with a password kept by Auth0. This service never stores, logs or returns it. */
  password?: string | null | undefined;
  /** New phone number, + and 1 to 15 digits, such as +15551234567. It counts as unverified unless `phoneNumberVerified` is true. */
  phoneNumber?: string | null | undefined;
  /** Whether the phone number counts as verified. */
  phoneNumberVerified?: boolean | null | undefined;
  /** URL of the profile picture, http or https. */
  picture?: string | null | undefined;
  /** Whether to send the user an invitation. Auth0 can't send one, so true is refused and false has no effect. */
  sendInvite?: boolean | null | undefined;
  /** The `subject` of the identity to change. Required when the user has several Auth0 identities. */
  subject?: string | number | null | undefined;
  /** Changes of the settings that belong to the user. */
  userMetadata?: UserMetadataInput | null | undefined;
  /** Name with which the user signs in, 1 to 128 characters. Only where users sign in with user names. */
  username?: string | null | undefined;
  /** Whether Auth0 sends an e-mail in which the user confirms the address. */
  verifyEmail?: boolean | null | undefined;
  /** Whether Auth0 sends a text message in which the user confirms the new number. Only together with `phoneNumber`, for users who sign in by text message. */
  verifyPhoneNumber?: boolean | null | undefined;
};

/** Changes of one Cognito identity. An absent field stays unchanged. Null clears `email`, `phoneNumber`, `picture` and the names; the other fields can't be cleared. A field here takes precedence over the same field of `profile`. */
export type UpdateCognitoInput = {
  /** Names of groups to add the user to, at most 100. Groups that the user is already in are ignored. */
  addGroups?: Array<string> | null | undefined;
  /** Changes of what the organization stores about the user, which may take 2048 bytes in all. */
  appMetadata?: AppMetadataInput | null | undefined;
  /** New e-mail address. It counts as unverified unless `emailVerified` is true. Users who sign in with their address can't clear it. */
  email?: string | null | undefined;
  /** Whether the e-mail address counts as verified. */
  emailVerified?: boolean | null | undefined;
  /** Family name, also called last name, at most 2048 bytes in UTF-8. */
  familyName?: string | null | undefined;
  /** Given name, also called first name, at most 2048 bytes in UTF-8. */
  givenName?: string | null | undefined;
  /** Whether an administrator blocks sign-in. */
  isBlocked?: boolean | null | undefined;
  /** Whether the user must replace the new password at the next sign-in. False when absent. */
  isPasswordTemporary?: boolean | null | undefined;
  /** Attributes that have no field here, by their full Cognito names, such as `locale` or `custom:shoe_size`. At most 60, each value a string of at most 2048 bytes in UTF-8, or a number or a boolean, which Cognito keeps as text. Null deletes an attribute. */
  json?: Record<string, unknown> | null | undefined;
  /** Full name, for display, at most 2048 bytes in UTF-8. */
  name?: string | null | undefined;
  /** Informal name that the user likes to be called, at most 2048 bytes in UTF-8. */
  nickname?: string | null | undefined;
  /** New password, 1 to 256 characters without whitespace. The user pool may demand more, such as digits. It is set after all other changes. */
  password?: string | null | undefined;
  /** New phone number in E.164 format, such as +15551234567. It counts as unverified unless `phoneNumberVerified` is true. */
  phoneNumber?: string | null | undefined;
  /** Whether the phone number counts as verified. */
  phoneNumberVerified?: boolean | null | undefined;
  /** URL of the profile picture, http or https, at most 2048 bytes. */
  picture?: string | null | undefined;
  /** The user pool of the identity to change, for users with several Cognito identities. It does not move the account to another pool. */
  realm?: string | null | undefined;
  /** Names of groups to remove the user from, at most 100. Groups that the user is not in are ignored. */
  removeGroups?: Array<string> | null | undefined;
  /** The `subject` of the identity to change. Required when the user has several Cognito identities that `realm` does not tell apart. */
  subject?: string | number | null | undefined;
  /** Changes of the settings that belong to the user, which may take 2048 bytes in all. */
  userMetadata?: UserMetadataInput | null | undefined;
  /** The current user name. Cognito can't change it, so any other value is refused. */
  username?: string | null | undefined;
};

/** Changes of one Nexus identity. An absent field stays unchanged. Null is refused, because Nexus can't clear a value. A field here takes precedence over the same field of `profile`. */
export type UpdateNexusInput = {
  /** Whether the e-mail address counts as verified. */
  emailVerified?: boolean | null | undefined;
  /** When the last e-mail to verify the address was sent, in the format of RFC 3339, such as 2026-03-31T09:30:00Z. */
  emailVerifySentDate?: string | null | undefined;
  /** Family name, also called last name, at most 100 characters. */
  familyName?: string | null | undefined;
  /** Given name, also called first name, at most 100 characters. */
  givenName?: string | null | undefined;
  /** Whether an administrator blocks sign-in. Nexus does not report it afterwards, so it can't be read. */
  isBlocked?: boolean | null | undefined;
  /** Whether the user signs in without a second factor. It has an effect only when `authenticationMethod` is Database or Ad. */
  isMfaDisabled?: boolean | null | undefined;
  /** Fields that Nexus has and this input does not, by Nexus' own names. No value may be null, and none may be secret, because this service stores them with the change. At most 100 keys in all and 10 levels of objects and lists. */
  json?: Record<string, unknown> | null | undefined;
  /** Language that the user prefers, such as `en-US`, at most 250 characters. */
  language?: string | null | undefined;
  /** How far the user has come in setting up a second factor. A string that Nexus defines. */
  mfaEnrollmentStatus?: string | null | undefined;
  /** Full name, for display, at most 200 characters. */
  name?: string | null | undefined;
  /** Informal name that the user likes to be called, at most 100 characters. */
  nickname?: string | null | undefined;
  /** New password, 1 to 250 characters. This service never stores, logs or returns it. */
  password?: string | null | undefined;
  /** Phone number in E.164 format, such as +15551234567. */
  phoneNumber?: string | null | undefined;
  /** URL of the profile picture, http or https, at most 250 characters. */
  picture?: string | null | undefined;
  /** E-mail address for regaining access to the account, at most 250 characters. */
  recoveryEmailAddress?: string | null | undefined;
  /** The `subject` of the identity to change. Required when the user has several Nexus identities. */
  subject?: string | number | null | undefined;
  /** Name with which the user signs in, 1 to 250 characters. */
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
  /** Changes for every account of the user that can hold them. The same field under the name of a provider takes precedence there. */
  profile?: UserProfileInput | null | undefined;
  /** The user to change. */
  user: UserByInput;
};

/** The id or the e-mail address of a user. Give exactly one field. */
export type UserByInput =
  {   /** Id of the user's Auth0 account (`user_id`), such as `auth0|507f1f77bcf86cd799439020`. */
  auth0UserId: string | number; cognitoSub?: never; email?: never; id?: never; nexusUserId?: never; }
  |  { auth0UserId?: never;   /** Id of the user's Cognito account (`sub`), a UUID. */
  cognitoSub: string | number; email?: never; id?: never; nexusUserId?: never; }
  |  { auth0UserId?: never; cognitoSub?: never;   /** An e-mail address that exactly one user has verified. Every provider is searched, and while one of them does not respond, no user is found. Callers without the permission `read:users` find only themselves, and can't use it in a mutation. */
  email: string; id?: never; nexusUserId?: never; }
  |  { auth0UserId?: never; cognitoSub?: never; email?: never;   /** The id of the user, as in `User.id`. */
  id: string | number; nexusUserId?: never; }
  |  { auth0UserId?: never; cognitoSub?: never; email?: never; id?: never;   /** Id of the user's Nexus account, 1 to 40 characters. */
  nexusUserId: string | number; };

/** Which users to return: those with at least one identity that meets every condition given. */
export type UserFilterInput = {
  /** The identity was linked for this reason. */
  evidence?: LinkEvidence | null | undefined;
  /** The identity is at this provider. */
  provider?: IdentityProvider | null | undefined;
  /** The identity is in this realm, such as an Auth0 domain. */
  realm?: string | null | undefined;
};

/** Changes of the user metadata. An absent field stays unchanged and null removes it, so an empty object changes nothing. */
export type UserMetadataInput = {
  /** Id of the user's homeroom. */
  homeroomId?: string | null | undefined;
  /** Keys that have no field here, with their new values. Null removes a key. At most 1,000 keys in all and 10 levels of objects and lists. */
  json?: Record<string, unknown> | null | undefined;
  /** The user's choice about multi-factor sign-in, in a form that the products define. Exists only at Auth0. At most 1,000 keys in all and 10 levels of objects and lists. */
  mfaOptIn?: unknown;
  /** The notifications that the user has subscribed to, in a form that the products define. Exists only at Auth0. At most 1,000 keys in all and 10 levels of objects and lists. */
  notificationSubscriptions?: Record<string, unknown> | null | undefined;
  /** Id of the user's site. */
  siteId?: string | null | undefined;
};

/** Which end of an order comes first. */
export type UserOrderDirection =
  /** The earliest or lowest value comes first. */
  | 'ASC'
  /** The latest or highest value comes first. */
  | 'DESC';

/** A property by which users can be ordered. */
export type UserOrderField =
  /** When this service first recorded the user. */
  | 'CREATED_AT';

/** In which order to return users. */
export type UserOrderInput = {
  /** Which end of the order comes first. */
  direction?: UserOrderDirection;
  /** The property by which users are ordered. */
  field: UserOrderField;
};

/** Changes of fields that accounts at every provider have in common. Each is made at every linked account that can hold it. An absent field stays unchanged. Null clears the field at accounts whose provider can clear it, and is refused at the others. */
export type UserProfileInput = {
  /** E-mail address. */
  email?: string | null | undefined;
  /** Family name, also called last name, 1 to 150 characters. */
  familyName?: string | null | undefined;
  /** Given name, also called first name, 1 to 150 characters. */
  givenName?: string | null | undefined;
  /** Full name, for display, 1 to 300 characters. */
  name?: string | null | undefined;
  /** Informal name that the user likes to be called, 1 to 300 characters. */
  nickname?: string | null | undefined;
  /** Phone number in E.164 format, such as +15551234567. */
  phoneNumber?: string | null | undefined;
  /** URL of the profile picture, http or https, at most 2048 characters. */
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

export type EditProfileMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type EditProfileMutation = { updateUser:
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string, violations: Array<{ path: string, message: string }> }
    | { writeId: string, retryAfterSeconds: number | null, code: IdentityProblemCode, message: string, user: { id: string, name: string | null, nickname: string | null, picture: string | null } | null, outcomes: Array<{ provider: IdentityProvider, status: IdentityChangeStatus }> }
    | { user: { id: string, name: string | null, nickname: string | null, picture: string | null } | null, previews: Array<{ provider: IdentityProvider, fieldChanges: Array<{ field: string, before: unknown, after: unknown }> | null, problem:
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
         | null }> }
    | { user: { id: string, name: string | null, nickname: string | null, picture: string | null } | null }
    | { code: IdentityProblemCode, message: string }
    | { code: IdentityProblemCode, message: string }
   | null };

export type HeaderQueryVariables = Exact<{ [key: string]: never; }>;


export type HeaderQuery = { me: { id: string, name: string | null, picture: string | null, profileSources: Array<{ provider: IdentityProvider, availability: AvailabilityStatus, readAt: string | null }> | null } | null };

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


export type MeQuery = { me: { id: string, name: string | null, email: string | null, picture: string | null, blockStatus: BlockStatus | null, profileSources: Array<{ provider: IdentityProvider, availability: AvailabilityStatus, readAt: string | null }> | null, products: Array<{ product: ProductKey, authorized: boolean | null }> | null } | null };

export type OwnProfileQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnProfileQuery = { me: { id: string, name: string | null, nickname: string | null, picture: string | null } | null };

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

export type SignInMethodsQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInMethodsQuery = { me: { id: string, blockStatus: BlockStatus | null, identities: Array<
      | { __typename: 'Auth0Identity', id: string, provider: IdentityProvider, email: string | null, emailVerified: boolean | null, username: string | null, phoneNumber: string | null, isBlocked: boolean | null, linkedAt: string, availability: AvailabilityStatus, readAt: string | null, unavailableReason: UnavailableReason | null, retryAfterSeconds: number | null }
      | { __typename: 'CognitoIdentity', id: string, provider: IdentityProvider, email: string | null, emailVerified: boolean | null, username: string | null, phoneNumber: string | null, isBlocked: boolean | null, linkedAt: string, availability: AvailabilityStatus, readAt: string | null, unavailableReason: UnavailableReason | null, retryAfterSeconds: number | null }
      | { __typename: 'NexusIdentity', id: string, provider: IdentityProvider, email: string | null, emailVerified: boolean | null, username: string | null, phoneNumber: string | null, isBlocked: boolean | null, linkedAt: string, availability: AvailabilityStatus, readAt: string | null, unavailableReason: UnavailableReason | null, retryAfterSeconds: number | null }
    > | null } | null };

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
    | { nexusUserId: string | null, name: string | null, givenName: string | null, familyName: string | null, isAuthenticated: boolean | null, user: { id: string, nexusUserId: string | null, auth0UserId: string | null } | null, roles: Array<{ id: string | null, name: string | null, description: string | null, expires: string | null }> }
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


export type UserProfileQuery = { user: { id: string, auth0UserId: string | null, cognitoSub: string | null, nexusUserId: string | null, email: string | null, emailVerified: boolean | null, name: string | null, givenName: string | null, familyName: string | null, nickname: string | null, username: string | null, picture: string | null, phoneNumber: string | null, phoneNumberVerified: boolean | null, blockStatus: BlockStatus | null, createdAt: string | null, products: Array<{ product: ProductKey, authorized: boolean | null, userId: string | null }> | null } | null };

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
  orderBy?: UserOrderInput | null | undefined;
}>;


export type UsersQuery = { users: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, auth0UserId: string | null, cognitoSub: string | null, nexusUserId: string | null, createdAt: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } | null };

export const ProblemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityChangeRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProviderFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<ProblemFragment, unknown>;
export const OutcomeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Outcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityChangeOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"appliedFields"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityChangeRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProviderFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<OutcomeFragment, unknown>;
export const CreateCognitoUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCognitoUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateCognitoUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createCognitoUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CreateCognitoUserSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"cognitoSub"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"identity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"isBlocked"}},{"kind":"Field","name":{"kind":"Name","value":"groups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityChangeRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityExists"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityWritePending"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"writeId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}}]} as unknown as DocumentNode<CreateCognitoUserMutation, CreateCognitoUserMutationVariables>;
export const EditProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EditProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserPreview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previews"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"fieldChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserIncomplete"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"writeId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EditProfileMutation, EditProfileMutationVariables>;
export const HeaderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Header"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}},{"kind":"Field","name":{"kind":"Name","value":"profileSources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}}]}}]}}]}}]} as unknown as DocumentNode<HeaderQuery, HeaderQueryVariables>;
export const IdentityProvidersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IdentityProviders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityProviders"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"realms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"reachability"}},{"kind":"Field","name":{"kind":"Name","value":"lastAnswerAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastFailureAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastFailure"}},{"kind":"Field","name":{"kind":"Name","value":"breaker"}},{"kind":"Field","name":{"kind":"Name","value":"rateLimits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quotaClass"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queueLength"}},{"kind":"Field","name":{"kind":"Name","value":"cacheHitRatio"}},{"kind":"Field","name":{"kind":"Name","value":"callP50Ms"}},{"kind":"Field","name":{"kind":"Name","value":"callP99Ms"}}]}}]}}]}}]} as unknown as DocumentNode<IdentityProvidersQuery, IdentityProvidersQueryVariables>;
export const IdentityWriteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IdentityWrite"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityWrite"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"appliedFields"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<IdentityWriteQuery, IdentityWriteQueryVariables>;
export const LinkIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LinkIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LinkIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linkIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LinkIdentitySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityConflict"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}}]}}]}}]}}]} as unknown as DocumentNode<LinkIdentityMutation, LinkIdentityMutationVariables>;
export const MeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}},{"kind":"Field","name":{"kind":"Name","value":"blockStatus"}},{"kind":"Field","name":{"kind":"Name","value":"profileSources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"products"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"authorized"}}]}}]}}]}}]} as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const OwnProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OwnProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}}]}}]}}]} as unknown as DocumentNode<OwnProfileQuery, OwnProfileQueryVariables>;
export const ReferenceEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReferenceEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"representations"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"_Any"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"_entities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"representations"},"value":{"kind":"Variable","name":{"kind":"Name","value":"representations"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}}]}}]} as unknown as DocumentNode<ReferenceEmailQuery, ReferenceEmailQueryVariables>;
export const ReferenceIdentitiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReferenceIdentities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"representations"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"_Any"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"_entities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"representations"},"value":{"kind":"Variable","name":{"kind":"Name","value":"representations"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}},{"kind":"Field","name":{"kind":"Name","value":"unavailableReason"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReferenceIdentitiesQuery, ReferenceIdentitiesQueryVariables>;
export const ReferenceKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReferenceKeys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"representations"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"_Any"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"_entities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"representations"},"value":{"kind":"Variable","name":{"kind":"Name","value":"representations"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"auth0UserId"}},{"kind":"Field","name":{"kind":"Name","value":"cognitoSub"}},{"kind":"Field","name":{"kind":"Name","value":"nexusUserId"}}]}}]}}]}}]} as unknown as DocumentNode<ReferenceKeysQuery, ReferenceKeysQueryVariables>;
export const SignInMethodsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SignInMethods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"blockStatus"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerified"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"isBlocked"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}},{"kind":"Field","name":{"kind":"Name","value":"unavailableReason"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SignInMethodsQuery, SignInMethodsQueryVariables>;
export const SyncNexusIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SyncNexusIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SyncNexusIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"syncNexusIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SyncNexusIdentitySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nexusUserId"}},{"kind":"Field","name":{"kind":"Name","value":"auth0UserId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nexusUserId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"familyName"}},{"kind":"Field","name":{"kind":"Name","value":"isAuthenticated"}},{"kind":"Field","name":{"kind":"Name","value":"roles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"expires"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityConflict"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityWritePending"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"writeId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}}]} as unknown as DocumentNode<SyncNexusIdentityMutation, SyncNexusIdentityMutationVariables>;
export const UnlinkIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnlinkIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnlinkIdentityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlinkIdentity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnlinkIdentitySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UnlinkIdentityMutation, UnlinkIdentityMutationVariables>;
export const UpdateUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"blockStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Outcome"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserIncomplete"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"blockStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Outcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"writeId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserPreview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"previews"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"fieldChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Problem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityChangeRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProviderFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Outcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityChangeOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"appliedFields"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Problem"}}]}}]}}]} as unknown as DocumentNode<UpdateUserMutation, UpdateUserMutationVariables>;
export const UserIdentitiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UserIdentities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UserByInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}},{"kind":"Field","name":{"kind":"Name","value":"unavailableReason"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isBlocked"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Auth0Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastLogin"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"connection"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}}]}},{"kind":"Field","name":{"kind":"Name","value":"appMetadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"districtId"}},{"kind":"Field","name":{"kind":"Name","value":"json"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CognitoIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"groups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NexusIdentity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"memberOf"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organizationDisplayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"idpIdentities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auth0UserId"}},{"kind":"Field","name":{"kind":"Name","value":"auth0ConnectionId"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<UserIdentitiesQuery, UserIdentitiesQueryVariables>;
export const UserProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UserProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UserByInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"auth0UserId"}},{"kind":"Field","name":{"kind":"Name","value":"cognitoSub"}},{"kind":"Field","name":{"kind":"Name","value":"nexusUserId"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerified"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"familyName"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumberVerified"}},{"kind":"Field","name":{"kind":"Name","value":"blockStatus"}},{"kind":"Field","name":{"kind":"Name","value":"products"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"authorized"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]} as unknown as DocumentNode<UserProfileQuery, UserProfileQueryVariables>;
export const UsersByEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UsersByEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"email"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EmailAddress"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usersByEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"email"},"value":{"kind":"Variable","name":{"kind":"Name","value":"email"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"unanswered"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}}]} as unknown as DocumentNode<UsersByEmailQuery, UsersByEmailQueryVariables>;
export const UsersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Users"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"UserFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"UserOrderInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"auth0UserId"}},{"kind":"Field","name":{"kind":"Name","value":"cognitoSub"}},{"kind":"Field","name":{"kind":"Name","value":"nexusUserId"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<UsersQuery, UsersQueryVariables>;