import type { Store } from "./database.js";
import { findWrite } from "./find-write.js";
import type { BeginResult, NewWrite } from "./journal.js";
import { assertStorableCaller } from "./storable.js";
import { inTransaction, StaleWriteError } from "./transaction.js";
import { takeTurns } from "./turn-rows.js";
import { markChanged } from "./user-rows.js";
import { toNewWriteRow, toWrite, type WriteRow } from "./write-rows.js";

/**
 * See `Journal.begin`. Two statements and the transaction's own two, and two more for turns. The unique indexes decide who
 * comes first, so it is right from any number of processes: PostgreSQL waits for a transaction that is just inserting the
 * same.
 */
export async function beginWrite(store: Store, write: NewWrite): Promise<BeginResult> {
  assertStorableCaller(write);
  try {
    return await inTransaction(store, (transaction) => begin(transaction, write));
  } catch (error) {
    if (!(error instanceof TurnTaken)) throw error;
    const inTheWay = await findWrite(store, error.writeId);
    return inTheWay === null || inTheWay.state !== "started"
      ? beginWrite(store, write)
      : { kind: "busy", write: inTheWay };
  }
}

/** Undoes the transaction: another write is in the way. */
class TurnTaken extends Error {
  readonly writeId: string;

  constructor(writeId: string) {
    super("Journal: another write is in progress");
    this.name = "TurnTaken";
    this.writeId = writeId;
  }
}

async function begin(transaction: Store, write: NewWrite): Promise<BeginResult> {
  const { numInsertedOrUpdatedRows } = await transaction.kysely
    .insertInto("writes")
    .values(toNewWriteRow(write, transaction.clock()))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return explainConflict(transaction, write);
  const inTheWay = await takeTurns(transaction, write);
  if (inTheWay !== undefined) throw new TurnTaken(inTheWay);
  await markChanged(transaction, write.touched);
  return { kind: "started" };
}

/** What the write collided with. It may have ended or been purged since, and then this one can begin after all. */
async function explainConflict({ kysely, clock }: Store, write: NewWrite): Promise<BeginResult> {
  const rows = await kysely
    .selectFrom("writes")
    .selectAll()
    .select(clock().as("read_at_ms"))
    .where(({ or, and, eb }) =>
      or([
        and([eb("actor", "=", write.actor), eb("idempotency_key", "=", write.idempotencyKey)]),
        eb("id", "=", write.id),
      ]),
    )
    .execute();
  const known = rows.find((row) => isSameRequest(row, write));
  if (known !== undefined) return { kind: "known", write: toWrite(known) };
  if (rows.length > 0) throw new Error("Journal: a write with this id has started already");
  throw new StaleWriteError();
}

function isSameRequest(row: WriteRow, { actor, idempotencyKey }: NewWrite): boolean {
  return idempotencyKey !== null && row.actor === actor && row.idempotency_key === idempotencyKey;
}
