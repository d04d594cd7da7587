import type { Store } from "./database.js";
import type { Write } from "./journal.js";
import { toWrite } from "./write-rows.js";

/** See `Journal.find`. */
export async function findWrite({ kysely, clock }: Store, id: string): Promise<Write | null> {
  const row = await kysely
    .selectFrom("writes")
    .selectAll()
    .select(clock().as("read_at_ms"))
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : toWrite(row);
}
