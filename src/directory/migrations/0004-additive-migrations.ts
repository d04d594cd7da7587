import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Names of the migrations that processes of an older version may ignore. */
export function additiveMigrations(): Migration {
  return {
    async up(kysely: Kysely<unknown>): Promise<void> {
      await kysely.schema
        .createTable("additive_migrations")
        .addColumn("name", "text", (column) => column.primaryKey())
        .execute();
    },
  };
}
