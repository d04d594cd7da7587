import { type InsertObject, type RawBuilder, type Selectable, sql } from "kysely";
import type { JsonObject } from "../identity/app-metadata.js";
import { toUserId, type UserId } from "../identity/ids.js";
import { type Database, type Store, type StoredTime, toDate } from "./database.js";
import type { AuditEntry, Lease, LeaseRequest, NewWrite, Write } from "./journal.js";

export type WriteRow = Selectable<Database["writes"]>;
export type AuditRow = Selectable<Database["audit_entries"]>;

/** A write's row, and what the store's clock showed when it was read. */
export type ReadWriteRow = WriteRow & { readonly read_at_ms: StoredTime };

export function toNewWriteRow(write: NewWrite, now: RawBuilder<number>): InsertObject<Database, "writes"> {
  return {
    id: write.id,
    kind: write.kind,
    actor: write.actor,
    user_id: write.userId,
    idempotency_key: write.idempotencyKey,
    digest: write.digest,
    progress: JSON.stringify(write.progress),
    fields: JSON.stringify(write.fields),
    state: "started",
    outcome: null,
    ...toLeaseColumns(write.lease, now),
    started_at_ms: now,
    updated_at_ms: now,
    deaths: 0,
    parked_reason: null,
  };
}

export function toLeaseColumns(
  { holder, durationMs }: LeaseRequest,
  now: RawBuilder<number>,
): { lease_holder: string; lease_until_ms: RawBuilder<number> } {
  return { lease_holder: holder, lease_until_ms: sql`${now} + ${durationMs}` };
}

/** Extends the lease, and keeps the progress where one is given. False when the lease was lost. */
export async function extendLease(
  { kysely, clock }: Store,
  { id, lease, progress }: { id: string; lease: LeaseRequest; progress?: JsonObject },
): Promise<boolean> {
  const { numUpdatedRows } = await kysely
    .updateTable("writes")
    .set({
      ...(progress !== undefined && { progress: JSON.stringify(progress) }),
      ...toLeaseColumns(lease, clock()),
      updated_at_ms: clock(),
    })
    .where("id", "=", id)
    .where("lease_holder", "=", lease.holder)
    .where("state", "=", started)
    .where("parked_reason", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Written into the statement: SQLite does not use an index of started writes for a state that it is given apart. */
export const started = sql.lit("started" as const);

export function toWrite(row: ReadWriteRow): Write {
  return {
    id: row.id,
    kind: row.kind,
    actor: row.actor,
    userId: toOptionalUserId(row.user_id),
    idempotencyKey: row.idempotency_key,
    digest: row.digest,
    progress: toJsonObject(row.progress),
    fields: toNames(row.fields),
    state: row.state,
    outcome: row.outcome === null ? null : toJsonObject(row.outcome),
    lease: toLease(row),
    deaths: row.deaths,
    parkedReason: row.parked_reason,
    startedAt: toDate(row.started_at_ms),
    updatedAt: toDate(row.updated_at_ms),
    readAt: toDate(row.read_at_ms),
  };
}

export function toAuditEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    writeId: row.write_id,
    kind: row.kind,
    actor: row.actor,
    userId: toOptionalUserId(row.user_id),
    fields: toNames(row.fields),
    result: row.result,
    at: toDate(row.at_ms),
  };
}

function toLease({ lease_holder, lease_until_ms }: WriteRow): Lease | null {
  if (lease_holder === null || lease_until_ms === null) return null;
  return { holder: lease_holder, until: toDate(lease_until_ms) };
}

function toOptionalUserId(text: string | null): UserId | null {
  return text === null ? null : toUserId(text);
}

function toJsonObject(text: string): JsonObject {
  return JSON.parse(text) as JsonObject;
}

function toNames(text: string): readonly string[] {
  return JSON.parse(text) as readonly string[];
}
