/**
 * What the service costs, side by side with the alternatives, and a report of it in docs/performance.md.
 *
 * `npm run bench` takes about 20 minutes, `npm run bench:short` about 3. `--only a,b` runs these work loads alone,
 * `--rounds 5` repeats each measurement so often, `--out DIR` writes the report there.
 */
import { cores, pinSelf } from "./cores.ts";
import { Lab } from "./lab.ts";
import { readOptions } from "./options.ts";
import { describeMachine, writeReport } from "./report.ts";
import type { Result } from "./result.ts";
import { toTextTable } from "./table.ts";
import * as cold from "./workloads/cold.ts";
import * as directory from "./workloads/directory.ts";
import * as growth from "./workloads/growth.ts";
import * as identities from "./workloads/identities.ts";
import * as keys from "./workloads/keys.ts";
import * as memory from "./workloads/memory.ts";
import * as mix from "./workloads/mix.ts";
import * as profile from "./workloads/profile.ts";
import * as single from "./workloads/single.ts";

const workloads: Readonly<Record<string, { run(lab: Lab): Promise<Result> }>> = {
  a: profile,
  b: identities,
  c: single,
  d: keys,
  e: cold,
  f: growth,
  g: directory,
  h: memory,
  i: mix,
};

const options = readOptions(process.argv.slice(2));
const letters = Object.keys(workloads).filter((letter) => options.only?.has(letter) ?? true);
const unknown = [...(options.only ?? [])].filter((letter) => !Object.hasOwn(workloads, letter));
if (unknown.length > 0)
  throw new Error(`there is no work load ${unknown.join(", ")}, only ${Object.keys(workloads).join(", ")}`);

pinSelf(cores.load);
console.log(`${describeMachine()}\n`);
const startedAt = performance.now();
const results = new Map<string, Result>();
const warmCount = letters.includes("f") ? Math.max(...options.growth) : 100;
const lab = await Lab.open({ options, warmCount, peopleCount: countPeople() });
try {
  for (const letter of letters) {
    const result = await workloads[letter]?.run(lab);
    if (result === undefined) continue;
    results.set(letter, result);
    await writeReport(results, options); // what was found stays, whatever comes next
    console.log(`(${letter}) ${result.title}\n${toTextTable(result)}\n`);
  }
} finally {
  await lab.close();
}
console.log(
  `${Math.round((performance.now() - startedAt) / 1_000)} s; the report is in ${options.out}/performance.md`,
);

/** As many as the largest of the work loads needs. */
function countPeople(): number {
  const needed: Readonly<Record<string, number>> = {
    e: options.coldBatches * (options.rounds + 1) * 100,
    f: warmCount,
    h: options.cachedPeople,
    i: options.mix.people,
  };
  return Math.max(100, ...letters.map((letter) => needed[letter] ?? 0));
}
