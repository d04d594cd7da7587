import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import type { Lab } from "./lab.ts";
import { type RouteName, routeNames } from "./route.ts";
import type { Extent } from "./rows/row.ts";
import { groups, type Outcome, type Results } from "./run.ts";

const root = new URL("../../../", import.meta.url);

export interface ReportInput {
  readonly lab: Lab;
  readonly results: Results;
  readonly extent: Extent;
  readonly elapsedSeconds: number;
}

const labels: Readonly<Record<RouteName, string>> = {
  direct: "direct",
  apollo: "`@apollo/gateway`",
  hive: "Hive Gateway",
  "hive-rust": "Hive Gateway, Rust planner",
  grafbase: "Grafbase",
};

/** Writes docs/conformance.md. */
export async function writeReport(input: ReportInput): Promise<void> {
  const text = [
    ...introduction(input),
    ...(await versions()),
    ...groups.flatMap((group) => toSection(group, input)),
    ...differences(input),
    ...notRun(input),
  ].join("\n");
  await writeFile(new URL("docs/conformance.md", root), `${text}\n`);
}

function introduction({ elapsedSeconds, extent }: ReportInput): string[] {
  const [cpu] = cpus();
  return [
    "# Conformance",
    "",
    "What other teams can rely on, checked through real gateways over HTTP: the built service with its sandbox, the neighbours of",
    "`examples/neighbours`, and one more subgraph per key of `User`. `npm run conformance` writes this page; `npm test` runs the same rows",
    "with smaller batches and fewer queries.",
    "",
    `Written on ${new Date().toISOString().slice(0, 10)} in ${elapsedSeconds} s (${cpus().length} cores, ${cpu?.model.trim()}, Node.js ${process.version}),`,
    `with up to ${extent.references.toLocaleString("en")} references and ${extent.queries} generated queries.`,
    "",
    "A cell is the time of the whole row in milliseconds, most of it spent in the emulated providers and in the gateway. *see below*",
    "marks a difference that is the gateway's own and explained at the end; – marks a row that has no meaning on that route.",
    "",
  ];
}

async function versions(): Promise<string[]> {
  const [service, wunderGraph, apollo, hive, grafbase] = await Promise.all(
    [
      "package.json",
      "tools/composition/package.json",
      ...["apollo", "hive", "grafbase"].map((name) => `examples/gateways/${name}/package.json`),
    ].map(async (path) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(
        await readFile(new URL(path, root), "utf8"),
      );
      return { ...dependencies, ...devDependencies } as Record<string, string>;
    }),
  );
  const rows: [string, string | undefined][] = [
    ["`@apollo/composition`", service?.["@apollo/composition"]],
    ["`@theguild/federation-composition`", service?.["@theguild/federation-composition"]],
    ["`@wundergraph/composition`", wunderGraph?.["@wundergraph/composition"]],
    ["`@apollo/gateway`, on the SDL without access directives", apollo?.["@apollo/gateway"]],
    ["Hive Gateway (`@graphql-hive/gateway-runtime`)", hive?.["@graphql-hive/gateway-runtime"]],
    ["its Rust planner (`@graphql-hive/router-runtime`)", hive?.["@graphql-hive/router-runtime"]],
    ["Grafbase (composer and gateway of its CLI)", grafbase?.["@grafbase/cli-x86_64-unknown-linux-musl"]],
  ];
  return [
    "| program | version |",
    "| --- | --- |",
    ...rows.map(([name, version]) => `| ${name} | ${version} |`),
    "",
  ];
}

function toSection({ title, rows }: (typeof groups)[number], { lab, results }: ReportInput): string[] {
  const names = lab.routes.map(({ name }) => name);
  return [
    `## ${title}`,
    "",
    `| guarantee | ${names.map((name) => labels[name]).join(" | ")} |`,
    `| --- | ${names.map(() => "---").join(" | ")} |`,
    ...rows.map((row) => {
      const outcomes = results.get(row);
      return `| ${row.title} | ${names.map((name) => toCell(outcomes?.get(name))).join(" | ")} |`;
    }),
    "",
  ];
}

function toCell(outcome: Outcome | undefined): string {
  switch (outcome?.kind) {
    case "green":
      return `${outcome.elapsedMs}`;
    case "explained":
      return "see below";
    case "failed":
      return "**failed**";
    case undefined:
      return "–";
  }
}

function differences({ results }: ReportInput): string[] {
  const lines = [...results].flatMap(([row, outcomes]) =>
    [...outcomes].flatMap(([name, outcome]) =>
      outcome.kind === "explained" ? [`- ${row.title}. ${labels[name]}: ${outcome.note}.`] : [],
    ),
  );
  return ["## Differences", "", ...lines, ""];
}

function notRun({ lab }: ReportInput): string[] {
  const absent = routeNames.flatMap((name) =>
    lab.absent.has(name) ? [`- ${labels[name]}: ${lab.absent.get(name)}.`] : [],
  );
  return [
    "## Not run",
    "",
    ...absent,
    "- Apollo Router, the Hive Router program and Cosmo Router are not published as npm packages. [supergraph.md](supergraph.md) has",
    "  their configuration, marked as not run.",
    "- Authorization by Grafbase: this version has no JWT and no access directives of its own (`[authentication.providers]` is an unknown",
    "  field); they are extensions, which it fetches from a registry that is not npm.",
  ];
}
