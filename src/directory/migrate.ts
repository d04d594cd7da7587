import { Migrator } from "kysely/migration";
import type { Store } from "./database.js";
import { identityLinks } from "./migrations/0001-identity-links.js";
import { writes } from "./migrations/0002-writes.js";
import { parkedWrites } from "./migrations/0003-parked-writes.js";

/** Brings the tables up to date. Safe when several processes start at once: the others wait, then find nothing to do. */
export async function migrate({ kysely, sqlDialect }: Store): Promise<void> {
  const migrator = new Migrator({
    db: kysely,
    provider: {
      getMigrations: async () => ({
        "0001-identity-links": identityLinks(sqlDialect),
        "0002-writes": writes(sqlDialect),
        "0003-parked-writes": parkedWrites(),
      }),
    },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed =
    results?.find(({ status }) => status === "Error")?.migrationName ?? "the migrations' own tables";
  throw new Error(`Directory: migration failed at ${failed}`, { cause: error });
}
