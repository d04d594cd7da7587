import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ask, expectSame } from "../ask.ts";
import { everyPermission, type Lab, readSchemaSubset, type System } from "../lab.ts";
import { type Caller, runMix } from "../load.ts";
import { mixQueries, toBody, toRepresentations, updateMutation } from "../queries.ts";
import { createRandom, createZipf } from "../random.ts";
import type { Result } from "../result.ts";
import { apolloOverSdks, variants } from "../systems.ts";

const delayMs = 20;
/** References of one request. */
const batchSizes = [1, 1, 5, 20];
/** Seven callers of ten may write; a seventh of what they send makes a tenth of all. */
const writeShare = 1 / 7;

interface Figures {
  readonly perSecond: number[];
  readonly p50: number[];
  readonly p99: number[];
  readonly errors: number[];
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
    const warmSeconds = Math.ceil(seconds / 6);
    await runMix(system.target.url, await createCallers(lab, 1), warmSeconds);
    found.set(system.name, await measure(lab, system, seconds));
    await system.child.stop();
  }
  await lab.delayCalls(0);
  return {
    title: "mix: callers of three kinds, 50 documents, a tenth of them writes",
    about: `${lab.options.mix.callers} callers at once for ${seconds} s; users by Zipf over ${lab.people.length.toLocaleString("en")}; 20 ms a call to a provider. The callers are administrators (4 of 10), people who read themselves (3) and people who may see little of others (3). The Apollo Server has no cache and checks nobody.`,
    columns: [
      { name: "requests/s", digits: 0, hasRatio: true },
      { name: "p50, ms", digits: 0 },
      { name: "p99, ms", digits: 0 },
      { name: "with errors", digits: 0 },
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
  const result = await runMix(target.url, callers, seconds);
  const percent = (ms: number): number => (ms / (performance.now() - startedAt)) * 100;
  return {
    perSecond: [result.perSecond],
    p50: [result.p50Ms],
    p99: [result.p99Ms],
    errors: [result.withErrors],
    cpu: [percent((await child.cpuMs()) - cpu)],
    emulators: [percent((await lab.emulators.cpuMs()) - emulators)],
  };
}

/** The same callers with the same requests in the same order, for each seed. */
async function createCallers(lab: Lab, seed: number): Promise<readonly Caller[]> {
  const { people, issuer, options } = lab;
  const random = createRandom(seed);
  const zipf = createZipf(people.length, random);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const someIds = (): string[] => {
    const size = pick(batchSizes);
    return Array.from({ length: size }, () => people[zipf()]?.id ?? "");
  };
  const nickname = (): string => `nick${Math.floor(random() * 1e6)}`;
  const toWrite = (id: string): string =>
    toBody(updateMutation, { input: { user: { id }, profile: { nickname: nickname() } } });
  const kinds = [
    ...Array.from({ length: 4 }, () => () => ({
      permissions: everyPermission,
      nextBody: () =>
        random() < writeShare
          ? toWrite(someIds()[0] as string)
          : toBody(pick(mixQueries.administrator), toRepresentations(someIds())),
    })),
    ...Array.from({ length: 3 }, () => (own: string) => ({
      permissions: [],
      nextBody: () => (random() < writeShare ? toWrite(own) : toBody(pick(mixQueries.self), { id: own })),
    })),
    ...Array.from({ length: 3 }, () => () => ({
      permissions: [],
      nextBody: () => toBody(pick(mixQueries.limited), toRepresentations(someIds())),
    })),
  ];
  return Promise.all(
    Array.from({ length: options.mix.callers }, async (_, index) => {
      const person = people[index % people.length];
      const { permissions, nextBody } = (kinds[index % kinds.length] as (typeof kinds)[0])(person?.id ?? "");
      return { token: await issuer.issue(person?.auth0UserId ?? "", permissions), nextBody };
    }),
  );
}
