import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import { DatabaseError, type Pool, type PoolClient } from "pg";
import { startTimeout } from "../platform/timeout.js";
import { ConnectionLost } from "./unavailable.js";

export interface AnswerLimits {
  /** Milliseconds without an answer after which `isAlive` is asked, and again after as many. */
  readonly suspectMs: number;
  /** Milliseconds after which a statement fails although the server is alive. */
  readonly maxMs: number;
  /** Whether the server answers anything at all. */
  readonly isAlive: () => Promise<boolean>;
}

/**
 * The pool, whose statements end when the server does not respond or the connection is lost silently. The driver's own
 * timeout would give such a connection to the next statement.
 *
 * @param limits statements may take any time when absent
 */
export function limitAnswers(pool: Pool, limits: AnswerLimits | undefined): PostgresPool {
  const clients = new WeakMap<PoolClient, LimitedClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      try {
        const client = await pool.connect();
        const limited = clients.get(client) ?? new LimitedClient(client, limits);
        clients.set(client, limited);
        return limited;
      } catch (error) {
        // a server that refuses one more connection may still answer on the others
        throw error instanceof DatabaseError ? error : new ConnectionLost(error);
      }
    },
  };
}

class LimitedClient implements PostgresPoolClient {
  readonly #client: PoolClient;
  readonly #limits: AnswerLimits | undefined;
  #lost: ConnectionLost | undefined;

  constructor(client: PoolClient, limits: AnswerLimits | undefined) {
    this.#client = client;
    this.#limits = limits;
  }

  query<Row>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query<Row>(
    statement: string | PostgresCursor<Row>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
    if (typeof statement !== "string") throw new TypeError("the directory uses no cursors");
    return this.#query<Row>(statement, parameters);
  }

  /** A connection that was lost is closed, not given to the next statement. */
  release(isDiscarded = false): void {
    this.#client.release(isDiscarded || this.#lost !== undefined);
  }

  async #query<Row>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    if (this.#lost !== undefined) throw this.#lost;
    try {
      const client: PostgresPoolClient = this.#client;
      const answer = client.query<Row>(sql, [...parameters]);
      return await (this.#limits === undefined ? answer : this.#inTime(answer, this.#limits));
    } catch (error) {
      if (error instanceof DatabaseError || error instanceof TypeError) throw error;
      this.#lost = error instanceof ConnectionLost ? error : new ConnectionLost(error);
      throw this.#lost;
    }
  }

  async #inTime<Answer>(
    answer: Promise<Answer>,
    { suspectMs, maxMs, isAlive }: AnswerLimits,
  ): Promise<Answer> {
    const startedAt = performance.now();
    const lost = Promise.withResolvers<never>();
    let isDone = false;
    let cancel = startTimeout(suspect, suspectMs);
    async function suspect(): Promise<void> {
      const isLate = performance.now() - startedAt >= maxMs;
      if (isLate || !(await isAlive())) lost.reject(new ConnectionLost("the statement was not answered"));
      else if (!isDone) cancel = startTimeout(suspect, suspectMs);
    }
    try {
      return await Promise.race([answer, lost.promise]);
    } finally {
      isDone = true;
      cancel();
      answer.catch(() => undefined); // fails later, when the connection is closed
      lost.promise.catch(() => undefined);
    }
  }
}
