import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { parse as parseCsv } from "csv-parse";
import { registry } from "../../app.js";
import type { IdentityGroup, LinkGroupsResult } from "../../directory/directory.js";
import { parseUserId, type Realm, toRealm } from "../../identity/ids.js";
import type { IdentityKey } from "../../identity/link.js";
import { type Console, createConsole, type Surroundings, toTable } from "../console.js";
import { Incomplete, UsageError } from "../failures.js";
import { type OpenService, withService } from "../service.js";

const columns = ["id", ...registry.map(({ subjectField }) => subjectField)];

const help = `
Each row names one person by two or more of these columns: ${columns.join(", ")}.
A CSV file has them in its first line; an NDJSON file (.ndjson or .jsonl) has one object per line.

  auth0UserId,cognitoSub
  auth0|5f7c8ec7c33c6c004bbafe82,0b4a7f0e-3c58-4d0c-9a51-0c9d6a3b7f11

The identities of a row are linked to one user with the evidence MANUAL. An identity that belongs to another user stays
there: such rows are reported as in conflict, and nothing of them is changed. Linking the same file again changes nothing.

Exit code 0 when every row was linked, 1 when some were in conflict or could not be read.`;

interface LinkOptions {
  readonly realm: readonly string[];
  readonly json?: true;
}

type RowResult = LinkGroupsResult | "unreadable";

interface LinkReport {
  readonly rows: number;
  readonly counts: Readonly<Record<RowResult, number>>;
  /** The first rows that were not linked, by their number from 1, without the header. */
  readonly refused: readonly { readonly row: number; readonly reason: string }[];
}

const batchSize = 500;
const maxRefused = 100;

export function addLinkCommand(program: Command, surroundings: Surroundings): void {
  program
    .command("link")
    .summary("link accounts by a list of their ids")
    .description(
      "Links accounts at different providers to one user each, by a CSV or NDJSON file of their ids.",
    )
    .argument("<file>", "the file; its name ends in .csv, .ndjson or .jsonl")
    .option("--realm <provider=realm>", "the realm of a provider's ids, where it has several", collect, [])
    .option("--json", "print the report as JSON")
    .addHelpText("after", help)
    .action(async (file: string, options: LinkOptions) => {
      const console = createConsole(surroundings, options.json ?? false);
      const report = await withService(surroundings, (service) =>
        linkFile(service, file, { options, console }),
      );
      console.result(report, toText);
      if (report.refused.length > 0) throw new Incomplete();
    });
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function linkFile(
  { directory, providers }: OpenService,
  file: string,
  { options, console }: { readonly options: LinkOptions; readonly console: Console },
): Promise<LinkReport> {
  const realms = toRealms(providers, options.realm);
  const counts = { created: 0, linked: 0, known: 0, in_conflict: 0, unknown_user: 0, unreadable: 0 };
  const refused: { row: number; reason: string }[] = [];
  const progress = console.startProgress({ name: file, total: null });
  let rows = 0;
  let batch: { readonly row: number; readonly group: IdentityGroup }[] = [];

  const note = (row: number, result: RowResult, reason: string = result): void => {
    counts[result] += 1;
    const isRefused = ["in_conflict", "unknown_user", "unreadable"].includes(result);
    if (isRefused && refused.length < maxRefused) refused.push({ row, reason });
  };
  const flush = async (): Promise<void> => {
    const results = await directory.linkGroups(batch.map(({ group }) => group));
    for (const [index, result] of results.entries()) note(batch[index]?.row ?? 0, result);
    batch = [];
    progress.update(rows);
  };
  try {
    for await (const record of readRecords(file)) {
      rows += 1;
      const group = toGroup(record, realms);
      if (typeof group === "string") note(rows, "unreadable", group);
      else batch.push({ row: rows, group });
      if (batch.length >= batchSize) await flush();
    }
    await flush();
  } finally {
    progress.stop();
  }
  return { rows, counts, refused };
}

type Realms = ReadonlyMap<string, Realm>;

/** The realm of each provider's ids. */
function toRealms(providers: OpenService["providers"], given: readonly string[]): Realms {
  const chosen = new Map(given.map((text) => text.split("=", 2) as [string, string]));
  const realms = new Map<string, Realm>();
  for (const { name, realms: all } of providers) {
    const realm =
      chosen.get(name.toLowerCase()) ?? chosen.get(name) ?? (all.length === 1 ? all[0] : undefined);
    if (realm !== undefined && !all.includes(toRealm(realm)))
      throw new UsageError(`${name} has no realm ${realm}`);
    if (realm !== undefined) realms.set(name, toRealm(realm));
  }
  return realms;
}

async function* readRecords(file: string): AsyncGenerator<unknown> {
  const input = createReadStream(file);
  if (/\.(ndjson|jsonl)$/.test(file)) {
    for await (const line of createInterface({ input })) if (line.trim() !== "") yield toJson(line);
    return;
  }
  if (!file.endsWith(".csv"))
    throw new UsageError("The name of the file must end in .csv, .ndjson or .jsonl.");
  yield* input.pipe(parseCsv({ columns: true, bom: true, trim: true, skip_empty_lines: true }));
}

function toJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The identities of a row, or what is wrong with it. */
function toGroup(record: unknown, realms: Realms): IdentityGroup | string {
  if (typeof record !== "object" || record === null) return "is no object";
  const given = new Map(Object.entries(record).filter(([, value]) => value !== "" && value !== null));
  const unknown = [...given.keys()].find((name) => !columns.includes(name));
  if (unknown !== undefined) return `has an unknown column; known are ${columns.join(", ")}`;
  const identities: IdentityKey[] = [];
  for (const { name, subjectField, subjectForm, parseSubject } of registry) {
    const text = given.get(subjectField);
    if (text === undefined) continue;
    const subject = parseSubject(String(text));
    const realm = realms.get(name);
    if (subject === undefined) return `${subjectField} must be ${subjectForm}`;
    if (realm === undefined) return `${name} has no realm or several: choose one with --realm`;
    identities.push({ provider: name, realm, subject });
  }
  const id = given.get("id");
  const userId = id === undefined ? undefined : parseUserId(String(id));
  if (id !== undefined && userId === undefined) return "id must be the id of a user, a UUID";
  if (identities.length + (userId === undefined ? 0 : 1) < 2) return "names fewer than two of the columns";
  return { identities, ...(userId && { userId }) };
}

function toText({ rows, counts, refused }: LinkReport): string {
  const names = Object.keys(counts);
  const summary = toTable(
    ["rows", ...names.map((name) => name.replace("_", " "))],
    [[rows, ...Object.values(counts)]],
  );
  if (refused.length === 0) return summary;
  return `${summary}\n${toTable(
    ["row", "not linked because it"],
    refused.map(({ row, reason }) => [row, reason]),
  )}`;
}
