import { Presets, SingleBar } from "cli-progress";
import Table from "cli-table3";

/** How a command reports. Results go to standard output, everything for a person's eyes to standard error. */
export interface Console {
  /** A result: JSON with `--json`, otherwise what `toText` makes of it. */
  result<Value>(value: Value, toText: (value: Value) => string): void;
  startProgress(options: ProgressOptions): Progress;
}

export interface ProgressOptions {
  readonly name: string;
  /** Null when it is unknown. */
  readonly total: number | null;
}

export interface Progress {
  update(done: number): void;
  stop(): void;
}

/** What surrounds a command: the process's own, or a test's. */
export interface Surroundings {
  /** The process's own variables when absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/** @param isJson whether the output is for a program */
export function createConsole({ stdout, stderr }: Surroundings, isJson: boolean): Console {
  return {
    result: (value, toText) => void stdout.write(`${isJson ? JSON.stringify(value) : toText(value)}\n`),
    startProgress: (options) => (isJson ? silent : startBar(options, stderr)),
  };
}

const silent: Progress = { update: () => {}, stop: () => {} };

/** Where standard error is no terminal, a line is written at most every few seconds. */
function startBar({ name, total }: ProgressOptions, stream: NodeJS.WritableStream): Progress {
  const format =
    total === null
      ? `${name} {value} | {rate}/s`
      : `${name} {bar} {percentage}% | {value} of {total} | {rate}/s | {eta_formatted} left`;
  const bar = new SingleBar(
    { format, stream, hideCursor: true, noTTYOutput: true, notTTYSchedule: 5_000, fps: 5 },
    Presets.shades_classic,
  );
  const startedAt = performance.now();
  bar.start(total ?? 0, 0, { rate: 0 });
  return {
    update: (done) => {
      const rate = Math.round((done * 1_000) / Math.max(1, performance.now() - startedAt));
      if (total !== null && done > total) bar.setTotal(done);
      bar.update(done, { rate });
    },
    stop: () => bar.stop(),
  };
}

/** Rows under their headings, aligned. Values are shown as text. */
export function toTable(headings: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const table = new Table({ head: [...headings], style: { head: ["bold"], border: [] } });
  table.push(
    ...rows.map((row) => row.map((value) => (value === null || value === undefined ? "" : String(value)))),
  );
  return table.toString();
}
