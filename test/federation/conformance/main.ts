import { fileURLToPath } from "node:url";
import { openLab } from "./lab.ts";
import { writeReport } from "./report.ts";
import type { RouteName } from "./route.ts";
import type { Row } from "./rows/row.ts";
import { fullExtent, groups, type Outcome, routesOf, runRow, shortExtent } from "./run.ts";

/**
 * `npm run conformance`: every row on every route, and the report in docs/conformance.md. `--short` runs what the tests run, and
 * writes nothing.
 */
const isShort = process.argv.includes("--short");
const extent = isShort ? shortExtent : fullExtent;
const startedAt = performance.now();
const lab = await openLab(fileURLToPath(new URL("../../../dist/main.js", import.meta.url)));
const results = new Map<Row, Map<RouteName, Outcome>>();
let failures = 0;
try {
  for (const { title, rows } of groups) {
    console.log(`\n${title}`);
    for (const row of rows) {
      const outcomes = new Map<RouteName, Outcome>();
      for (const route of routesOf(lab, row)) {
        const outcome = await runRow(lab, route, row, extent);
        outcomes.set(route.name, outcome);
        if (outcome.kind !== "failed") continue;
        failures += 1;
        console.log(`  FAILED on ${route.name}: ${outcome.error.message.slice(0, 2_000)}`);
      }
      results.set(row, outcomes);
      const kinds = [...outcomes].map(([name, { kind, elapsedMs }]) => `${name} ${kind} ${elapsedMs} ms`);
      console.log(`  ${row.title}: ${kinds.join(", ")}`);
    }
  }
  const elapsedSeconds = Math.round((performance.now() - startedAt) / 1_000);
  if (!isShort) await writeReport({ lab, results, extent, elapsedSeconds });
  console.log(`\n${elapsedSeconds} s, ${failures} failed`);
} finally {
  await lab.close();
}
process.exitCode = failures === 0 ? 0 : 1;
