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

export type EditProfileMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type EditProfileMutation = { updateUser:
    | { __typename: 'IdentityAccessDenied', code: IdentityProblemCode, message: string }
    | { __typename: 'IdentityBusy', code: IdentityProblemCode, message: string }
    | { __typename: 'IdentityIdempotencyConflict', code: IdentityProblemCode, message: string }
    | { __typename: 'IdentityNotFound', code: IdentityProblemCode, message: string }
    | { __typename: 'IdentityProviderFailed', code: IdentityProblemCode, message: string }
    | { __typename: 'InvalidIdentityInput', code: IdentityProblemCode, message: string, violations: Array<{ __typename: 'IdentityInputViolation', path: string, message: string }> }
    | { __typename: 'UpdateUserIncomplete', writeId: string, retryAfterSeconds: number | null, code: IdentityProblemCode, message: string, user: { __typename: 'User', id: string, name: string | null, nickname: string | null, picture: string | null } | null, outcomes: Array<{ __typename: 'IdentityChangeOutcome', provider: IdentityProvider, status: IdentityChangeStatus }> }
    | { __typename: 'UpdateUserPreview', user: { __typename: 'User', id: string, name: string | null, nickname: string | null, picture: string | null } | null, previews: Array<{ __typename: 'IdentityChangePreview', provider: IdentityProvider, fieldChanges: Array<{ __typename: 'IdentityFieldChange', field: string, before: unknown, after: unknown }> | null, problem:
          | { __typename: 'IdentityAccessDenied', code: IdentityProblemCode, message: string }
          | { __typename: 'IdentityBusy', code: IdentityProblemCode, message: string }
          | { __typename: 'IdentityChangeRefused', code: IdentityProblemCode, message: string }
          | { __typename: 'IdentityConflict', code: IdentityProblemCode, message: string }
          | { __typename: 'IdentityExists', code: IdentityProblemCode, message: string }
          | { __typename: 'IdentityIdempotencyConflict', code: IdentityProblemCode, message: string }
          | { __typename: 'IdentityNotFound', code: IdentityProblemCode, message: string }
          | { __typename: 'IdentityProviderFailed', code: IdentityProblemCode, message: string }
          | { __typename: 'IdentityWriteAbandoned', code: IdentityProblemCode, message: string }
          | { __typename: 'IdentityWritePending', code: IdentityProblemCode, message: string }
          | { __typename: 'InvalidIdentityInput', code: IdentityProblemCode, message: string }
          | { __typename: 'UpdateUserIncomplete', code: IdentityProblemCode, message: string }
          | { __typename: 'UserAmbiguous', code: IdentityProblemCode, message: string }
          | { __typename: 'UserNotFound', code: IdentityProblemCode, message: string }
         | null }> }
    | { __typename: 'UpdateUserSuccess', user: { __typename: 'User', id: string, name: string | null, nickname: string | null, picture: string | null } | null }
    | { __typename: 'UserAmbiguous', code: IdentityProblemCode, message: string }
    | { __typename: 'UserNotFound', code: IdentityProblemCode, message: string }
   | null };

export type HeaderQueryVariables = Exact<{ [key: string]: never; }>;


export type HeaderQuery = { me: { __typename: 'User', id: string, name: string | null, picture: string | null, profileSources: Array<{ __typename: 'ProfileSource', provider: IdentityProvider, availability: AvailabilityStatus, readAt: string | null }> | null } | null };

export type IdentityWriteQueryVariables = Exact<{
  id: string | number;
}>;


export type IdentityWriteQuery = { identityWrite: { __typename: 'IdentityWrite', id: string, state: IdentityWriteState, startedAt: string, finishedAt: string | null, retryAfterSeconds: number | null, outcomes: Array<{ __typename: 'IdentityChangeOutcome', provider: IdentityProvider, realm: string, subject: string, status: IdentityChangeStatus, appliedFields: Array<string>, problem:
        | { __typename: 'IdentityAccessDenied', code: IdentityProblemCode, message: string }
        | { __typename: 'IdentityBusy', code: IdentityProblemCode, message: string }
        | { __typename: 'IdentityChangeRefused', code: IdentityProblemCode, message: string }
        | { __typename: 'IdentityConflict', code: IdentityProblemCode, message: string }
        | { __typename: 'IdentityExists', code: IdentityProblemCode, message: string }
        | { __typename: 'IdentityIdempotencyConflict', code: IdentityProblemCode, message: string }
        | { __typename: 'IdentityNotFound', code: IdentityProblemCode, message: string }
        | { __typename: 'IdentityProviderFailed', code: IdentityProblemCode, message: string }
        | { __typename: 'IdentityWriteAbandoned', code: IdentityProblemCode, message: string }
        | { __typename: 'IdentityWritePending', code: IdentityProblemCode, message: string }
        | { __typename: 'InvalidIdentityInput', code: IdentityProblemCode, message: string }
        | { __typename: 'UpdateUserIncomplete', code: IdentityProblemCode, message: string }
        | { __typename: 'UserAmbiguous', code: IdentityProblemCode, message: string }
        | { __typename: 'UserNotFound', code: IdentityProblemCode, message: string }
       | null }>, problem:
      | { __typename: 'IdentityAccessDenied', code: IdentityProblemCode, message: string }
      | { __typename: 'IdentityBusy', code: IdentityProblemCode, message: string }
      | { __typename: 'IdentityChangeRefused', code: IdentityProblemCode, message: string }
      | { __typename: 'IdentityConflict', code: IdentityProblemCode, message: string }
      | { __typename: 'IdentityExists', code: IdentityProblemCode, message: string }
      | { __typename: 'IdentityIdempotencyConflict', code: IdentityProblemCode, message: string }
      | { __typename: 'IdentityNotFound', code: IdentityProblemCode, message: string }
      | { __typename: 'IdentityProviderFailed', code: IdentityProblemCode, message: string }
      | { __typename: 'IdentityWriteAbandoned', code: IdentityProblemCode, message: string }
      | { __typename: 'IdentityWritePending', code: IdentityProblemCode, message: string }
      | { __typename: 'InvalidIdentityInput', code: IdentityProblemCode, message: string }
      | { __typename: 'UpdateUserIncomplete', code: IdentityProblemCode, message: string }
      | { __typename: 'UserAmbiguous', code: IdentityProblemCode, message: string }
      | { __typename: 'UserNotFound', code: IdentityProblemCode, message: string }
     | null } | null };

export type OwnProfileQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnProfileQuery = { me: { __typename: 'User', id: string, name: string | null, nickname: string | null, picture: string | null } | null };

export type SignInMethodsQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInMethodsQuery = { me: { __typename: 'User', id: string, blockStatus: BlockStatus | null, identities: Array<
      | { __typename: 'Auth0Identity', id: string, provider: IdentityProvider, email: string | null, emailVerified: boolean | null, username: string | null, phoneNumber: string | null, isBlocked: boolean | null, linkedAt: string, availability: AvailabilityStatus, readAt: string | null, unavailableReason: UnavailableReason | null, retryAfterSeconds: number | null }
      | { __typename: 'CognitoIdentity', id: string, provider: IdentityProvider, email: string | null, emailVerified: boolean | null, username: string | null, phoneNumber: string | null, isBlocked: boolean | null, linkedAt: string, availability: AvailabilityStatus, readAt: string | null, unavailableReason: UnavailableReason | null, retryAfterSeconds: number | null }
      | { __typename: 'NexusIdentity', id: string, provider: IdentityProvider, email: string | null, emailVerified: boolean | null, username: string | null, phoneNumber: string | null, isBlocked: boolean | null, linkedAt: string, availability: AvailabilityStatus, readAt: string | null, unavailableReason: UnavailableReason | null, retryAfterSeconds: number | null }
    > | null } | null };


export const EditProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EditProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserPreview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}}]}},{"kind":"Field","name":{"kind":"Name","value":"previews"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"fieldChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateUserIncomplete"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"writeId"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IdentityProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidIdentityInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EditProfileMutation, EditProfileMutationVariables>;
export const HeaderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Header"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}},{"kind":"Field","name":{"kind":"Name","value":"profileSources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}}]}}]}}]}}]} as unknown as DocumentNode<HeaderQuery, HeaderQueryVariables>;
export const IdentityWriteDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IdentityWrite"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identityWrite"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"realm"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"appliedFields"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]} as unknown as DocumentNode<IdentityWriteQuery, IdentityWriteQueryVariables>;
export const OwnProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OwnProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}}]}}]}}]} as unknown as DocumentNode<OwnProfileQuery, OwnProfileQueryVariables>;
export const SignInMethodsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SignInMethods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"blockStatus"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Identity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerified"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"isBlocked"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"availability"}},{"kind":"Field","name":{"kind":"Name","value":"readAt"}},{"kind":"Field","name":{"kind":"Name","value":"unavailableReason"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SignInMethodsQuery, SignInMethodsQueryVariables>;