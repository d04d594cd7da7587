import type { UserId } from "../identity/ids.js";
import type { IdentityKey, LinkEvidence, LinkedUser, ProviderName, UserKey } from "../identity/link.js";
import type { Journal } from "./journal.js";

/** An identity to be given a user, with the identities that its provider says belong to the same person. */
export interface Registration {
  readonly key: IdentityKey;
  readonly evidence: LinkEvidence;
  /** Linked to the same user as `PROVIDER_ASSERTED`. */
  readonly assertedKeys: readonly IdentityKey[];
}

/** Keeps the users who have one link that meets every part that is given. */
export interface UserFilter {
  /** The link is at this provider. */
  readonly provider?: ProviderName;
  /** The link is in this realm. */
  readonly realm?: string;
  /** The link is believed for this reason. */
  readonly evidence?: LinkEvidence;
}

export interface UserPageRequest {
  readonly first: number;
  /** Only users that follow this one in the order; ids are in the order of creation. */
  readonly after?: UserId;
  /** Whether the newest user comes first. */
  readonly isNewestFirst?: boolean;
  readonly filter?: UserFilter;
}

export interface UserPage {
  readonly users: readonly LinkedUser[];
  readonly hasNextPage: boolean;
}

/**
 * The store of users, links and the journal. Every method is one statement unless it says otherwise. Each throws
 * DirectoryUnavailable while the store can't do its part.
 */
export interface Directory {
  readonly journal: Journal;
  /**
   * Users by any mix of keys, answered by `toUserKeyText` of the key; unknown keys are absent. A subject that exists
   * in several realms gives each of their users, in the order of their ids.
   */
  findUsers(keys: readonly UserKey[]): Promise<ReadonlyMap<string, readonly LinkedUser[]>>;
  /** One page of all users, in the order of creation or the opposite one. `first` must be a whole number, 0 or more. */
  listUsers(request: UserPageRequest): Promise<UserPage>;
  countUsers(filter?: UserFilter): Promise<number>;
  /**
   * Makes sure that each identity has a user, and answers them by `toIdentityText` of the key. One transaction, repeated
   * when another process registered one of the identities meanwhile, so that an identity never gets two users. Five
   * statements for any number of identities, three when all are known. An identity that can't be stored, as one with an
   * empty subject, is a RangeError, and nothing is written.
   *
   * An identity that is linked already keeps its user. Otherwise it joins the one user who has an identity among
   * `assertedKeys`; where those belong to several users, or to none, a new user is made. Asserted identities that
   * have no user are linked too; those that belong to another user are left as they are. Registrations count in
   * the order given, each seeing those before it.
   */
  register(registrations: readonly Registration[]): Promise<ReadonlyMap<string, LinkedUser>>;
  /** Puts in users and links as given, leaving alone what is there already; for the sample people. One transaction. */
  importUsers(users: readonly LinkedUser[]): Promise<void>;
  /** Fails when the store can't be read and written, or a table is missing. The result serves for a second. */
  ping(): Promise<void>;
  /** Ends all connections. A closed directory fails every call; closing it again does nothing. */
  close(): Promise<void>;
}
