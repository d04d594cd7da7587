import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { toChart } from "./chart.ts";
import { cores } from "./cores.ts";
import type { Options } from "./options.ts";
import type { Result } from "./result.ts";
import { toMarkdownTable } from "./table.ts";

/** A result with how it came about. */
interface Recorded extends Result {
  readonly command: string;
  readonly machine: string;
  readonly rounds: number;
  readonly date: string;
}

type Recording = Readonly<Record<string, Recorded>>;

export function describeMachine(): string {
  const pinning =
    cores.load === undefined
      ? "nothing pinned to a core"
      : `server and load on a core each, providers and PostgreSQL on ${cores.rest === cores.load ? "that of the load" : "a third"}`;
  return `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}, ${pinning}`;
}

/**
 * Writes performance.json, .md and .svg. Work loads that did not run this time keep what an earlier run found.
 *
 * @param results by the letter of the work load
 */
export async function writeReport(results: ReadonlyMap<string, Result>, options: Options): Promise<void> {
  const folder = fileURLToPath(new URL(`../${options.out}/`, import.meta.url));
  await mkdir(folder, { recursive: true });
  const how = {
    command: ["npm run bench", ...toArguments(options)].join(" "),
    machine: describeMachine(),
    rounds: options.rounds,
    date: new Date().toISOString().slice(0, 10),
  };
  const fresh = Object.fromEntries([...results].map(([letter, result]) => [letter, { ...result, ...how }]));
  const recording: Recording = { ...(await readRecording(`${folder}performance.json`)), ...fresh };
  const ordered = Object.entries(recording).toSorted(([one], [other]) => one.localeCompare(other));
  await writeFile(
    `${folder}performance.json`,
    `${JSON.stringify(Object.fromEntries(ordered), undefined, 1)}\n`,
  );
  await writeFile(`${folder}performance.md`, toMarkdown(ordered));
  await writeFile(`${folder}performance.svg`, toChart(ordered.map(([, result]) => result)));
}

/** What an earlier run wrote; nothing when there was none. */
async function readRecording(file: string): Promise<Recording> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

function toArguments({ isShort, only }: Options): readonly string[] {
  const given = [
    ...(isShort ? ["--short"] : []),
    ...(only === undefined ? [] : ["--only", [...only].join(",")]),
  ];
  return given.length === 0 ? [] : ["--", ...given];
}

function toMarkdown(recording: readonly (readonly [string, Recorded])[]): string {
  const sections = recording.map(([letter, result]) =>
    [
      `## (${letter}) ${result.title}`,
      result.about,
      toMarkdownTable(result),
      `${result.date}, \`${result.command}\`, medians of ${result.rounds} round${result.rounds === 1 ? "" : "s"}. ${result.machine}.`,
    ].join("\n\n"),
  );
  return `${[intro, ...sections].join("\n\n")}\n`;
}

const intro = `# Performance

What the service costs beside the alternatives, measured by \`npm run bench\` (about 20 minutes; \`npm run bench:short\` finds out in 3
whether everything works). All systems answer the same requests about the same people with the same JSON, which is compared before
anything is timed. They run in turn, in several rounds. The service runs in production mode with authentication, access checks, limits
and metrics; the alternatives check nothing and have the users in memory, unless a table says otherwise. In parentheses: how many times
as much as the system that the chart compares with.

![Each work load's first column against the baseline](performance.svg)`;
