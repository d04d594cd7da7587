import { type SelectQueryBuilder, sql } from "kysely";
import type { Database, Store } from "./database.js";
import type { ClaimResult, LeaseRequest } from "./journal.js";
import { inTransaction } from "./transaction.js";
import { toNames } from "./turn-rows.js";
import type { ClaimKind } from "./turns.js";
import { extendLease, toWrite } from "./write-rows.js";

export interface Claim {
  readonly id: string;
  readonly lease: LeaseRequest;
  readonly scope: string;
  readonly kind: ClaimKind;
}

/** The field that an urgent claim is about. */
const blockField = "isBlocked";

/** See `Journal.claim`. Five statements at most, including the transaction's own two. */
export async function claimTurn(store: Store, claim: Claim): Promise<ClaimResult> {
  try {
    return await inTransaction(store, async (transaction) => {
      if (!(await extendLease(transaction, claim))) return { kind: "lease_lost" };
      return (await takeTurn(transaction, claim)) ?? explain(transaction, claim);
    });
  } catch (error) {
    if (!isTakenMeanwhile(error)) throw error;
    return { kind: "waiting", write: null, isContested: true };
  }
}

async function takeTurn(store: Store, { id, scope, kind }: Claim): Promise<ClaimResult | undefined> {
  const turns = store.kysely
    .updateTable("write_turns as own")
    .set({ state: kind === "urgent" ? "urgent" : "current" })
    .where("own.write_id", "=", id)
    .where("own.scope", "=", scope)
    .where("own.is_superseded", "=", 0);
  const free = turns.where(({ not, exists, selectFrom }) =>
    not(
      exists(
        selectFrom("write_turns as other")
          .select(sql.lit(1).as("one"))
          .where("other.scope", "=", scope)
          .where("other.write_id", "<>", id)
          .where(({ or, and, eb, ref }) =>
            or([
              eb("other.state", "=", "current"),
              eb("other.busy_until_ms", ">", store.clock()),
              and([eb("other.state", "=", "urgent"), eb("other.place", "<", ref("own.place"))]),
              and([
                eb("other.is_superseded", "=", 0),
                or([
                  eb("other.place", "<", ref("own.place")),
                  and([
                    eb("other.place", "=", ref("own.place")),
                    eb("other.write_id", "<", ref("own.write_id")),
                  ]),
                ]),
              ]),
            ]),
          ),
      ),
    ),
  );
  const row = await (kind === "urgent" ? turns : free).returning("superseded").executeTakeFirst();
  return row && { kind: "claimed", superseded: toNames(row.superseded) };
}

/** Why the turn could not be taken: its own state, or the next write in the way. */
async function explain({ kysely, clock }: Store, { id, scope }: Claim): Promise<ClaimResult> {
  const rows = await inScope(kysely.selectFrom("write_turns as turn"), scope)
    .select(sql<number>`case when turn.busy_until_ms > ${clock()} then 1 else 0 end`.as("is_busy"))
    .execute();
  const own = rows.find((row) => row.write_id === id);
  if (own === undefined) return { kind: "claimed", superseded: [] }; // of the version before, which had no turns
  if (own.is_superseded === 1)
    return { kind: "superseded", isBusy: Number(own.is_busy) === 1 || own.state === "urgent" };
  const others = rows.filter((row) => row.write_id !== id);
  const active = others.filter((row) => row.state !== "waiting" || Number(row.is_busy) === 1);
  const isContested = active.some((row) => toNames(row.fields).includes(blockField));
  const next = active[0] ?? others[0];
  if (next === undefined) return { kind: "waiting", write: null, isContested };
  const write = await kysely
    .selectFrom("writes")
    .selectAll()
    .select(clock().as("read_at_ms"))
    .where("id", "=", next.write_id)
    .executeTakeFirst();
  return { kind: "waiting", write: write === undefined ? null : toWrite(write), isContested };
}

function inScope<Output>(
  turns: SelectQueryBuilder<Database & { turn: Database["write_turns"] }, "turn", Output>,
  scope: string,
) {
  return turns
    .selectAll("turn")
    .where("turn.scope", "=", scope)
    .orderBy("turn.place")
    .orderBy("turn.write_id");
}

/** PostgreSQL's code of a broken unique index: another write took its turn at the same moment. */
function isTakenMeanwhile(error: unknown): boolean {
  return (error as { readonly code?: unknown } | undefined)?.code === "23505";
}
