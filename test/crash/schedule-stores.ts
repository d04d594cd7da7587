import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Directory } from "../../src/directory/directory.js";
import { openDirectory } from "../../src/directory/open-directory.js";
import type { ProcessName } from "./schedule.js";

/** What a schedule's processes keep and share, and the clock that they all read. */
export interface Stores {
  readonly clock: { now: number };
  readonly directories: Readonly<Record<ProcessName, Directory>>;
  /** Everything that the store's files hold; empty in memory. */
  readAll(): Promise<string>;
  close(): Promise<void>;
}

/** In memory both processes have the same directory; on a file each has its own. */
export async function openStores(isOnFile: boolean): Promise<Stores> {
  const clock = { now: Date.now() };
  const now = () => new Date(clock.now);
  if (!isOnFile) {
    const directory = await openDirectory({ sqliteFile: ":memory:", now });
    const directories = { A: directory, B: directory };
    return { clock, directories, readAll: async () => "", close: () => directory.close() };
  }
  const folder = await mkdtemp(join(tmpdir(), "identity-subgraph-schedule-"));
  const sqliteFile = join(folder, "directory.sqlite");
  const A = await openDirectory({ sqliteFile, now });
  const B = await openDirectory({ sqliteFile, now });
  return {
    clock,
    directories: { A, B },
    readAll: async () => {
      const files = (await readdir(folder)).map((name) => readFile(join(folder, name), "latin1"));
      return (await Promise.all(files)).join("\n");
    },
    close: async () => {
      await Promise.all([A.close(), B.close()]);
      await rm(folder, { recursive: true });
    },
  };
}
