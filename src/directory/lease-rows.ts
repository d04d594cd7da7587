import { sql } from "kysely";
import type { JsonObject } from "../identity/app-metadata.js";
import type { Store } from "./database.js";
import type { LeaseRequest, TakeOverResult, TakeOverTerms, Write } from "./journal.js";
import { insertAuditEntry } from "./settle-write.js";
import { inTransaction } from "./transaction.js";
import { toLeaseColumns, toWrite } from "./write-rows.js";

/** Written into the statement: SQLite does not use an index of started writes for a state that it is given apart. */
export const started = sql.lit("started" as const);

/** The holder of a write that its last holder has given back. */
const released = "released";

/** See `Journal.save`. */
export async function saveProgress(
  { kysely, clock }: Store,
  { id, lease, progress }: { id: string; lease: LeaseRequest; progress: JsonObject },
): Promise<boolean> {
  const { numUpdatedRows } = await kysely
    .updateTable("writes")
    .set({ progress: JSON.stringify(progress), ...toLeaseColumns(lease, clock()), updated_at_ms: clock() })
    .where("id", "=", id)
    .where("lease_holder", "=", lease.holder)
    .where("state", "=", started)
    .where("parked_reason", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** See `Journal.release`. */
export async function releaseWrite(
  { kysely, clock }: Store,
  { id, holder, progress }: { id: string; holder: string; progress: JsonObject },
): Promise<boolean> {
  const { numUpdatedRows } = await kysely
    .updateTable("writes")
    .set({
      progress: JSON.stringify(progress),
      lease_holder: released,
      lease_until_ms: clock(),
      updated_at_ms: clock(),
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
  { id, lease, terms }: { id: string; lease: LeaseRequest; terms: TakeOverTerms },
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
        ...toLeaseColumns(lease, store.clock()),
        deaths: sql`deaths + case when ${hasDied} then 1 else 0 end`,
        parked_reason: sql`case when ${isLast} then 'holders_died' end`,
        updated_at_ms: store.clock(),
      })
      .where("id", "=", id)
      .where("state", "=", started)
      .where(({ and, or, eb }) => {
        const isExpired = and([eb("lease_until_ms", "<=", store.clock()), eb("parked_reason", "is", null)]);
        return "isOperator" in terms ? or([isExpired, eb("parked_reason", "is not", null)]) : isExpired;
      })
      .returningAll()
      .returning(store.clock().as("read_at_ms"))
      .executeTakeFirst();
    if (row === undefined) return { kind: "unavailable" };
    if (row.parked_reason === null) return { kind: "taken", write: toWrite(row) };
    await insertAuditEntry(transaction, row, "PARKED");
    return { kind: "parked", write: toWrite(row) };
  });
}

/** See `Journal.park`. */
export async function parkWrite(
  store: Store,
  order: { id: string; holder: string; reason: string; progress: JsonObject },
): Promise<Write | null> {
  const { id, holder, reason, progress } = order;
  return inTransaction(store, async (transaction) => {
    const row = await transaction.kysely
      .updateTable("writes")
      .set({
        progress: JSON.stringify(progress),
        parked_reason: reason,
        lease_until_ms: store.clock(),
        updated_at_ms: store.clock(),
      })
      .where("id", "=", id)
      .where("lease_holder", "=", holder)
      .where("state", "=", started)
      .where("parked_reason", "is", null)
      .returningAll()
      .returning(store.clock().as("read_at_ms"))
      .executeTakeFirst();
    if (row === undefined) return null;
    await insertAuditEntry(transaction, row, "PARKED");
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
