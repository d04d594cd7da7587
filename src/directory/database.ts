import type { Expression, Kysely, RawBuilder, SqlBool } from "kysely";
import type { LinkEvidence, ProviderName } from "../identity/link.js";
import type { WriteState } from "./journal.js";

interface UsersTable {
  id: string;
  created_at_ms: StoredTime;
}

interface IdentityLinksTable {
  provider: ProviderName;
  subject: string;
  realm: string;
  user_id: string;
  evidence: LinkEvidence;
  linked_at_ms: StoredTime;
  changed_at_ms: StoredTime | null;
}

/** `progress`, `fields` and `outcome` are JSON as text. */
interface WritesTable {
  id: string;
  kind: string;
  actor: string;
  user_id: string | null;
  idempotency_key: string | null;
  digest: string;
  progress: string;
  fields: string;
  state: WriteState;
  outcome: string | null;
  lease_holder: string | null;
  lease_until_ms: StoredTime | null;
  started_at_ms: StoredTime;
  updated_at_ms: StoredTime;
  deaths: number;
  parked_reason: string | null;
}

/** `fields` and `superseded` are JSON as text; `is_superseded` is 0 or 1. */
interface WriteTurnsTable {
  write_id: string;
  scope: string;
  place: number;
  /** `urgent`: a call is in progress that did not wait for its turn. */
  state: "waiting" | "current" | "urgent";
  fields: string;
  superseded: string;
  is_superseded: number;
  /** Until when a call that was given up may still arrive. */
  busy_until_ms: StoredTime | null;
}

/** `fields` is JSON as text. */
interface AuditEntriesTable {
  id: string;
  write_id: string;
  kind: string;
  actor: string;
  user_id: string | null;
  fields: string;
  result: string;
  at_ms: StoredTime;
}

/** `counts` is JSON as text. */
interface ImportsTable {
  provider: ProviderName;
  realm: string;
  cursor: string;
  counts: string;
  updated_at_ms: StoredTime;
}

/** Milliseconds since 1970. PostgreSQL's driver reads its 64-bit integers as text, SQLite's as numbers: see `toDate`. */
export type StoredTime = number | string;

/** The tables and their columns, as the migrations make them. */
export interface Database {
  users: UsersTable;
  identity_links: IdentityLinksTable;
  writes: WritesTable;
  write_turns: WriteTurnsTable;
  audit_entries: AuditEntriesTable;
  imports: ImportsTable;
}

/** What SQLite and PostgreSQL say differently. */
export interface SqlDialect {
  /** Type of a text column that is compared and sorted by its bytes, whatever the language of the database. */
  readonly textType: RawBuilder<unknown>;
  /** Whether the column holds one of the texts. One parameter, so that the length of the list has no limit. */
  isOneOf(column: Expression<string>, texts: readonly string[]): RawBuilder<SqlBool>;
  /** What the store's clock shows, in whole milliseconds since 1970; the same throughout a statement. */
  readonly clock: RawBuilder<number>;
  /** A statement that changes no row, and that a store which can't be written refuses. */
  readonly testWrite: RawBuilder<unknown>;
}

/** An open store: its connections and its kind of SQL. */
export interface Store {
  readonly kysely: Kysely<Database>;
  readonly sqlDialect: SqlDialect;
  /** The clock that all processes share: whatever one of them may judge by another's time is dated by it. */
  readonly clock: () => RawBuilder<number>;
  /** This machine's clock. */
  readonly now: () => Date;
}

export function toDate(time: StoredTime): Date {
  return new Date(Number(time));
}
