import type { Link, LinkedUser } from "../identity/link.js";
import { toIdentityText } from "../identity/link.js";
import type { Store } from "./database.js";
import type { Registration } from "./directory.js";
import { compareTexts } from "./linked-users.js";
import { loadUsers } from "./links.js";
import { planRegistration } from "./plan-registration.js";
import { assertStorable } from "./storable.js";
import { inTransaction, Overtaken } from "./transaction.js";

/** Rows of one insert; a statement has at most 32,766 parameters on SQLite. */
const maxRowsPerInsert = 2_000;

/** See `Directory.register`. A batch costs three statements and the transaction's own two, however long it is. */
export async function register(
  store: Store,
  registrations: readonly Registration[],
  now: Date,
): Promise<ReadonlyMap<string, LinkedUser>> {
  if (registrations.length === 0) return new Map();
  const identities = registrations.flatMap(({ key, assertedKeys }) => [key, ...assertedKeys]);
  identities.forEach(assertStorable);
  const keys = identities.map(({ provider, subject }) => ({ kind: "subject", provider, subject }) as const);
  return inTransaction(store, async (transaction) => {
    const known = await loadUsers(transaction, keys);
    const { newUsers, newLinks, answers } = planRegistration(registrations, known, now);
    await insertUsers(transaction, newUsers);
    const inserted = await insertLinks(transaction, newLinks);
    if (inserted < newLinks.length) throw new Overtaken();
    return answers;
  });
}

/** See `Directory.importUsers`. One transaction. */
export async function importUsers(store: Store, users: readonly LinkedUser[]): Promise<void> {
  const links = users.flatMap((user) => user.links.map((link) => ({ ...link, userId: user.id })));
  links.forEach(assertStorable);
  await inTransaction(store, async (transaction) => {
    await insertUsers(transaction, users);
    await insertLinks(transaction, links);
  });
}

async function insertUsers({ kysely }: Store, users: readonly LinkedUser[]): Promise<void> {
  const rows = users.map(({ id, createdAt }) => ({ id, created_at_ms: createdAt.getTime() }));
  for (const chunk of toChunks(rows)) {
    await kysely
      .insertInto("users")
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/**
 * Leaves identities alone that belong to somebody, and answers how many did not.
 *
 * Where another transaction is just inserting one of them, PostgreSQL waits for its end; all insert in the same order, so
 * that no two can wait for each other.
 */
async function insertLinks({ kysely }: Store, links: readonly Link[]): Promise<number> {
  const rows = [...links]
    .sort((one, other) => compareTexts(toIdentityText(one), toIdentityText(other)))
    .map(({ provider, realm, subject, userId, evidence, linkedAt }) => ({
      provider,
      realm,
      subject,
      user_id: userId,
      evidence,
      linked_at_ms: linkedAt.getTime(),
    }));
  let inserted = 0;
  for (const chunk of toChunks(rows)) {
    const { numInsertedOrUpdatedRows } = await kysely
      .insertInto("identity_links")
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    inserted += Number(numInsertedOrUpdatedRows);
  }
  return inserted;
}

function toChunks<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const count = Math.ceil(rows.length / maxRowsPerInsert);
  return Array.from({ length: count }, (_, chunk) =>
    rows.slice(chunk * maxRowsPerInsert, (chunk + 1) * maxRowsPerInsert),
  );
}
