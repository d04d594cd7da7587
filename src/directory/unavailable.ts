import { DatabaseError } from "pg";

/** Seconds after which a caller may try again. */
const retryAfterSeconds = 1;

/** The store can't answer at the moment; its cause is for the log. Every method of the directory may throw it. */
export class DirectoryUnavailable extends Error {
  readonly retryAfterSeconds = retryAfterSeconds;

  constructor(cause: unknown) {
    super("the directory is unavailable", { cause });
    this.name = "DirectoryUnavailable";
  }

  /** Whether the store did not respond at all, so that another statement would not be answered either. */
  get isUnreachable(): boolean {
    return this.cause instanceof ConnectionLost;
  }
}

/** There is no connection to PostgreSQL, or a statement on it was not answered. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super(`no answer from PostgreSQL: ${toText(cause)}`, { cause });
    this.name = "ConnectionLost";
  }
}

/** An error of several addresses has a code instead of a message. */
function toText(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || ("code" in cause ? String(cause.code) : cause.name);
}

/** Classes of SQLSTATE, or whole ones, with which PostgreSQL reports that it can't serve any client. */
const unavailableStates = [
  "08", // connection
  "28", // login
  "3D", // no such database
  "53", // out of disk, memory or connections
  "57", // shutting down, starting, statement timeout
  "58", // system error
  "25006", // read-only, as a standby is
  "25P03", // idle in a transaction for too long
  "42P01", // a table is missing
];

/** Primary result codes of SQLite: perm, busy, nomem, readonly, ioerr, corrupt, full, cantopen, protocol, notadb. */
const unavailableResults = new Set([3, 5, 7, 8, 10, 11, 13, 14, 15, 26]);

/** The error as DirectoryUnavailable when the store is its reason; otherwise undefined. */
export function toUnavailable(error: unknown): DirectoryUnavailable | undefined {
  if (error instanceof DirectoryUnavailable) return error;
  const isUnavailable =
    error instanceof ConnectionLost || isUnavailablePostgres(error) || isUnavailableSqlite(error);
  return isUnavailable ? new DirectoryUnavailable(error) : undefined;
}

function isUnavailablePostgres(error: unknown): boolean {
  const state = error instanceof DatabaseError ? error.code : undefined;
  return state !== undefined && unavailableStates.some((each) => state.startsWith(each));
}

/** The low byte of SQLite's extended code is the primary one. */
function isUnavailableSqlite(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { errcode } = error as { readonly errcode?: unknown };
  if (typeof errcode !== "number") return false;
  return unavailableResults.has(errcode & 0xff) || error.message.startsWith("no such table");
}
