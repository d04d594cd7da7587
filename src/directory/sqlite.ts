import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
  sql,
} from "kysely";
import { LRUCache } from "lru-cache";
import type { SqlDialect } from "./database.js";
import { whileBusy } from "./sqlite-busy.js";

export const sqliteDialect: SqlDialect = {
  textType: sql`text`,
  isOneOf: (column, texts) => sql`${column} in (select value from json_each(${JSON.stringify(texts)}))`,
  clock: sql`cast(round(unixepoch('subsec') * 1000) as integer)`,
  // rewrites the first page of the file, as every commit has to write something
  testWrite: sql`pragma user_version = 0`,
};

/** SQLite in this process, in a file that several processes may share. ":memory:" lives and dies with the dialect. */
export function createSqliteDialect(file: string): SqliteDialect {
  return new SharedSqliteDialect({ database: () => whileBusy(async () => openDatabase(file)) });
}

class SharedSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SharedSqliteDriver {
    return new SharedSqliteDriver(this.#config);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

/** Lets a migration run in one transaction, which also keeps a second process from running it at the same time. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class SharedSqliteDriver extends SqliteDriver {
  #connection: DatabaseConnection | undefined;

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#connection ??= retryWhileBusy(await super.acquireConnection());
    return this.#connection;
  }

  /** Takes the write lock at once: two transactions that both read first could never both go on to write. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  /** On a full disk SQLite has ended the transaction by itself; its refusal to end it again would hide the first error. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch((error: unknown) => {
      if (!(error instanceof Error && error.message.includes("no transaction is active"))) throw error;
    });
  }
}

/** A statement that found the file locked did nothing, so it can be asked again. */
function retryWhileBusy(connection: DatabaseConnection): DatabaseConnection {
  return {
    executeQuery: (query) => whileBusy(() => connection.executeQuery(query)),
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  } as DatabaseConnection;
}

function openDatabase(file: string): SqliteDatabase {
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("pragma journal_mode = wal");
    // The journal of writes must survive a power cut.
    database.exec("pragma synchronous = full");
    database.exec("pragma foreign_keys = on");
  } catch (error) {
    database.close();
    throw error;
  }
  const prepared = new LRUCache<string, SqliteStatement>({ max: maxStatements });
  return {
    close: () => database.close(),
    prepare: (text) => {
      const known = prepared.get(text);
      if (known !== undefined) return known;
      const statement = toStatement(database.prepare(text));
      // a statement that changes the schema, or a setting, comes once
      if (isRepeated(text)) prepared.set(text, statement);
      return statement;
    },
  };
}

/** Statements that are kept prepared. */
const maxStatements = 200;

function isRepeated(text: string): boolean {
  return /^(select|insert|update|delete|begin|commit|with)\b/i.test(text);
}

function toStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...toInputs(parameters)),
    run: (parameters) => statement.run(...toInputs(parameters)),
    iterate: (parameters) => statement.iterate(...toInputs(parameters)),
  };
}

/** node:sqlite stores a Date as NULL without a word, so what it cannot hold is refused here. */
function toInputs(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((parameter) => {
    const isStorable =
      parameter === null ||
      ["string", "number", "bigint"].includes(typeof parameter) ||
      parameter instanceof Uint8Array;
    if (!isStorable) throw new TypeError(`SQLite cannot store a value of type ${typeof parameter}`);
    return parameter as SQLInputValue;
  });
}
