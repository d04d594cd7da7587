import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** How many holders of a write have died, and why it waits for an operator. */
export function parkedWrites(): Migration {
  return {
    async up(kysely: Kysely<unknown>): Promise<void> {
      await kysely.schema
        .alterTable("writes")
        .addColumn("deaths", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
      await kysely.schema.alterTable("writes").addColumn("parked_reason", "text").execute();
      await kysely.schema
        .createIndex("writes_parked")
        .on("writes")
        .column("started_at_ms")
        .where(sql<boolean>`parked_reason is not null`)
        .execute();
    },
  };
}
