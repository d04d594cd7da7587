import { ask, expectSame } from "./ask.ts";
import { type Lab, type System, teachFloor } from "./lab.ts";
import { repeat } from "./load.ts";
import { toBody, toRepresentations } from "./queries.ts";
import type { Result } from "./result.ts";
import { baseline, furtherVariants } from "./systems.ts";

export interface WarmLoad {
  readonly title: string;
  readonly query: string;
  readonly references: number;
  /** Whether the service is also measured for a limited viewer, and with parts switched off. */
  readonly hasFurtherVariants?: boolean;
}

/** Requests per second of every system for one request that is asked again and again. */
export async function measureWarm(lab: Lab, load: WarmLoad): Promise<Result> {
  const { title, query, references, hasFurtherVariants } = load;
  const { rounds, seconds, warmSeconds } = lab.options;
  const ids = lab.people.slice(0, references).map(({ id }) => id);
  const body = toBody(query, toRepresentations(ids));
  const systems = await prepareWarm(lab, body, hasFurtherVariants);
  if (warmSeconds > 0) for (const { target } of systems) await repeat(target, body, warmSeconds);
  const samples = new Map(systems.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, target } of systems)
      samples.get(name)?.push((await repeat(target, body, seconds)).perSecond);
  }
  return {
    title,
    about: "Everything cached; 10 connections.",
    columns: [{ name: "requests/s", digits: 0, hasRatio: true }],
    rows: systems.map(({ name }) => ({ system: name, samples: [samples.get(name) ?? []] })),
    baseline: baseline.name,
  };
}

/** The systems, all of which answer this request with the same data as the first. */
export async function prepareWarm(
  lab: Lab,
  body: string,
  hasFurtherVariants = false,
): Promise<readonly System[]> {
  const all = await lab.warmSystems();
  const further = new Set(furtherVariants.map(({ name }) => name));
  const systems = hasFurtherVariants ? all : all.filter(({ name }) => !further.has(name));
  const [first] = systems;
  if (first === undefined) throw new Error("there is no system");
  const expected = await ask(first.target, body);
  for (const system of systems) {
    if (system.isFloor) await teachFloor(system, body, expected.data);
    await expectSame(system.name, system.target, body, expected);
  }
  return systems;
}
