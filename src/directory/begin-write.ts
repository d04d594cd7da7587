import { sql } from "kysely";
import type { Store } from "./database.js";
import type { BeginResult, NewWrite } from "./journal.js";
import { assertStorableCaller } from "./storable.js";
import { inTransaction, Overtaken } from "./transaction.js";
import { markChanged } from "./user-rows.js";
import { toNewWriteRow, toWrite, type WriteRow } from "./write-rows.js";

/**
 * See `Journal.begin`. Two statements and the transaction's own two. The unique indexes decide who comes first, so it is
 * right from any number of processes: PostgreSQL waits for a transaction that is just inserting the same.
 */
export async function beginWrite(store: Store, write: NewWrite): Promise<BeginResult> {
  assertStorableCaller(write);
  return inTransaction(store, async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction.kysely
      .insertInto("writes")
      .values(toNewWriteRow(write, transaction.clock()))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) return explainConflict(transaction, write);
    await markChanged(transaction, write.touched);
    return { kind: "begun" };
  });
}

/** What the write collided with. It may have been settled or purged since, and then this one can begin after all. */
async function explainConflict({ kysely, clock }: Store, write: NewWrite): Promise<BeginResult> {
  const rows = await kysely
    .selectFrom("writes")
    .selectAll()
    .select(clock().as("read_at_ms"))
    .where(({ or, and, eb }) =>
      or([
        and([eb("actor", "=", write.actor), eb("idempotency_key", "=", write.idempotencyKey)]),
        and([eb("user_id", "=", write.userId), eb("state", "=", sql.lit("started"))]),
        eb("id", "=", write.id),
      ]),
    )
    .execute();
  const known = rows.find((row) => isSameRequest(row, write));
  if (known !== undefined) return { kind: "known", write: toWrite(known) };
  const busy = rows.find((row) => row.state === "started" && row.user_id === write.userId);
  if (busy !== undefined && write.userId !== null) return { kind: "busy", write: toWrite(busy) };
  if (rows.length > 0) throw new Error("Journal: a write with this id has begun already");
  throw new Overtaken();
}

function isSameRequest(row: WriteRow, { actor, idempotencyKey }: NewWrite): boolean {
  return idempotencyKey !== null && row.actor === actor && row.idempotency_key === idempotencyKey;
}
