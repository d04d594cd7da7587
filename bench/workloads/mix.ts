import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ask, expectSame } from "../ask.ts";
import { type Lab, readSchemaSubset, type System } from "../lab.ts";
import { runMix } from "../load.ts";
import { createCallers, isFailure } from "../mix-callers.ts";
import { mixQueries, toBody, toRepresentations } from "../queries.ts";
import type { Result } from "../result.ts";
import { apolloOverSdks, variants } from "../systems.ts";

const delayMs = 20;
interface Figures {
  readonly perSecond: number[];
  readonly p50: number[];
  readonly p99: number[];
  readonly failed: number[];
  readonly cpu: number[];
  readonly emulators: number[];
}

export async function run(lab: Lab): Promise<Result> {
  const { seconds } = lab.options.mix;
  const systems = await startSystems(lab);
  await expectAgreement(lab, systems);
  await lab.delayCalls(delayMs);
  const found = new Map<string, Figures>();
  for (const system of systems) {
    const callers = await createCallers(lab, 1);
    await runMix({ url: system.target.url, callers, seconds: Math.ceil(seconds / 6), isFailure });
    found.set(system.name, await measure(lab, system, seconds));
    await system.child.stop();
  }
  await lab.delayCalls(0);
  return {
    title: "mix: callers of three kinds, 50 documents, a tenth of them writes",
    about: `${lab.options.mix.callers} callers at once for ${seconds} s; users by Zipf over ${lab.people.length.toLocaleString("en")}; 20 ms a call to a provider. The callers are administrators (4 of 10), people who read themselves (3) and people who may see little of others (3). The Apollo Server has no cache, keeps no journal of writes and checks nobody. SQLite waits for the disk at each write; PostgreSQL runs as in the tests, without.`,
    columns: [
      { name: "requests/s", digits: 0, hasRatio: true },
      { name: "p50, ms", digits: 0 },
      { name: "p99, ms", digits: 0 },
      { name: "failed", digits: 0 },
      { name: "processor, %", digits: 0 },
      { name: "emulators' processor, %", digits: 0 },
    ],
    rows: [...found].map(([system, figures]) => ({ system, samples: Object.values(figures) })),
    baseline: apolloOverSdks.name,
  };
}

async function startSystems(lab: Lab): Promise<readonly System[]> {
  const systems: System[] = [];
  // entries may get old, as in production
  for (const variant of variants)
    systems.push(
      await lab.startService({ ...variant, variables: { CACHE_FOUND_MS: "10000", ...variant.variables } }),
    );
  const file = join(lab.folder, "people.json");
  await writeFile(file, JSON.stringify({ sdl: await readSchemaSubset(), people: lab.people }));
  return [...systems, await lab.startRival(apolloOverSdks, [file])];
}

/** Every document that reads, asked by an administrator, is answered alike by all. */
async function expectAgreement(lab: Lab, systems: readonly System[]): Promise<void> {
  const ids = lab.people.slice(0, 5).map(({ id }) => id);
  const bodies = [
    ...[...mixQueries.administrator, ...mixQueries.limited].map((query) =>
      toBody(query, toRepresentations(ids)),
    ),
    ...mixQueries.self.map((query) => toBody(query, { id: ids[0] })),
  ];
  const [first, ...others] = systems;
  if (first === undefined) throw new Error("there is no system");
  for (const body of bodies) {
    const expected = await ask(first.target, body);
    for (const { name, target } of others) await expectSame(name, target, body, expected);
  }
}

async function measure(lab: Lab, { target, child }: System, seconds: number): Promise<Figures> {
  const callers = await createCallers(lab, 2);
  const startedAt = performance.now();
  const cpu = await child.cpuMs();
  const emulators = await lab.emulators.cpuMs();
  const result = await runMix({ url: target.url, callers, seconds, isFailure });
  const percent = (ms: number): number => (ms / (performance.now() - startedAt)) * 100;
  return {
    perSecond: [result.perSecond],
    p50: [result.p50Ms],
    p99: [result.p99Ms],
    failed: [result.failed],
    cpu: [percent((await child.cpuMs()) - cpu)],
    emulators: [percent((await lab.emulators.cpuMs()) - emulators)],
  };
}
