import { type Dialect, Kysely, type RawBuilder, sql } from "kysely";
import type { Database, SqlDialect, Store } from "./database.js";
import type { Directory } from "./directory.js";
import { createJournal } from "./journal-store.js";
import { countUsers, findUsers, listUsers } from "./links.js";
import { migrate } from "./migrate.js";
import { createPostgresDialect, postgresDialect } from "./postgres.js";
import { importUsers, register } from "./register.js";
import { createSqliteDialect, sqliteDialect } from "./sqlite.js";

export type DirectoryOptions = StoreLocation & {
  /** Called for each SQL statement once it has run, also for those that begin and end a transaction. */
  readonly onStatement?: (sql: string) => void;
  /** Called when an idle PostgreSQL connection broke; the directory replaces it. */
  readonly onConnectionError?: (error: Error) => void;
  /** This machine's clock, by which new users and links are dated. */
  readonly now?: () => Date;
  /** For tests: replaces the store's clock, which dates everything that processes must agree on. */
  readonly storeNow?: () => Date;
};

/** A PostgreSQL address, or a SQLite file, which is made when it is missing; ":memory:" keeps nothing. */
export type StoreLocation = { readonly url: string } | { readonly sqliteFile: string };

/** Connects, migrates the tables, and returns the directory. Fails when the store can't be reached. */
export async function openDirectory(options: DirectoryOptions): Promise<Directory> {
  const store = await ("url" in options ? openPostgres(options) : openSqlite(options));
  return {
    journal: createJournal(store),
    findUsers: (keys) => findUsers(store, keys),
    listUsers: (request) => listUsers(store, request),
    countUsers: (filter) => countUsers(store, filter),
    register: (registrations) => register(store, registrations),
    importUsers: (users) => importUsers(store, users),
    ping: async () => {
      await sql`select 1`.execute(store.kysely);
    },
    close: () => store.kysely.destroy(),
  };
}

type Observed = Pick<DirectoryOptions, "now" | "storeNow" | "onStatement">;

async function openSqlite({
  sqliteFile,
  onStatement,
  ...observed
}: Observed & { sqliteFile: string }): Promise<Store> {
  let isMigrated = false;
  const noteStatement = (text: string): void => {
    if (isMigrated) onStatement?.(text);
  };
  const store = createStore(createSqliteDialect(sqliteFile), sqliteDialect, {
    ...observed,
    onStatement: noteStatement,
  });
  await migrateOrClose(store);
  isMigrated = true;
  return store;
}

/** Migrates on a connection of its own: it may wait long for another process, and changing a table may take long. */
async function openPostgres({
  url,
  onConnectionError = () => undefined,
  ...observed
}: Observed & { url: string } & Pick<DirectoryOptions, "onConnectionError">): Promise<Store> {
  const unlimited = { url, onConnectionError, maxConnections: 1, statementTimeoutMs: 0 };
  const migration = createStore(createPostgresDialect(unlimited), postgresDialect, {});
  await migrateOrClose(migration);
  await migration.kysely.destroy();
  const limited = { ...unlimited, maxConnections: 10, statementTimeoutMs: 15_000 };
  return createStore(createPostgresDialect(limited), postgresDialect, observed);
}

function createStore(
  dialect: Dialect,
  sqlDialect: SqlDialect,
  { onStatement, storeNow, now = () => new Date() }: Observed,
): Store {
  const kysely = new Kysely<Database>({ dialect, log: ({ query }) => onStatement?.(query.sql) });
  const clock = (): RawBuilder<number> =>
    storeNow === undefined ? sqlDialect.clock : sql`cast(${storeNow().getTime()} as bigint)`;
  return { kysely, sqlDialect, clock, now };
}

async function migrateOrClose(store: Store): Promise<void> {
  try {
    await migrate(store);
  } catch (error) {
    await store.kysely.destroy();
    throw error;
  }
}
