import type { LinkedUser } from "../identity/link.js";
import type { Store } from "./database.js";
import type { Registration } from "./directory.js";
import { loadUsers } from "./links.js";
import { planRegistration } from "./plan-registration.js";
import { assertStorable } from "./storable.js";
import { inTransaction } from "./transaction.js";
import { insertLinks, insertPlanned, insertUsers } from "./user-rows.js";

/** See `Directory.register`. A batch costs three statements and the transaction's own two, however long it is. */
export async function register(
  store: Store,
  registrations: readonly Registration[],
): Promise<ReadonlyMap<string, LinkedUser>> {
  if (registrations.length === 0) return new Map();
  const identities = registrations.flatMap(({ key, assertedKeys }) => [key, ...assertedKeys]);
  identities.forEach(assertStorable);
  const keys = identities.map(({ provider, subject }) => ({ kind: "subject", provider, subject }) as const);
  return inTransaction(store, async (transaction) => {
    const known = await loadUsers(transaction, keys);
    const plan = planRegistration(registrations, known, store.now());
    await insertPlanned(transaction, plan);
    return plan.answers;
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
