import { sql } from "kysely";
import { beginWrite } from "./begin-write.js";
import type { Store } from "./database.js";
import type { AuditEntry, Journal, Write } from "./journal.js";
import { countParked, parkWrite, releaseWrite, saveProgress, started, takeOver } from "./lease-rows.js";
import { settleWrite } from "./settle-write.js";
import { toAuditEntry, toWrite } from "./write-rows.js";

type AuditRequest = Parameters<Journal["listAudit"]>[0];
type StartedRequest = Parameters<Journal["listStarted"]>[0];

export function createJournal(store: Store): Journal {
  return {
    begin: (write) => beginWrite(store, write),
    save: (id, lease, progress) => saveProgress(store, { id, lease, progress }),
    release: (id, holder, progress) => releaseWrite(store, { id, holder, progress }),
    takeOver: (id, lease, terms) => takeOver(store, { id, lease, terms }),
    park: (order) => parkWrite(store, order),
    countParked: () => countParked(store),
    settle: (settlement) => settleWrite(store, settlement),
    find: (id) => findWrite(store, id),
    listStarted: (request) => listStarted(store, request),
    purge: (keptMs) => purge(store, keptMs),
    listAudit: (request) => listAudit(store, request),
  };
}

async function findWrite({ kysely, clock }: Store, id: string): Promise<Write | null> {
  const row = await kysely
    .selectFrom("writes")
    .selectAll()
    .select(clock().as("read_at_ms"))
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : toWrite(row);
}

async function listStarted(
  { kysely, clock }: Store,
  { isExpired = false, limit }: StartedRequest,
): Promise<readonly Write[]> {
  const writes = kysely
    .selectFrom("writes")
    .selectAll()
    .select(clock().as("read_at_ms"))
    .where("state", "=", started)
    .limit(limit);
  const ordered = isExpired
    ? writes
        .where("lease_until_ms", "<=", clock())
        .where("parked_reason", "is", null)
        .orderBy("lease_until_ms")
        .orderBy("id")
    : writes.orderBy("started_at_ms").orderBy("id");
  return (await ordered.execute()).map(toWrite);
}

async function purge({ kysely, clock }: Store, keptMs: number): Promise<number> {
  const { numDeletedRows } = await kysely
    .deleteFrom("writes")
    .where("state", "<>", started)
    .where("updated_at_ms", "<", sql<number>`${clock()} - ${keptMs}`)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

async function listAudit({ kysely }: Store, { userId, limit }: AuditRequest): Promise<readonly AuditEntry[]> {
  let entries = kysely
    .selectFrom("audit_entries")
    .selectAll()
    .orderBy("at_ms", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  if (userId !== undefined) entries = entries.where("user_id", "=", userId);
  return (await entries.execute()).map(toAuditEntry);
}
