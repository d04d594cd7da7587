import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Directory } from "../../src/directory/directory.js";
import { openDirectory } from "../../src/directory/open-directory.js";
import type { ProcessName, Schedule } from "./schedule.js";

/** What a schedule's processes keep and share. */
export interface Stores {
  /** The store's clock; the processes have their own. */
  readonly clock: { now: number };
  /** What the process's own clock shows. */
  localNow(name: ProcessName): number;
  readonly directories: Readonly<Record<ProcessName, Directory>>;
  /** Everything that the store's files hold; empty in memory. */
  readAll(): Promise<string>;
  close(): Promise<void>;
}

/** In memory both processes have the same directory; on a file each has its own. */
export async function openStores({
  isOnFile,
  clocks,
}: Pick<Schedule, "isOnFile" | "clocks">): Promise<Stores> {
  const start = Date.now();
  const clock = { now: start };
  const storeNow = () => new Date(clock.now);
  const localNow = (name: ProcessName): number =>
    start + clocks[name].aheadMs + (clock.now - start) * clocks[name].rate;
  const toOptions = (name: ProcessName) => ({ storeNow, now: () => new Date(localNow(name)) });
  if (!isOnFile) {
    const directory = await openDirectory({ sqliteFile: ":memory:", ...toOptions("A") });
    const directories = { A: directory, B: directory };
    return { clock, localNow, directories, readAll: async () => "", close: () => directory.close() };
  }
  const folder = await mkdtemp(join(tmpdir(), "identity-subgraph-schedule-"));
  const sqliteFile = join(folder, "directory.sqlite");
  const A = await openDirectory({ sqliteFile, ...toOptions("A") });
  const B = await openDirectory({ sqliteFile, ...toOptions("B") });
  return {
    clock,
    localNow,
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
