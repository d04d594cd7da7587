import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import type { SqlDialect } from "../database.js";

/**
 * The turns of writes, one for each identity that a write changes and one for the links of a user: what concerns different
 * identities does not wait for each other. A user may have several unfinished writes from now on.
 *
 * An unfinished write of the version before takes the turn of every identity of its user, as it did before.
 */
export function writeTurns({ textType }: SqlDialect): Migration {
  return {
    async up(kysely: Kysely<unknown>): Promise<void> {
      await kysely.schema
        .createTable("write_turns")
        .addColumn("write_id", textType, (column) => column.notNull())
        .addColumn("scope", textType, (column) => column.notNull())
        .addColumn("place", "integer", (column) => column.notNull())
        .addColumn("state", textType, (column) => column.notNull())
        .addColumn("fields", textType, (column) => column.notNull())
        .addColumn("superseded", textType, (column) => column.notNull())
        .addColumn("is_superseded", "integer", (column) => column.notNull())
        .addColumn("busy_until_ms", "bigint")
        .addPrimaryKeyConstraint("write_turns_primary_key", ["write_id", "scope"])
        .execute();
      await kysely.schema
        .createIndex("write_turns_by_scope")
        .on("write_turns")
        .columns(["scope", "place"])
        .execute();
      // Keeps two writes from ever changing the same identity at once.
      await kysely.schema
        .createIndex("write_turns_current")
        .unique()
        .on("write_turns")
        .column("scope")
        .where(sql<boolean>`state = 'current'`)
        .execute();
      await kysely.schema.dropIndex("writes_started_by_user").execute();
      await kysely.schema
        .createIndex("writes_started_of_user")
        .on("writes")
        .column("user_id")
        .where(sql<boolean>`state = 'started'`)
        .execute();
      await takeEarlierTurns(kysely);
    },
  };
}

async function takeEarlierTurns(kysely: Kysely<unknown>): Promise<void> {
  const columns = sql`1, 'waiting', '[]', '[]', 0`;
  const isEarlier = sql`w.state = 'started' and w.user_id is not null`;
  await sql`
    insert into write_turns (write_id, scope, place, state, fields, superseded, is_superseded)
    select w.id, 'links' || ${sql.lit("\n")} || w.user_id, ${columns} from writes w where ${isEarlier}
    union all
    select w.id, l.provider || ${sql.lit("\n")} || l.realm || ${sql.lit("\n")} || l.subject, ${columns}
    from writes w join identity_links l on l.user_id = w.user_id where ${isEarlier}
  `.execute(kysely);
}
