import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/** An index for the removal of ended writes, which every process looks for in each round of recovery. */
export function endedWrites(): Migration {
  return {
    async up(kysely: Kysely<unknown>): Promise<void> {
      await kysely.schema
        .createIndex("writes_ended")
        .on("writes")
        .column("updated_at_ms")
        .where(sql<boolean>`state <> 'started'`)
        .execute();
    },
  };
}
