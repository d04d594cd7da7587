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

/** A store for the tests of one file; empty at the start, without even a table. */
export interface TestStore {
  readonly location: StoreLocation;
  /** Opens the store once more; in memory each opening is a store of its own. Its clock is `now` unless it is given apart. */
  open(options?: Omit<DirectoryOptions, keyof StoreLocation>): Promise<Directory>;
  /** Closes what is open and takes everything away, for the next test. */
  empty(): Promise<void>;
  /** Closes what is open and removes the store. */
  remove(): Promise<void>;
}

export interface StoreKind {
  readonly name: string;
  create(): Promise<TestStore>;
}

const memory: StoreKind = {
  name: "SQLite in memory",
  create: async () => {
    const nothing = async () => undefined;
    return toTestStore({ sqliteFile: ":memory:" }, { empty: nothing, remove: nothing });
  },
};

const file: StoreKind = {
  name: "a SQLite file",
  create: async () => {
    const folder = await mkdtemp(join(tmpdir(), "identity-subgraph-sqlite-"));
    const made = join(folder, "made");
    return toTestStore(
      { sqliteFile: join(made, "on", "demand", "directory.sqlite") },
      {
        empty: () => rm(made, { recursive: true, force: true }),
        remove: () => rm(folder, { recursive: true, force: true }),
      },
    );
  },
};

const postgres: StoreKind = {
  name: "PostgreSQL",
  create: async () => {
    const { url, empty, drop } = await createTestDatabase();
    return toTestStore({ url }, { empty, remove: drop });
  },
};

/** Stores that several connections and processes can share. */
export const sharedStoreKinds: readonly StoreKind[] = [file, postgres];
export const storeKinds: readonly StoreKind[] = [memory, ...sharedStoreKinds];

function toTestStore(location: StoreLocation, data: Pick<TestStore, "empty" | "remove">): TestStore {
  const opened: Directory[] = [];
  const closeAll = () => Promise.all(opened.splice(0).map((directory) => directory.close()));
  return {
    location,
    open: async (options = {}) => {
      const directory = await openDirectory({
        ...location,
        ...(options.now && { storeNow: options.now }),
        ...options,
      });
      opened.push(directory);
      return directory;
    },
    empty: async () => {
      await closeAll();
      await data.empty();
    },
    remove: async () => {
      await closeAll();
      await data.remove();
    },
  };
}
