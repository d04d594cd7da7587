import { type Selectable, sql } from "kysely";
import type { Database, Store } from "./database.js";
import type { NewWrite } from "./journal.js";
import { StaleWriteError } from "./transaction.js";
import type { Superseded, Turn } from "./turns.js";

type TurnRow = Selectable<Database["write_turns"]>;

type TurnTaker = Pick<NewWrite, "id" | "turns" | "mayWait">;

/** Unfinished turns at one identity after which further writes are refused: nobody would ever see the end of them. */
const maxWaiting = 20;

/**
 * Takes the turns of a new write, and takes over the fields of older ones. Returns the id of the write that is in the way
 * of a write that does not wait, and then nothing may be kept.
 */
export async function takeTurns(store: Store, write: TurnTaker): Promise<string | undefined> {
  const { turns = [], mayWait = false } = write;
  if (turns.length === 0) return undefined;
  const present = await listTurns(
    store,
    turns.map(({ scope }) => scope),
  );
  const isFull = (scope: string): boolean =>
    present.filter((row) => row.scope === scope).length >= maxWaiting;
  const inTheWay = present.find(({ scope }) => !mayWait || isFull(scope));
  if (inTheWay !== undefined) return inTheWay.write_id;
  await insertTurns(store, write, present);
  for (const turn of turns) {
    for (const row of present) if (row.scope === turn.scope) await supersede(store, row, turn);
  }
  return undefined;
}

async function listTurns({ kysely }: Store, scopes: readonly string[]): Promise<readonly TurnRow[]> {
  return kysely
    .selectFrom("write_turns")
    .selectAll()
    .where("scope", "in", scopes)
    .orderBy("scope")
    .orderBy("place")
    .orderBy("write_id")
    .execute();
}

/** A write that does not wait has its turns from the start; of two at once the unique index lets one through. */
async function insertTurns(
  { kysely }: Store,
  { id, turns = [], mayWait = false }: TurnTaker,
  present: readonly TurnRow[],
): Promise<void> {
  const rows = turns.map(({ scope, fields }) => ({
    write_id: id,
    scope,
    place: Math.max(0, ...present.filter((row) => row.scope === scope).map(({ place }) => place)) + 1,
    state: mayWait ? ("waiting" as const) : ("current" as const),
    fields: JSON.stringify(fields),
    superseded: "[]",
    is_superseded: 0,
    busy_until_ms: null,
  }));
  const { numInsertedOrUpdatedRows } = await kysely
    .insertInto("write_turns")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (Number(numInsertedOrUpdatedRows) < rows.length) throw new StaleWriteError();
}

/** Marks what the newer turn changes of the older one. Another newer turn may do so at the same time. */
async function supersede({ kysely }: Store, row: TurnRow, { supersedes }: Turn): Promise<void> {
  const fields = toNames(row.fields);
  const earlier = toNames(row.superseded);
  const added = fields.filter((field) => supersedes.includes(field) && !earlier.includes(field));
  if (added.length === 0) return;
  const superseded = [...earlier, ...added];
  const { numUpdatedRows } = await kysely
    .updateTable("write_turns")
    .set({
      superseded: JSON.stringify(superseded),
      is_superseded: superseded.length === fields.length ? 1 : 0,
    })
    .where("write_id", "=", row.write_id)
    .where("scope", "=", row.scope)
    .where("superseded", "=", row.superseded)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new StaleWriteError();
}

/** See `Journal.listSuperseded`. */
export async function listSuperseded({ kysely }: Store, id: string): Promise<Superseded> {
  const rows = await kysely
    .selectFrom("write_turns")
    .select(["scope", "superseded"])
    .where("write_id", "=", id)
    .execute();
  return new Map(rows.map(({ scope, superseded }) => [scope, toNames(superseded)]));
}

export async function deleteTurns({ kysely }: Store, id: string, scope?: string): Promise<void> {
  const turns = kysely.deleteFrom("write_turns").where("write_id", "=", id);
  await (scope === undefined ? turns : turns.where("scope", "=", scope)).execute();
}

/**
 * Gives back the turns that the holder of a write has claimed.
 *
 * @param busy where a call that was given up may still arrive, and for how long
 */
export async function giveBackTurns(
  { kysely, clock }: Store,
  id: string,
  busy: { readonly scopes: readonly string[]; readonly durationMs: number } = { scopes: [], durationMs: 0 },
): Promise<void> {
  await kysely
    .updateTable("write_turns")
    .set({ state: "waiting" })
    .where("write_id", "=", id)
    .where("state", "<>", "waiting")
    .execute();
  if (busy.scopes.length === 0) return;
  await kysely
    .updateTable("write_turns")
    .set({ busy_until_ms: sql<number>`${clock()} + ${busy.durationMs}` })
    .where("write_id", "=", id)
    .where("scope", "in", busy.scopes)
    .execute();
}

export function toNames(text: string): readonly string[] {
  return JSON.parse(text) as readonly string[];
}
