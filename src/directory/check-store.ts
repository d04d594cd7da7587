import { sql } from "kysely";
import type { Database, Store } from "./database.js";

const tables: Readonly<Record<keyof Database, true>> = {
  users: true,
  identity_links: true,
  writes: true,
  write_turns: true,
  audit_entries: true,
  imports: true,
};

/** Fails when a table is missing or the store can't be written. Two statements, which read no row. */
export async function checkStore({ kysely, sqlDialect }: Store): Promise<void> {
  const queries = Object.keys(tables).map((table) => sql`select 1 from ${sql.table(table)} where false`);
  await sql.join(queries, sql` union all `).execute(kysely);
  await sqlDialect.testWrite.execute(kysely);
}
