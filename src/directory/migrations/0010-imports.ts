import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import type { SqlDialect } from "../database.js";

/** How far each unfinished import of a realm has got. */
export function imports({ textType }: SqlDialect): Migration {
  return {
    async up(kysely: Kysely<unknown>): Promise<void> {
      await kysely.schema
        .createTable("imports")
        .addColumn("provider", textType, (column) => column.notNull())
        .addColumn("realm", textType, (column) => column.notNull())
        .addColumn("cursor", "text", (column) => column.notNull())
        .addColumn("counts", "text", (column) => column.notNull())
        .addColumn("updated_at_ms", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("imports_key", ["provider", "realm"])
        .execute();
    },
  };
}
