/** What became of the identities of an import. */
export interface ImportCounts {
  /** Identities that were given a new user. */
  readonly created: number;
  /** Identities that joined a user who existed already, or whom another identity of the import created. */
  readonly linked: number;
  /** Identities that had a user before. */
  readonly known: number;
  /** Of all these, identities of which the provider says that they belong together with one of another user. */
  readonly inConflict: number;
  /** Records that could not be read. */
  readonly failed: number;
}

export const noCounts: ImportCounts = { created: 0, linked: 0, known: 0, inConflict: 0, failed: 0 };

export function addCounts(one: ImportCounts, other: ImportCounts): ImportCounts {
  return {
    created: one.created + other.created,
    linked: one.linked + other.linked,
    known: one.known + other.known,
    inConflict: one.inConflict + other.inConflict,
    failed: one.failed + other.failed,
  };
}
