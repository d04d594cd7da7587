import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Which processor core each part runs on; undefined where nothing can be pinned. */
export interface Cores {
  readonly server: number | undefined;
  readonly load: number | undefined;
  /** Emulators and PostgreSQL: a third core if there is one, otherwise that of the load. */
  readonly rest: number | undefined;
}

export const cores = assignCores();

function assignCores(): Cores {
  const [server, load, rest = load] = allowedCores();
  if (load === undefined || spawnSync("taskset", ["-V"]).status !== 0)
    return { server: undefined, load: undefined, rest: undefined };
  return { server, load, rest };
}

/** Puts this process, and what it starts without a core of its own, on the core. */
export function pinSelf(core: number | undefined): void {
  if (core !== undefined) spawnSync("taskset", ["-a", "-c", "-p", String(core), String(process.pid)]);
}

/** The command that runs Node.js on the core. */
export function nodeOn(core: number | undefined): readonly string[] {
  return core === undefined ? [process.execPath] : ["taskset", "-c", String(core), process.execPath];
}

function allowedCores(): readonly number[] {
  try {
    const list = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "";
    return list.split(",").flatMap((range) => {
      const [first = 0, last = first] = range.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
  } catch {
    return []; // not Linux
  }
}
