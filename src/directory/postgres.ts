import { type Dialect, PostgresDialect, sql } from "kysely";
import { Pool } from "pg";
import type { SqlDialect } from "./database.js";
import { type AnswerLimits, limitAnswers } from "./postgres-pool.js";

export const postgresDialect: SqlDialect = {
  textType: sql`text collate "C"`,
  isOneOf: (column, texts) => sql`${column} = any(${texts}::text[])`,
  // now() is when the transaction began, and clock_timestamp() goes on within a statement and keeps it from using an index.
  clock: sql`floor(extract(epoch from statement_timestamp()) * 1000)::bigint`,
  // a standby refuses it, although it changes nothing
  testWrite: sql`update users set id = id where false`,
};

/** How much later than the server the client gives up on a statement. */
const slackMs = 1_000;

export interface PostgresOptions {
  /** As postgres://user:password@host:5432/database; its query may override any setting below, as ?max=20. */
  readonly url: string;
  readonly maxConnections: number;
  /** 0 is without limit. */
  readonly statementTimeoutMs: number;
  /** To wait for a connection of the pool, new or not. */
  readonly connectTimeoutMs: number;
  /** No limit when absent. */
  readonly answers?: Omit<AnswerLimits, "maxMs">;
  /** Called when an idle connection broke. The pool replaces it by itself. */
  readonly onConnectionError: () => void;
}

export function createPostgresDialect(options: PostgresOptions): Dialect {
  const pool = new Pool({
    connectionString: options.url,
    application_name: "identity-subgraph",
    max: options.maxConnections,
    connectionTimeoutMillis: options.connectTimeoutMs,
    idleTimeoutMillis: 30_000,
    statement_timeout: options.statementTimeoutMs,
    idle_in_transaction_session_timeout: options.statementTimeoutMs,
    keepAlive: true,
  });
  // An error event without a listener ends the process. The pool listens to its idle clients only, so one that breaks
  // between two statements of a transaction needs a listener of its own; the pool's event repeats what that one heard.
  pool.on("connect", (client) => client.on("error", options.onConnectionError));
  pool.on("error", () => undefined);
  const maxMs = options.statementTimeoutMs + slackMs;
  return new PostgresDialect({ pool: limitAnswers(pool, options.answers && { ...options.answers, maxMs }) });
}
