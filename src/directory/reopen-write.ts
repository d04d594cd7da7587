import type { Store } from "./database.js";
import type { ReopenedWrite } from "./journal.js";
import { inTransaction } from "./transaction.js";
import { takeTurns } from "./turn-rows.js";
import { markChanged } from "./user-rows.js";
import { started, toLeaseColumns } from "./write-rows.js";

/** See `Journal.reopen`. */
export async function reopenWrite(
  store: Store,
  { id, lease, progress, turns, touched, mayWait, endedAt }: ReopenedWrite,
): Promise<boolean> {
  return inTransaction(store, async (transaction) => {
    const { numUpdatedRows } = await transaction.kysely
      .updateTable("writes")
      .set({
        state: started,
        outcome: null,
        progress: JSON.stringify(progress),
        ...toLeaseColumns(lease, store.clock()),
        updated_at_ms: store.clock(),
        deaths: 0,
      })
      .where("id", "=", id)
      .where("state", "=", "finished")
      .where("updated_at_ms", "=", endedAt.getTime())
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return false;
    await takeTurns(transaction, { id, turns, mayWait });
    await markChanged(transaction, touched);
    return true;
  });
}
