import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Directory } from "../../src/directory/directory.js";
import {
  type DirectoryOptions,
  openDirectory,
  type StoreLocation,
} from "../../src/directory/open-directory.js";
import { createTestDatabase } from "./postgres.js";

/** An empty store, made for one test. */
export interface TestStore {
  readonly location: StoreLocation;
  /** Opens the store once more; in memory each opening is a store of its own. */
  open(options?: Omit<DirectoryOptions, keyof StoreLocation>): Promise<Directory>;
  /** Closes what is open and removes the store. */
  remove(): Promise<void>;
}

export interface StoreKind {
  readonly name: string;
  create(): Promise<TestStore>;
}

const memory: StoreKind = {
  name: "SQLite in memory",
  create: async () => toTestStore({ sqliteFile: ":memory:" }, async () => undefined),
};

const file: StoreKind = {
  name: "a SQLite file",
  create: async () => {
    const folder = await mkdtemp(join(tmpdir(), "identity-subgraph-sqlite-"));
    const location = { sqliteFile: join(folder, "made", "on", "demand", "directory.sqlite") };
    return toTestStore(location, () => rm(folder, { recursive: true, force: true }));
  },
};

const postgres: StoreKind = {
  name: "PostgreSQL",
  create: async () => {
    const database = await createTestDatabase();
    return toTestStore({ url: database.url }, database.drop);
  },
};

/** Stores that several connections and processes can share. */
export const sharedStoreKinds: readonly StoreKind[] = [file, postgres];
export const storeKinds: readonly StoreKind[] = [memory, ...sharedStoreKinds];

function toTestStore(location: StoreLocation, removeData: () => Promise<void>): TestStore {
  const opened: Directory[] = [];
  return {
    location,
    open: async (options = {}) => {
      const directory = await openDirectory({ ...location, ...options });
      opened.push(directory);
      return directory;
    },
    remove: async () => {
      await Promise.all(opened.map((directory) => directory.close()));
      await removeData();
    },
  };
}
