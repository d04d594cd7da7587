import { v7 as uuidv7 } from "uuid";
import type { UserId } from "../identity/ids.js";
import { type IdentityKey, type LinkedUser, toIdentityText, type UserKey } from "../identity/link.js";
import { type Store, toDate } from "./database.js";
import type { CompletionResult, WriteCompletion } from "./journal.js";
import { loadUsers } from "./links.js";
import { assertStorable } from "./storable.js";
import { inTransaction, StaleWriteError } from "./transaction.js";
import { deleteTurns } from "./turn-rows.js";
import { deleteLinks, insertLinks, insertUsers, markChanged } from "./user-rows.js";
import type { WriteRow } from "./write-rows.js";

/** See `Journal.complete`. Ten statements at most, including the transaction's own two; no user is loaded unless links are added. */
export async function completeWrite(store: Store, completion: WriteCompletion): Promise<CompletionResult> {
  const { links = [], unlinks = [], touched, userId } = completion;
  if (userId === null && (links.length > 0 || unlinks.length > 0))
    throw new Error("Journal: links are linked without a user");
  links.forEach(({ key }) => {
    assertStorable(key);
  });
  try {
    return await inTransaction(store, async (transaction) => {
      const row = await endWrite(transaction, completion);
      if (row === undefined) return { kind: "lease_lost" };
      await deleteTurns(transaction, completion.id);
      if (userId !== null)
        await linkIdentities(transaction, { ...completion, userId }, toDate(row.updated_at_ms));
      if (userId !== null) await deleteLinks(transaction, unlinks, userId);
      await markChanged(transaction, touched);
      await insertAuditEntry(transaction, row, completion.result);
      return { kind: "completed" };
    });
  } catch (error) {
    if (error instanceof LinkTaken) return { kind: "link_taken", key: error.key, owner: error.owner };
    throw error;
  }
}

/** Undoes the transaction, so that the write can end in another way. */
class LinkTaken extends Error {
  readonly key: IdentityKey;
  readonly owner: LinkedUser;

  constructor(key: IdentityKey, owner: LinkedUser) {
    super("Journal: an identity belongs to another user");
    this.name = "LinkTaken";
    this.key = key;
    this.owner = owner;
  }
}

/** The row as it is now, or undefined when the holder has lost the write. Locks it for the rest of the transaction. */
async function endWrite(
  { kysely, clock }: Store,
  { id, holder, state, outcome, userId }: WriteCompletion,
): Promise<WriteRow | undefined> {
  return kysely
    .updateTable("writes")
    .set({
      state,
      outcome: JSON.stringify(outcome),
      progress: "{}", // it may hold names and addresses, and is not needed any more
      ...(state === "finished" ? {} : { idempotency_key: null }), // asking again starts afresh
      lease_holder: null,
      lease_until_ms: null,
      updated_at_ms: clock(),
      ...(userId === null ? {} : { user_id: userId }),
    })
    .where("id", "=", id)
    .where("lease_holder", "=", holder)
    .where("state", "=", "started")
    .where("parked_reason", "is", null)
    .returningAll()
    .executeTakeFirst();
}

async function linkIdentities(
  store: Store,
  { userId, createsUser = false, links = [] }: WriteCompletion & { readonly userId: UserId },
  now: Date,
): Promise<void> {
  if (createsUser) await insertUsers(store, [{ id: userId, createdAt: now }]);
  if (links.length === 0) return assertUserExists(store, userId);
  const subjects = links.map(
    ({ key: { provider, subject } }): UserKey => ({ kind: "subject", provider, subject }),
  );
  const known = await loadUsers(store, [{ kind: "id", id: userId }, ...subjects]);
  if (known.every(({ id }) => id !== userId)) throw new UnknownUser();
  const owners = new Map(known.flatMap((user) => user.links.map((link) => [toIdentityText(link), user])));
  const taken = links.find(({ key }) => (owners.get(toIdentityText(key))?.id ?? userId) !== userId);
  if (taken !== undefined)
    throw new LinkTaken(taken.key, owners.get(toIdentityText(taken.key)) as LinkedUser);

  const free = new Map(
    links
      .filter(({ key }) => !owners.has(toIdentityText(key)))
      .map((link) => [toIdentityText(link.key), link]),
  );
  const newLinks = [...free.values()].map(({ key: { provider, realm, subject }, evidence }) => ({
    ...{ provider, realm, subject },
    ...{ userId, evidence, linkedAt: now, changedAt: null },
  }));
  const inserted = await insertLinks(store, newLinks);
  if (inserted < newLinks.length) throw new StaleWriteError();
}

export async function insertAuditEntry({ kysely }: Store, row: WriteRow, result: string): Promise<void> {
  const { id, kind, actor, user_id, fields, updated_at_ms: at_ms } = row;
  await kysely
    .insertInto("audit_entries")
    .values({ id: uuidv7(), write_id: id, kind, actor, user_id, fields, result, at_ms })
    .execute();
}

async function assertUserExists({ kysely }: Store, id: UserId): Promise<void> {
  const user = await kysely.selectFrom("users").select("id").where("id", "=", id).executeTakeFirst();
  if (user === undefined) throw new UnknownUser();
}

class UnknownUser extends Error {
  constructor() {
    super("Journal: a write ends for an unknown user");
    this.name = "UnknownUser";
  }
}
