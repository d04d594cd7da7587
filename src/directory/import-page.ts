import { z } from "zod";
import type { UserId } from "../identity/ids.js";
import { type LinkedUser, toIdentityText } from "../identity/link.js";
import type { Store } from "./database.js";
import type { ImportPage, ImportState, Registration } from "./directory.js";
import { addCounts, type ImportCounts, noCounts } from "./import-counts.js";
import { loadUsers } from "./links.js";
import { planRegistration, type RegistrationPlan } from "./plan-registration.js";
import { assertStorable } from "./storable.js";
import { inTransaction } from "./transaction.js";
import { insertPlanned } from "./user-rows.js";

const countsForm = z.object({
  created: z.int(),
  linked: z.int(),
  known: z.int(),
  inConflict: z.int(),
  failed: z.int(),
});

/** See `Directory.importPage`. */
export async function importPage(
  store: Store,
  { provider, realm, registrations, failed, cursor }: ImportPage,
): Promise<ImportCounts> {
  checkStorable(registrations);
  return inTransaction(store, async (transaction) => {
    const { counts, plan } = await planPage(transaction, registrations);
    await insertPlanned(transaction, plan);
    const before = await findImport(transaction, provider, realm);
    const total = addCounts(before?.counts ?? noCounts, { ...counts, failed });
    if (cursor === null) {
      await removeImport(transaction, provider, realm);
      return total;
    }
    const state = { cursor, counts: JSON.stringify(total), updated_at_ms: transaction.clock() };
    await transaction.kysely
      .insertInto("imports")
      .values({ provider, realm, ...state })
      .onConflict((conflict) => conflict.columns(["provider", "realm"]).doUpdateSet(state))
      .execute();
    return total;
  });
}

/** See `Directory.removeImport`. */
export async function removeImport(
  { kysely }: Store,
  provider: ImportPage["provider"],
  realm: ImportPage["realm"],
): Promise<void> {
  await kysely.deleteFrom("imports").where("provider", "=", provider).where("realm", "=", realm).execute();
}

/** See `Directory.previewImport`. */
export async function previewImport(
  store: Store,
  registrations: readonly Registration[],
): Promise<ImportCounts> {
  checkStorable(registrations);
  return (await planPage(store, registrations)).counts;
}

/** See `Directory.findImport`. */
export async function findImport(
  { kysely }: Store,
  provider: ImportPage["provider"],
  realm: ImportPage["realm"],
): Promise<ImportState | null> {
  const row = await kysely
    .selectFrom("imports")
    .select(["cursor", "counts"])
    .where("provider", "=", provider)
    .where("realm", "=", realm)
    .executeTakeFirst();
  return row === undefined ? null : { cursor: row.cursor, counts: countsForm.parse(JSON.parse(row.counts)) };
}

function checkStorable(registrations: readonly Registration[]): void {
  for (const { key, assertedKeys } of registrations) [key, ...assertedKeys].forEach(assertStorable);
}

interface PlannedPage {
  readonly plan: RegistrationPlan;
  readonly counts: ImportCounts;
}

async function planPage(store: Store, registrations: readonly Registration[]): Promise<PlannedPage> {
  const keys = registrations.flatMap(({ key, assertedKeys }) =>
    [key, ...assertedKeys].map(({ provider, subject }) => ({ kind: "subject", provider, subject }) as const),
  );
  const known = await loadUsers(store, keys);
  const plan = planRegistration(registrations, known, store.now());
  return { plan, counts: countPlan(registrations, known, plan) };
}

function countPlan(
  registrations: readonly Registration[],
  known: readonly LinkedUser[],
  { newUsers, newLinks, answers }: RegistrationPlan,
): ImportCounts {
  const knownLinks = known.flatMap(({ links }) => links);
  const ownersBefore = new Map(knownLinks.map((link) => [toIdentityText(link), link.userId]));
  const owners = new Map([
    ...ownersBefore,
    ...newLinks.map((link) => [toIdentityText(link), link.userId] as const),
  ]);
  const uncounted = new Set<UserId>(newUsers.map(({ id }) => id));
  const counts = { ...noCounts } as { -readonly [Name in keyof ImportCounts]: number };
  for (const { key, assertedKeys } of registrations) {
    const text = toIdentityText(key);
    const userId = answers.get(text)?.id as UserId;
    if (ownersBefore.has(text)) counts.known += 1;
    else if (uncounted.delete(userId)) counts.created += 1;
    else counts.linked += 1;
    if (assertedKeys.some((asserted) => owners.get(toIdentityText(asserted)) !== userId))
      counts.inConflict += 1;
  }
  return counts;
}
