import { type Dialect, Kysely, sql } from "kysely";
import type { Database, SqlFlavour, Store } from "./database.js";
import type { Directory } from "./directory.js";
import { createJournal } from "./journal-store.js";
import { countUsers, findUsers, listUsers } from "./links.js";
import { migrate } from "./migrate.js";
import { createPostgresDialect, postgresFlavour } from "./postgres.js";
import { importUsers, register } from "./register.js";
import { createSqliteDialect, sqliteFlavour } from "./sqlite.js";

export type DirectoryOptions = StoreLocation & {
  /** Called for each SQL statement once it has run, also for those that begin and end a transaction. */
  readonly onStatement?: (sql: string) => void;
  /** Told of a PostgreSQL connection that broke while nothing was asked of it; the directory goes on. */
  readonly onConnectionError?: (error: Error) => void;
  /** What users, links and writes are dated by, and what leases are measured against. */
  readonly now?: () => Date;
};

/** A PostgreSQL address, or a SQLite file, which is made when it is missing; ":memory:" keeps nothing. */
export type StoreLocation = { readonly url: string } | { readonly sqliteFile: string };

/** Connects, brings the tables up to date, and answers the directory. Fails when the store can't be reached. */
export async function openDirectory(options: DirectoryOptions): Promise<Directory> {
  const { onStatement } = options;
  const store = await ("url" in options
    ? openPostgres(options, onStatement)
    : openSqlite(options, onStatement));
  const now = options.now ?? (() => new Date());
  return {
    journal: createJournal(store, now),
    findUsers: (keys) => findUsers(store, keys),
    listUsers: (request) => listUsers(store, request),
    countUsers: (filter) => countUsers(store, filter),
    register: (registrations) => register(store, registrations, now()),
    importUsers: (users) => importUsers(store, users),
    ping: async () => {
      await sql`select 1`.execute(store.kysely);
    },
    close: () => store.kysely.destroy(),
  };
}

type OnStatement = DirectoryOptions["onStatement"];

async function openSqlite({ sqliteFile }: { sqliteFile: string }, onStatement: OnStatement): Promise<Store> {
  let isMigrated = false;
  const store = createStore(createSqliteDialect(sqliteFile), sqliteFlavour, (text) => {
    if (isMigrated) onStatement?.(text);
  });
  await migrateOrClose(store);
  isMigrated = true;
  return store;
}

/** Migrates on a connection of its own: it may wait long for another process, and changing a table may take long. */
async function openPostgres(
  { url, onConnectionError = () => undefined }: { url: string } & Pick<DirectoryOptions, "onConnectionError">,
  onStatement: OnStatement,
): Promise<Store> {
  const unlimited = { url, onConnectionError, maxConnections: 1, statementTimeoutMs: 0 };
  const migration = createStore(createPostgresDialect(unlimited), postgresFlavour, undefined);
  await migrateOrClose(migration);
  await migration.kysely.destroy();
  const limited = { ...unlimited, maxConnections: 10, statementTimeoutMs: 15_000 };
  return createStore(createPostgresDialect(limited), postgresFlavour, onStatement);
}

function createStore(dialect: Dialect, flavour: SqlFlavour, onStatement: OnStatement): Store {
  return { kysely: new Kysely<Database>({ dialect, log: ({ query }) => onStatement?.(query.sql) }), flavour };
}

async function migrateOrClose(store: Store): Promise<void> {
  try {
    await migrate(store);
  } catch (error) {
    await store.kysely.destroy();
    throw error;
  }
}
