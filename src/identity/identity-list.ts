import type { Realm } from "./ids.js";
import type { IdentityKey } from "./link.js";

/** What an import needs of an identity. */
export interface ListedIdentity extends IdentityKey {
  /** Identities that the provider says belong to the same person. */
  readonly assertedKeys: readonly IdentityKey[];
}

export interface IdentityPage {
  /** In any order. An identity may be on two pages when others are created or removed meanwhile. */
  readonly identities: readonly ListedIdentity[];
  /** Number of records without a readable subject. */
  readonly unreadable: number;
  /** Where the next page begins; null after the last page. */
  readonly cursor: string | null;
}

/** Lists every identity of a realm, page by page. Throws ProviderError. */
export interface IdentityList {
  /** The number of identities as far as the provider says; null when it does not. It may be an estimate. */
  count(realm: Realm): Promise<number | null>;
  /**
   * @param cursor of the page before, also of one that another process read; null for the first page. A cursor that has
   * expired is a `not_found`.
   */
  readPage(realm: Realm, cursor: string | null): Promise<IdentityPage>;
  close(): Promise<void>;
}
