import { beginWrite } from "./begin-write.js";
import type { Store } from "./database.js";
import type { AuditEntry, Journal, Write } from "./journal.js";
import { countParked, parkWrite, releaseWrite, saveProgress, started, takeOver } from "./lease-rows.js";
import { settleWrite } from "./settle-write.js";
import { toAuditEntry, toWrite } from "./write-rows.js";

type AuditRequest = Parameters<Journal["listAudit"]>[0];
type StartedRequest = Parameters<Journal["listStarted"]>[0];

export function createJournal(store: Store, now: () => Date): Journal {
  return {
    begin: (write) => beginWrite(store, write, now()),
    save: (id, lease, progress) => saveProgress(store, { id, lease, progress, now: now() }),
    release: (id, holder, progress) => releaseWrite(store, { id, holder, progress, now: now() }),
    takeOver: (id, lease, terms) => takeOver(store, { id, lease, terms, now: now() }),
    park: (order) => parkWrite(store, { ...order, now: now() }),
    countParked: () => countParked(store),
    settle: (settlement) => settleWrite(store, settlement, now()),
    find: (id) => findWrite(store, id),
    listStarted: (request) => listStarted(store, request, now()),
    purge: (before) => purge(store, before),
    listAudit: (request) => listAudit(store, request),
  };
}

async function findWrite({ kysely }: Store, id: string): Promise<Write | null> {
  const row = await kysely.selectFrom("writes").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : toWrite(row);
}

async function listStarted(
  { kysely }: Store,
  { isExpired = false, limit }: StartedRequest,
  now: Date,
): Promise<readonly Write[]> {
  const writes = kysely.selectFrom("writes").selectAll().where("state", "=", started).limit(limit);
  const ordered = isExpired
    ? writes
        .where("lease_until_ms", "<=", now.getTime())
        .where("parked_reason", "is", null)
        .orderBy("lease_until_ms")
        .orderBy("id")
    : writes.orderBy("started_at_ms").orderBy("id");
  return (await ordered.execute()).map(toWrite);
}

async function purge({ kysely }: Store, before: Date): Promise<number> {
  const { numDeletedRows } = await kysely
    .deleteFrom("writes")
    .where("state", "<>", started)
    .where("updated_at_ms", "<", before.getTime())
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
