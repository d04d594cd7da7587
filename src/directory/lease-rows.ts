import { sql } from "kysely";
import type { JsonObject } from "../identity/app-metadata.js";
import type { Store } from "./database.js";
import type { Lease, TakeOverResult, TakeOverTerms, Write } from "./journal.js";
import { insertAuditEntry } from "./settle-write.js";
import { inTransaction } from "./transaction.js";
import { toLeaseColumns, toWrite } from "./write-rows.js";

/** Written into the statement: SQLite does not use an index of started writes for a state that it is given apart. */
export const started = sql.lit("started" as const);

/** The holder of a write that its last holder has given back. */
const released = "released";

/** See `Journal.save`. */
export async function saveProgress(
  { kysely }: Store,
  { id, lease, progress, now }: { id: string; lease: Lease; progress: JsonObject; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await kysely
    .updateTable("writes")
    .set({ progress: JSON.stringify(progress), ...toLeaseColumns(lease), updated_at_ms: now.getTime() })
    .where("id", "=", id)
    .where("lease_holder", "=", lease.holder)
    .where("state", "=", started)
    .where("parked_reason", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** See `Journal.release`. */
export async function releaseWrite(
  store: Store,
  { id, holder, progress, now }: { id: string; holder: string; progress: JsonObject; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await store.kysely
    .updateTable("writes")
    .set({
      progress: JSON.stringify(progress),
      lease_holder: released,
      lease_until_ms: now.getTime(),
      updated_at_ms: now.getTime(),
    })
    .where("id", "=", id)
    .where("lease_holder", "=", holder)
    .where("state", "=", started)
    .where("parked_reason", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** See `Journal.takeOver`. Three statements with the transaction's own, four when the write is parked. */
export async function takeOver(
  store: Store,
  { id, lease, terms, now }: { id: string; lease: Lease; terms: TakeOverTerms; now: Date },
): Promise<TakeOverResult> {
  const hasDied = sql<boolean>`parked_reason is null and lease_holder <> ${sql.lit(released)}`;
  const isLast =
    "isOperator" in terms
      ? sql<boolean>`1 = 0`
      : sql<boolean>`${hasDied} and deaths + 1 >= ${terms.maxDeaths}`;
  return inTransaction(store, async (transaction) => {
    const row = await transaction.kysely
      .updateTable("writes")
      .set({
        ...toLeaseColumns(lease),
        deaths: sql`deaths + case when ${hasDied} then 1 else 0 end`,
        parked_reason: sql`case when ${isLast} then 'holders_died' end`,
        updated_at_ms: now.getTime(),
      })
      .where("id", "=", id)
      .where("state", "=", started)
      .where(({ and, or, eb }) => {
        const isExpired = and([eb("lease_until_ms", "<=", now.getTime()), eb("parked_reason", "is", null)]);
        return "isOperator" in terms ? or([isExpired, eb("parked_reason", "is not", null)]) : isExpired;
      })
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return { kind: "unavailable" };
    if (row.parked_reason === null) return { kind: "taken", write: toWrite(row) };
    await insertAuditEntry(transaction, row, "PARKED", now);
    return { kind: "parked", write: toWrite(row) };
  });
}

/** See `Journal.park`. */
export async function parkWrite(
  store: Store,
  order: { id: string; holder: string; reason: string; progress: JsonObject; now: Date },
): Promise<Write | null> {
  const { id, holder, reason, progress, now } = order;
  return inTransaction(store, async (transaction) => {
    const row = await transaction.kysely
      .updateTable("writes")
      .set({
        progress: JSON.stringify(progress),
        parked_reason: reason,
        lease_until_ms: now.getTime(),
        updated_at_ms: now.getTime(),
      })
      .where("id", "=", id)
      .where("lease_holder", "=", holder)
      .where("state", "=", started)
      .where("parked_reason", "is", null)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return null;
    await insertAuditEntry(transaction, row, "PARKED", now);
    return toWrite(row);
  });
}

/** See `Journal.countParked`. */
export async function countParked({ kysely }: Store): Promise<number> {
  const { count } = await kysely
    .selectFrom("writes")
    .select((builder) => builder.fn.countAll<number | string>().as("count"))
    .where("parked_reason", "is not", null)
    .where("state", "=", started)
    .executeTakeFirstOrThrow();
  return Number(count);
}
