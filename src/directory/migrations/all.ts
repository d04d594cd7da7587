import type { Migration } from "kysely/migration";
import type { SqlDialect } from "../database.js";
import { identityLinks } from "./0001-identity-links.js";
import { writes } from "./0002-writes.js";
import { parkedWrites } from "./0003-parked-writes.js";
import { additiveMigrations } from "./0004-additive-migrations.js";
import { writeTurns } from "./0005-write-turns.js";
import { imports } from "./0010-imports.js";
import { endedWrites } from "./0011-ended-writes.js";

/** A migration, and what it means for processes of the version before it. */
export interface DirectoryMigration extends Migration {
  /**
   * Whether processes that do not know the migration keep working: it adds tables, indexes, or columns that may stay
   * empty or have a default, and changes nothing else.
   */
  readonly isAdditive: boolean;
}

/** Every migration by its name, in order. */
export function listMigrations(sqlDialect: SqlDialect): Readonly<Record<string, DirectoryMigration>> {
  return {
    "0001-identity-links": { ...identityLinks(sqlDialect), isAdditive: false },
    "0002-writes": { ...writes(sqlDialect), isAdditive: false },
    "0003-parked-writes": { ...parkedWrites(), isAdditive: false },
    "0004-additive-migrations": { ...additiveMigrations(), isAdditive: true },
    "0005-write-turns": { ...writeTurns(sqlDialect), isAdditive: false },
    "0010-imports": { ...imports(sqlDialect), isAdditive: true },
    "0011-ended-writes": { ...endedWrites(), isAdditive: true },
  };
}
