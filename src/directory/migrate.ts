import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Database, Store } from "./database.js";
import { type DirectoryMigration, listMigrations } from "./migrations/all.js";

/** The store can't be used; the message says to an operator why, and its cause has the details. */
export class StoreError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "StoreError";
  }
}

/**
 * Brings the tables up to date. Safe when several processes start at once: the others wait, then find nothing to do.
 *
 * A newer version may have migrated the store already, as during a rolling upgrade. Then nothing is left to do here if its
 * migrations are additive; others are refused with a StoreError.
 */
export async function migrate({ kysely, sqlDialect }: Store): Promise<void> {
  const migrations = listMigrations(sqlDialect);
  const known = Object.keys(migrations);
  if (await isNewer(kysely, known)) return;
  const migrator = new Migrator({
    db: kysely,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(migrations).map(([name, migration]) => [name, toRecorded(name, migration)]),
        ),
    },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (await isNewer(kysely, known)) return; // a newer process came first
  const failed =
    results?.find(({ status }) => status === "Error")?.migrationName ?? "the migrations' own tables";
  throw new StoreError(
    `The directory can't be migrated, at ${failed}: ${error instanceof Error ? error.message : error}`,
    error,
  );
}

/** Notes in the store that older processes may ignore the migration, in the migration's own transaction. */
function toRecorded(name: string, { up, isAdditive }: DirectoryMigration): Migration {
  if (!isAdditive) return { up };
  return {
    up: async (kysely: Kysely<RecordTables>) => {
      await up(kysely);
      await kysely.insertInto("additive_migrations").values({ name }).execute();
    },
  };
}

async function listTables(kysely: Kysely<Database>): Promise<readonly string[]> {
  try {
    const tables = await kysely.introspection.getTables({ withInternalKyselyTables: true });
    return tables.map(({ name }) => name);
  } catch (error) {
    throw new StoreError(`The directory can't be opened: ${(error as Error).message}`, error);
  }
}

type RecordTables = Record<"kysely_migration" | "additive_migrations", { name: string }>;

/** Whether a newer version has migrated the store, additively. Throws a StoreError when it did more than that. */
async function isNewer(kysely: Kysely<Database>, known: readonly string[]): Promise<boolean> {
  const tables = await listTables(kysely);
  const records = kysely.withTables<RecordTables>();
  const [done, additive] = await Promise.all(
    (["kysely_migration", "additive_migrations"] as const).map(async (table) =>
      tables.includes(table) ? records.selectFrom(table).select("name").execute() : [],
    ),
  );
  const additiveNames = additive?.map(({ name }) => name);
  const unknown = (done ?? []).map(({ name }) => name).filter((name) => !known.includes(name));
  const breaking = unknown.filter((name) => !additiveNames?.includes(name));
  if (breaking.length > 0)
    throw new StoreError(
      `A newer version has changed the directory in a way that this version does not know (${breaking.join(", ")}). Start the newer version.`,
    );
  return unknown.length > 0;
}
