import type { PostgresServer } from "./jest-postgres.js";

/** Stops the server that the set-up of this run has started, if it has. */
export default async function stopSharedPostgres(): Promise<void> {
  const { sharedPostgres } = globalThis as { sharedPostgres?: PostgresServer };
  await sharedPostgres?.stop();
}
