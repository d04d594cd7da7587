import { parseArgs } from "node:util";

/** How long and how much; the short form finds out whether everything works, not how fast it is. */
export interface Options {
  readonly isShort: boolean;
  /** Letters of the work loads to run; all when absent. */
  readonly only: ReadonlySet<string> | undefined;
  readonly rounds: number;
  /** Seconds of one measurement, and of the run before the first; 0 for none. */
  readonly seconds: number;
  readonly warmSeconds: number;
  /** Numbers of references, ascending. */
  readonly growth: readonly number[];
  /** Numbers of users in the directory, ascending. */
  readonly directory: readonly number[];
  /** Batches of 100 references, each read for the first time, in a round. */
  readonly coldBatches: number;
  /** People whose identities are put in the cache to see what they take. */
  readonly cachedPeople: number;
  readonly mix: { readonly callers: number; readonly people: number; readonly seconds: number };
  /** Folder for the report, from the project's root. */
  readonly out: string;
}

const full = {
  rounds: 3,
  seconds: 3,
  warmSeconds: 2,
  growth: [1, 10, 100, 1_000, 10_000],
  directory: [10_000, 100_000, 1_000_000],
  coldBatches: 5,
  cachedPeople: 33_000,
  mix: { callers: 500, people: 100_000, seconds: 60 },
  out: "docs",
};

/** Its report does not replace the one in docs. */
const short: typeof full = {
  rounds: 1,
  seconds: 1,
  warmSeconds: 0,
  growth: [1, 10, 100, 1_000],
  directory: [10_000],
  coldBatches: 3,
  cachedPeople: 1_000,
  mix: { callers: 100, people: 3_000, seconds: 5 },
  out: "data/bench",
};

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      short: { type: "boolean", default: false },
      only: { type: "string" },
      rounds: { type: "string" },
      out: { type: "string" },
    },
  });
  const base = values.short ? short : full;
  const rounds = values.rounds === undefined ? base.rounds : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds takes a whole number from 1");
  return {
    ...base,
    isShort: values.short,
    only: values.only === undefined ? undefined : new Set(values.only.split(",")),
    rounds,
    out: values.out ?? base.out,
  };
}
