import { type Dialect, Kysely, type RawBuilder, sql } from "kysely";
import { checkStore } from "./check-store.js";
import type { Database, SqlDialect, Store } from "./database.js";
import type { Directory } from "./directory.js";
import { findImport, importPage, previewImport, removeImport } from "./import-page.js";
import { createJournal } from "./journal-store.js";
import { linkGroups } from "./link-groups.js";
import { countUsers, findUsers, listUsers } from "./links.js";
import { migrate } from "./migrate.js";
import { createPostgresDialect, postgresDialect } from "./postgres.js";
import { importUsers, register } from "./register.js";
import { createSqliteDialect, sqliteDialect } from "./sqlite.js";
import { StoreHealth } from "./store-health.js";
import type { DirectoryUnavailable } from "./unavailable.js";
import { wrapMethods } from "./wrap-methods.js";

export type DirectoryOptions = StoreLocation & {
  /** Called for each SQL statement once it has run, also for those that begin and end a transaction. */
  readonly onStatement?: (sql: string) => void;
  /** Called once when the store becomes unavailable, and once when it is available again. */
  readonly onOutage?: (error: DirectoryUnavailable) => void;
  readonly onOutageEnd?: () => void;
  /** This machine's clock, by which new users and links are dated. */
  readonly now?: () => Date;
  /** For tests: replaces the store's clock, which dates everything that processes must agree on. */
  readonly storeNow?: () => Date;
};

/** A PostgreSQL address, or a SQLite file, which is made when it is missing; ":memory:" keeps nothing. */
export type StoreLocation = { readonly url: string } | { readonly sqliteFile: string };

/** The store, and what is known of it at the moment. */
interface OpenStore {
  readonly store: Store;
  readonly health: StoreHealth;
  close(): Promise<void>;
}

/** Connects, migrates the tables, and returns the directory. Fails when the store can't be reached. */
export async function openDirectory(options: DirectoryOptions): Promise<Directory> {
  const { store, health, close } = await ("url" in options ? openPostgres(options) : openSqlite(options));
  // the one place where errors of the store are translated
  const call = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    health.assertReachable();
    try {
      return await work();
    } catch (error) {
      throw health.note(error);
    }
  };
  const methods = wrapMethods(
    {
      findUsers: (keys) => findUsers(store, keys),
      listUsers: (request) => listUsers(store, request),
      countUsers: (filter) => countUsers(store, filter),
      register: (registrations) => register(store, registrations),
      linkGroups: (groups) => linkGroups(store, groups),
      importUsers: (users) => importUsers(store, users),
      importPage: (page) => importPage(store, page),
      previewImport: (registrations) => previewImport(store, registrations),
      findImport: (provider, realm) => findImport(store, provider, realm),
      removeImport: (provider, realm) => removeImport(store, provider, realm),
    } satisfies Partial<Directory>,
    call,
  );
  return {
    ...methods,
    journal: wrapMethods(createJournal(store), call),
    ping: () => health.check(),
    close: async () => {
      health.close();
      await close();
    },
  };
}

type Observed = Pick<DirectoryOptions, "now" | "storeNow" | "onStatement">;

interface Outages {
  readonly onOutage: DirectoryOptions["onOutage"] | undefined;
  readonly onOutageEnd: DirectoryOptions["onOutageEnd"] | undefined;
}

async function openSqlite({
  sqliteFile,
  onStatement,
  onOutage,
  onOutageEnd,
  ...observed
}: Observed & Partial<Outages> & { sqliteFile: string }): Promise<OpenStore> {
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
  const health = createHealth(store, { onOutage, onOutageEnd });
  return { store, health, close: () => store.kysely.destroy() };
}

/** Milliseconds for a statement to run, for the pool to give a connection, and until a silent server is suspected. */
const statementTimeoutMs = 15_000;
const connectTimeoutMs = 5_000;
const suspectMs = 2_000;

/**
 * Migrates on a connection of its own: it may wait long for another process, and changing a table may take long. So does
 * the check of the store: it tells whether the server answers while all other connections wait.
 */
async function openPostgres({
  url,
  onOutage,
  onOutageEnd,
  ...observed
}: Observed & Partial<Outages> & { url: string }): Promise<OpenStore> {
  const single = { url, maxConnections: 1, onConnectionError: () => undefined };
  const migration = createStore(
    createPostgresDialect({ ...single, statementTimeoutMs: 0, connectTimeoutMs }),
    postgresDialect,
    {},
  );
  await migrateOrClose(migration);
  await migration.kysely.destroy();
  const probe = createStore(
    createPostgresDialect({
      ...single,
      statementTimeoutMs: suspectMs,
      connectTimeoutMs: suspectMs,
      answers: { suspectMs, isAlive: async () => false },
    }),
    postgresDialect,
    {},
  );
  const health = createHealth(probe, { onOutage, onOutageEnd });
  const dialect = createPostgresDialect({
    url,
    maxConnections: 10,
    statementTimeoutMs,
    connectTimeoutMs,
    answers: { suspectMs, isAlive: () => health.isAlive() },
    onConnectionError: () => health.suspect(), // a proxy may have closed an idle connection
  });
  const store = createStore(dialect, postgresDialect, observed);
  const close = async (): Promise<void> => {
    await Promise.all([store.kysely.destroy(), probe.kysely.destroy()]);
  };
  return { store, health, close };
}

function createHealth(store: Store, { onOutage, onOutageEnd }: Outages): StoreHealth {
  return new StoreHealth({
    check: () => checkStore(store),
    onOutage: (error) => onOutage?.(error),
    onOutageEnd: () => onOutageEnd?.(),
  });
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
