import { setTimeout } from "node:timers/promises";
import type { Store } from "./database.js";

const maxTries = 20;
const pauseMs = 5;

/** PostgreSQL's serialisation failure, deadlock, and a row that is referred to but was just deleted. */
const repeatableCodes = new Set(["40001", "40P01", "23503"]);

/** Thrown inside a transaction that another one got ahead of: it is undone and taken again from the start. */
export class Overtaken extends Error {
  constructor() {
    super("Directory: another transaction came first");
    this.name = "Overtaken";
  }
}

/**
 * Runs the steps in one transaction, and again when it collided with another one. Each collision means that another
 * transaction went through, so this ends; twenty tries are for the case that it doesn't.
 *
 * @param steps may use nothing but the store that it is given: SQLite has one connection, and would wait for ever
 */
export async function inTransaction<Result>(
  store: Store,
  steps: (transaction: Store) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await store.kysely.transaction().execute((kysely) => steps({ ...store, kysely }));
    } catch (error) {
      if (tries === maxTries || !isRepeatable(error)) throw error;
      await setTimeout(Math.random() * tries * pauseMs);
    }
  }
}

function isRepeatable(error: unknown): boolean {
  if (error instanceof Overtaken) return true;
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return typeof code === "string" && repeatableCodes.has(code);
}
