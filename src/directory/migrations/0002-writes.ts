import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import type { SqlDialect } from "../database.js";

/**
 * The journal of writes and their audit, and the moment of each identity's last change.
 *
 * Neither table refers to users: a write that makes a user is there before them. The audit does not refer to writes, which
 * it outlives.
 */
export function writes(sqlDialect: SqlDialect): Migration {
  return {
    async up(kysely: Kysely<unknown>): Promise<void> {
      await kysely.schema.alterTable("identity_links").addColumn("changed_at_ms", "bigint").execute();
      await createWrites(kysely, sqlDialect);
      await createAuditEntries(kysely, sqlDialect);
    },
  };
}

async function createWrites(kysely: Kysely<unknown>, { textType }: SqlDialect): Promise<void> {
  await kysely.schema
    .createTable("writes")
    .addColumn("id", textType, (column) => column.primaryKey().notNull())
    .addColumn("kind", textType, (column) => column.notNull())
    .addColumn("actor", textType, (column) => column.notNull())
    .addColumn("user_id", textType)
    .addColumn("idempotency_key", textType)
    .addColumn("digest", textType, (column) => column.notNull())
    .addColumn("progress", textType, (column) => column.notNull())
    .addColumn("fields", textType, (column) => column.notNull())
    .addColumn("state", textType, (column) => column.notNull())
    .addColumn("outcome", textType)
    .addColumn("lease_holder", textType)
    .addColumn("lease_until_ms", "bigint")
    .addColumn("started_at_ms", "bigint", (column) => column.notNull())
    .addColumn("updated_at_ms", "bigint", (column) => column.notNull())
    .addCheckConstraint("writes_id_is_uuid_length", sql`length(id) = 36`)
    .addCheckConstraint(
      "writes_have_a_holder_while_started",
      sql`(state = 'started') = (lease_holder is not null)`,
    )
    .addCheckConstraint(
      "writes_have_a_lease_while_started",
      sql`(state = 'started') = (lease_until_ms is not null)`,
    )
    .addCheckConstraint("writes_have_an_outcome_once_settled", sql`(state = 'started') = (outcome is null)`)
    .execute();
  const isStarted = sql<boolean>`state = 'started'`;
  // Keeps a user from ever having two writes in progress.
  await kysely.schema
    .createIndex("writes_started_by_user")
    .unique()
    .on("writes")
    .column("user_id")
    .where(isStarted)
    .execute();
  // Keeps a caller's key from ever belonging to two writes.
  await kysely.schema
    .createIndex("writes_by_idempotency_key")
    .unique()
    .on("writes")
    .columns(["actor", "idempotency_key"])
    .where(sql<boolean>`idempotency_key is not null`)
    .execute();
  await kysely.schema
    .createIndex("writes_started_by_lease")
    .on("writes")
    .column("lease_until_ms")
    .where(isStarted)
    .execute();
}

async function createAuditEntries(kysely: Kysely<unknown>, { textType }: SqlDialect): Promise<void> {
  await kysely.schema
    .createTable("audit_entries")
    .addColumn("id", textType, (column) => column.primaryKey().notNull())
    .addColumn("write_id", textType, (column) => column.notNull())
    .addColumn("kind", textType, (column) => column.notNull())
    .addColumn("actor", textType, (column) => column.notNull())
    .addColumn("user_id", textType)
    .addColumn("fields", textType, (column) => column.notNull())
    .addColumn("result", textType, (column) => column.notNull())
    .addColumn("at_ms", "bigint", (column) => column.notNull())
    .execute();
  await kysely.schema
    .createIndex("audit_entries_by_time")
    .on("audit_entries")
    .columns(["at_ms", "id"])
    .execute();
  await kysely.schema
    .createIndex("audit_entries_by_user")
    .on("audit_entries")
    .columns(["user_id", "at_ms", "id"])
    .execute();
}
