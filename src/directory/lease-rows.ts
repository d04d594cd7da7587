import { sql } from "kysely";
import type { JsonObject } from "../identity/app-metadata.js";
import { type IdentityKey, toIdentityText } from "../identity/link.js";
import { insertAuditEntry } from "./complete-write.js";
import type { Store } from "./database.js";
import type { LeaseRequest, ReleaseTerms, TakeOverResult, TakeOverTerms, Write } from "./journal.js";
import { inTransaction } from "./transaction.js";
import { deleteTurns, giveBackTurns } from "./turn-rows.js";
import { markChanged } from "./user-rows.js";
import { extendLease, started, toLeaseColumns, toWrite } from "./write-rows.js";

/** The holder of a write that its last holder has given back. */
const released = "released";

/** What the holder begins with whose process keeps a write and its passwords, without working on it. */
const retained = "retained:";

/** See `Journal.endTurn`. */
export async function endTurn(
  store: Store,
  { key, ...write }: { id: string; lease: LeaseRequest; progress: JsonObject; key: IdentityKey },
): Promise<boolean> {
  return inTransaction(store, async (transaction) => {
    if (!(await extendLease(transaction, write))) return false;
    await deleteTurns(transaction, write.id, toIdentityText(key));
    await markChanged(transaction, [key]);
    return true;
  });
}

/** See `Journal.release`. */
export async function releaseWrite(
  store: Store,
  {
    id,
    holder,
    progress,
    retainedFor,
    busy,
  }: { id: string; holder: string; progress: JsonObject } & ReleaseTerms,
): Promise<boolean> {
  const next = retainedFor === undefined ? released : `${retained}${retainedFor.holder}`;
  return inTransaction(store, async (transaction) => {
    const { numUpdatedRows } = await transaction.kysely
      .updateTable("writes")
      .set({
        progress: JSON.stringify(progress),
        ...toLeaseColumns({ holder: next, durationMs: retainedFor?.durationMs ?? 0 }, store.clock()),
        updated_at_ms: store.clock(),
      })
      .where("id", "=", id)
      .where("lease_holder", "=", holder)
      .where("state", "=", started)
      .where("parked_reason", "is", null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) await giveBackTurns(transaction, id, busy);
    return numUpdatedRows > 0n;
  });
}

/** See `Journal.takeOver`. Four statements with the transaction's own, five when the write is parked. */
export async function takeOver(
  store: Store,
  { id, lease, terms }: { id: string; lease: LeaseRequest; terms: TakeOverTerms },
): Promise<TakeOverResult> {
  const isAtWork = sql<boolean>`lease_holder <> ${sql.lit(released)} and lease_holder not like ${sql.lit(`${retained}%`)}`;
  const hasDied = sql<boolean>`parked_reason is null and ${isAtWork}`;
  const isLast =
    "maxDeaths" in terms
      ? sql<boolean>`${hasDied} and deaths + 1 >= ${terms.maxDeaths}`
      : sql<boolean>`1 = 0`;
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
        if ("retainedAs" in terms) return eb("lease_holder", "=", `${retained}${terms.retainedAs}`);
        if (!("isOperator" in terms)) return isExpired;
        const isRetained = sql<boolean>`lease_holder like ${sql.lit(`${retained}%`)}`;
        return or([isExpired, isRetained, eb("parked_reason", "is not", null)]);
      })
      .returningAll()
      .returning(store.clock().as("read_at_ms"))
      .executeTakeFirst();
    if (row === undefined) return { kind: "unavailable" };
    await giveBackTurns(transaction, id);
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
    await giveBackTurns(transaction, id);
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
