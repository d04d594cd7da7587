import type { UserId } from "../identity/ids.js";
import type { IdentityKey, LinkEvidence, LinkedUser, ProviderName, UserKey } from "../identity/link.js";

/** An identity to be given a user, with the identities that its provider says belong to the same person. */
export interface Registration {
  readonly key: IdentityKey;
  readonly evidence: LinkEvidence;
  /** Linked to the same user as `PROVIDER_ASSERTED`. */
  readonly assertedKeys: readonly IdentityKey[];
}

export interface UserFilter {
  /** Only users with a link at this provider. */
  readonly provider?: ProviderName;
  /** Only users with a link in this realm. */
  readonly realm?: string;
  /** Only users with a link on this evidence. */
  readonly evidence?: LinkEvidence;
}

export interface UserPageRequest {
  readonly first: number;
  /** Only users after this one; ids are in the order of creation. */
  readonly after?: UserId;
  readonly filter?: UserFilter;
}

export interface UserPage {
  readonly users: readonly LinkedUser[];
  readonly hasNextPage: boolean;
}

/** The store of users and links. Every method is one statement unless it says otherwise. */
export interface Directory {
  /**
   * Users by any mix of keys, answered by `toUserKeyText` of the key; unknown keys are absent. A subject that exists
   * in several realms gives each of their users.
   */
  findUsers(keys: readonly UserKey[]): Promise<ReadonlyMap<string, readonly LinkedUser[]>>;
  /** One page of all users in the order of creation. */
  listUsers(request: UserPageRequest): Promise<UserPage>;
  countUsers(filter?: UserFilter): Promise<number>;
  /**
   * Makes sure that each identity has a user, and answers them by `toIdentityText` of the key. One transaction, repeated
   * when another process registered one of the identities meanwhile, so that an identity never gets two users.
   *
   * An identity that is linked already keeps its user. Otherwise it joins the one user who has an identity among
   * `assertedKeys`; where those belong to several users, or to none, a new user is made. Asserted identities that
   * belong to nobody are linked too; those that belong to somebody else are left as they are.
   */
  register(registrations: readonly Registration[]): Promise<ReadonlyMap<string, LinkedUser>>;
  /** Puts in users and links as given, leaving alone what is there already; for the sample people. */
  importUsers(users: readonly LinkedUser[]): Promise<void>;
  /** Fails when the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
