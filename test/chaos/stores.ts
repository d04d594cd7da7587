import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createTestDatabase } from "../support/postgres.js";
import { startPostgresProxy } from "../support/tcp-proxy.js";

/** A directory's store, and the ways in which it can become unavailable. */
export interface ChaosStore {
  readonly variables: Readonly<Record<string, string>>;
  readonly outages: readonly StoreOutage[];
  remove(): Promise<void>;
}

export interface StoreOutage {
  readonly name: string;
  begin(): Promise<void>;
  end(): Promise<void>;
}

export interface ChaosStoreKind {
  readonly name: string;
  create(): Promise<ChaosStore>;
}

const sqlite: ChaosStoreKind = {
  name: "SQLite",
  create: async () => {
    const folder = await mkdtemp(join(tmpdir(), "identity-subgraph-chaos-"));
    const file = join(folder, "directory.sqlite");
    let other: DatabaseSync | undefined;
    const locked: StoreOutage = {
      name: "another program holds the lock for writing",
      begin: async () => {
        other = new DatabaseSync(file);
        other.exec("begin immediate");
      },
      end: async () => {
        other?.exec("rollback");
        other?.close();
      },
    };
    return {
      variables: { SQLITE_FILE: file },
      outages: [locked],
      remove: () => rm(folder, { recursive: true, force: true }),
    };
  },
};

const postgres: ChaosStoreKind = {
  name: "PostgreSQL",
  create: async () => {
    const database = await createTestDatabase();
    const proxy = await startPostgresProxy(database.url);
    const unreachable: StoreOutage = { name: "it is unreachable", begin: proxy.stop, end: proxy.start };
    const frozen: StoreOutage = {
      name: "it accepts connections and answers nothing",
      begin: async () => proxy.freeze(),
      end: async () => proxy.thaw(),
    };
    return {
      variables: { DATABASE_URL: proxy.url },
      outages: [unreachable, frozen],
      remove: async () => {
        await proxy.stop();
        await database.drop();
      },
    };
  },
};

export const chaosStores: readonly ChaosStoreKind[] = [sqlite, postgres];
