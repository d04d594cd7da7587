import { sql } from "kysely";
import { beginWrite } from "./begin-write.js";
import { claimTurn } from "./claim-turn.js";
import { completeWrite } from "./complete-write.js";
import type { Store } from "./database.js";
import { findWrite } from "./find-write.js";
import type { AuditEntry, Journal, Write } from "./journal.js";
import { countParked, endTurn, parkWrite, releaseWrite, takeOver } from "./lease-rows.js";
import { reopenWrite } from "./reopen-write.js";
import { listSuperseded } from "./turn-rows.js";
import { extendLease, started, toAuditEntry, toWrite } from "./write-rows.js";

type AuditRequest = Parameters<Journal["listAudit"]>[0];
type StartedRequest = Parameters<Journal["listStarted"]>[0];

export function createJournal(store: Store): Journal {
  return {
    begin: (write) => beginWrite(store, write),
    reopen: (write) => reopenWrite(store, write),
    claim: (id, lease, turn) => claimTurn(store, { id, lease, ...turn }),
    listSuperseded: (id) => listSuperseded(store, id),
    save: (id, lease, progress) => extendLease(store, { id, lease, progress }),
    endTurn: (id, lease, progress, key) => endTurn(store, { id, lease, progress, key }),
    release: (id, holder, progress, terms) => releaseWrite(store, { id, holder, progress, ...terms }),
    takeOver: (id, lease, terms) => takeOver(store, { id, lease, terms }),
    park: (order) => parkWrite(store, order),
    countParked: () => countParked(store),
    complete: (completion) => completeWrite(store, completion),
    find: (id) => findWrite(store, id),
    listStarted: (request) => listStarted(store, request),
    purge: (keptMs) => purge(store, keptMs),
    listAudit: (request) => listAudit(store, request),
  };
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
