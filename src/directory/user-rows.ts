import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from "kysely";
import type { UserId } from "../identity/ids.js";
import { type IdentityKey, type Link, type LinkedUser, toIdentityText } from "../identity/link.js";
import type { Database, Store } from "./database.js";
import { compareTexts } from "./linked-users.js";
import { StaleWriteError } from "./transaction.js";

/** Rows of one insert; a statement has at most 32,766 parameters on SQLite. */
const maxRowsPerInsert = 2_000;

/** Skips users that exist. */
export async function insertUsers(
  { kysely }: Store,
  users: readonly Pick<LinkedUser, "id" | "createdAt">[],
): Promise<void> {
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
 * Skips identities that have a user, and returns how many links were inserted.
 *
 * Where another transaction is just inserting one of them, PostgreSQL waits for its end; all insert in the same order, so
 * that no two can wait for each other.
 */
export async function insertLinks({ kysely }: Store, links: readonly Link[]): Promise<number> {
  const rows = [...links]
    .sort((one, other) => compareTexts(toIdentityText(one), toIdentityText(other)))
    .map(({ provider, realm, subject, userId, evidence, linkedAt, changedAt }) => ({
      provider,
      realm,
      subject,
      user_id: userId,
      evidence,
      linked_at_ms: linkedAt.getTime(),
      changed_at_ms: changedAt?.getTime() ?? null,
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

/** Inserts users and their links. Throws StaleWriteError when another transaction was faster to link one of the identities. */
export async function insertPlanned(
  store: Store,
  {
    newUsers,
    newLinks,
  }: { readonly newUsers: Parameters<typeof insertUsers>[1]; readonly newLinks: readonly Link[] },
): Promise<void> {
  await insertUsers(store, newUsers);
  const inserted = await insertLinks(store, newLinks);
  if (inserted < newLinks.length) throw new StaleWriteError();
}

/** Takes the identities away from the user; those that are not theirs are left alone. */
export async function deleteLinks(
  { kysely }: Store,
  keys: readonly IdentityKey[],
  userId: UserId,
): Promise<void> {
  if (keys.length === 0) return;
  await kysely
    .deleteFrom("identity_links")
    .where("user_id", "=", userId)
    .where((builder) => isOneOfIdentities(builder, keys))
    .execute();
}

/** Dates the last change of the identities: now. Identities without a user are skipped. */
export async function markChanged({ kysely, clock }: Store, keys: readonly IdentityKey[]): Promise<void> {
  if (keys.length === 0) return;
  await kysely
    .updateTable("identity_links")
    .set({ changed_at_ms: clock() })
    .where((builder) => isOneOfIdentities(builder, keys))
    .execute();
}

/** For the identities of one user: many of them would make a statement too long. */
function isOneOfIdentities(
  builder: ExpressionBuilder<Database, "identity_links">,
  keys: readonly IdentityKey[],
): ExpressionWrapper<Database, "identity_links", SqlBool> {
  return builder.or(keys.map(({ provider, subject, realm }) => builder.and({ provider, subject, realm })));
}

function toChunks<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const count = Math.ceil(rows.length / maxRowsPerInsert);
  return Array.from({ length: count }, (_, chunk) =>
    rows.slice(chunk * maxRowsPerInsert, (chunk + 1) * maxRowsPerInsert),
  );
}
