import type { Realm, UserId } from "../identity/ids.js";
import type { IdentityKey, LinkEvidence, LinkedUser, ProviderName, UserKey } from "../identity/link.js";
import type { ImportCounts } from "./import-counts.js";
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

export interface ImportPage {
  readonly provider: ProviderName;
  readonly realm: Realm;
  readonly registrations: readonly Registration[];
  /** Number of records of the page that could not be read. */
  readonly failed: number;
  /** Where the next page begins; null after the last page. */
  readonly cursor: string | null;
}

/** How far an unfinished import has got. */
export interface ImportState {
  readonly cursor: string;
  readonly counts: ImportCounts;
}

/** Identities that an operator says belong to one person. */
export interface IdentityGroup {
  readonly identities: readonly IdentityKey[];
  /** The user whom they belong to; when absent, the user of those among them that are linked, or else a new user. */
  readonly userId?: UserId;
}

/**
 * - `created`: the identities have a new user
 * - `linked`: some were added to the user of the others
 * - `known`: all belonged to one user before
 * - `in_conflict`: they belong to different users; nothing was changed
 * - `unknown_user`: there is no user with the given id; nothing was changed
 */
export type LinkGroupsResult = "created" | "linked" | "known" | "in_conflict" | "unknown_user";

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
  /**
   * Links identities by groups, with the evidence `MANUAL`, and returns what became of each group, in their order. One
   * transaction. Linked identities never change their user.
   */
  linkGroups(groups: readonly IdentityGroup[]): Promise<readonly LinkGroupsResult[]>;
  /** Puts in users and links as given, leaving alone what is there already; for the sample people. One transaction. */
  importUsers(users: readonly LinkedUser[]): Promise<void>;
  /**
   * Registers one page of an import as `register` does, and keeps in the same transaction how far the import has got, so
   * that it can be resumed after the page. Returns the counts since the import began.
   */
  importPage(page: ImportPage): Promise<ImportCounts>;
  /** The counts of a page if it were imported now. Writes nothing. */
  previewImport(registrations: readonly Registration[]): Promise<ImportCounts>;
  /** The unfinished import of a realm; null when there is none. */
  findImport(provider: ProviderName, realm: Realm): Promise<ImportState | null>;
  /** Forgets the unfinished import of a realm; the next one begins at the start. What it registered stays. */
  removeImport(provider: ProviderName, realm: Realm): Promise<void>;
  /** Fails when the store can't be read and written, or a table is missing. The result serves for a second. */
  ping(): Promise<void>;
  /** Ends all connections. A closed directory fails every call; closing it again does nothing. */
  close(): Promise<void>;
}
