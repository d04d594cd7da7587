import { sandboxRealms } from "../realms.js";

/** What a password of the pool must have. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  /** How many of a user's last passwords may not come back. */
  readonly historySize: number;
}

/** How one user pool is set up; none of it can be changed while the emulator runs. */
export interface PoolPlan {
  readonly id: string;
  readonly name: string;
  /**
   * What users sign in with.
   *
   * - `username`: a username, and nothing else (AWS: no username attributes, no alias attributes)
   * - `email`: the address, given as username; the stored username is the sub (AWS: username attributes)
   * - `username_or_email`: a username, or the address once it is verified (AWS: alias attributes)
   */
  readonly signIn: "username" | "email" | "username_or_email";
  readonly password: PasswordPolicy;
  /** Declared custom attributes by name without `custom:`, all of them texts; false for one that is set at creation only. */
  readonly customAttributes: Readonly<Record<string, { readonly isMutable: boolean }>>;
  /** Standard attributes that are not as every pool has them at first: optional and mutable. */
  readonly standardAttributes: Readonly<
    Record<string, { readonly isMutable: boolean; readonly isRequired: boolean }>
  >;
  /** A changed address without the verified flag takes effect only after the user has verified it. */
  readonly keepsEmailUntilVerified: boolean;
  /** Groups that are there from the start, in addition to those of the seeded users. */
  readonly groups: readonly string[];
}

const staff: PoolPlan = {
  id: sandboxRealms.cognito[0],
  name: "staff",
  signIn: "username",
  password: {
    minimumLength: 8,
    requireUppercase: true,
    requireLowercase: true,
    requireNumbers: true,
    requireSymbols: true,
    historySize: 0,
  },
  customAttributes: {
    app_metadata: { isMutable: true },
    user_metadata: { isMutable: true },
    write_id: { isMutable: true },
    shoe_size: { isMutable: true },
    badge_number: { isMutable: false },
  },
  standardAttributes: {},
  keepsEmailUntilVerified: false,
  groups: ["staff", "editors", "admins"],
};

const partners: PoolPlan = {
  ...staff,
  id: sandboxRealms.cognito[1],
  name: "partners",
  password: { ...staff.password, minimumLength: 12, requireSymbols: false },
  groups: ["partners"],
};

/** The pools of the sandbox: plain user names, and addresses that are not sign-in names. */
export const sandboxPools: readonly PoolPlan[] = [staff, partners];

/** Pools of the other kinds, for tests that start an emulator of their own. */
export const emailPool: PoolPlan = {
  ...staff,
  id: "us-east-1_Emails001",
  name: "e-mail as username",
  signIn: "email",
};
export const aliasPool: PoolPlan = {
  ...staff,
  id: "us-east-1_Aliases01",
  name: "e-mail as alias",
  signIn: "username_or_email",
};
/** A pool in which a value of `website` or `zoneinfo` can't be removed once it is set. */
export const strictPool: PoolPlan = {
  ...emailPool,
  id: "us-east-1_Strict001",
  name: "strict attributes",
  standardAttributes: {
    website: { isMutable: false, isRequired: false },
    zoneinfo: { isMutable: true, isRequired: true },
  },
};
