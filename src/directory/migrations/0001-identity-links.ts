import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import type { SqlDialect } from "../database.js";

/**
 * Users, and the identities that belong to them.
 *
 * Providers and evidence are not listed in checks: SQLite can't change a check without copying the table, and a new
 * provider must not need a migration.
 */
export function identityLinks({ textType }: SqlDialect): Migration {
  return {
    async up(kysely: Kysely<unknown>): Promise<void> {
      await kysely.schema
        .createTable("users")
        .addColumn("id", textType, (column) => column.primaryKey().notNull())
        .addColumn("created_at_ms", "bigint", (column) => column.notNull())
        .addCheckConstraint("users_id_is_uuid_length", sql`length(id) = 36`)
        .execute();
      await kysely.schema
        .createTable("identity_links")
        .addColumn("provider", textType, (column) => column.notNull())
        .addColumn("subject", textType, (column) => column.notNull())
        .addColumn("realm", textType, (column) => column.notNull())
        .addColumn("user_id", textType, (column) => column.notNull())
        .addColumn("evidence", textType, (column) => column.notNull())
        .addColumn("linked_at_ms", "bigint", (column) => column.notNull())
        // Keeps an identity from ever having two users. The subject stands before the realm, so that the same index
        // finds a subject whose realm the caller does not know.
        .addPrimaryKeyConstraint("identity_links_primary_key", ["provider", "subject", "realm"])
        // A user who still has identities can't be removed by a slip: the links must be removed first, knowingly.
        .addForeignKeyConstraint("identity_links_user", ["user_id"], "users", ["id"], (constraint) =>
          constraint.onDelete("restrict"),
        )
        .addCheckConstraint("identity_links_provider_is_given", sql`provider <> ''`)
        .addCheckConstraint("identity_links_subject_length", sql`length(subject) between 1 and 512`)
        .addCheckConstraint("identity_links_realm_length", sql`length(realm) between 1 and 255`)
        .execute();
      await kysely.schema
        .createIndex("identity_links_by_user")
        .on("identity_links")
        .column("user_id")
        .execute();
    },
  };
}
