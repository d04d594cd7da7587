import { ask } from "../ask.ts";
import type { Lab } from "../lab.ts";
import type { Target } from "../load.ts";
import { profileQuery, toBody, toRepresentations } from "../queries.ts";
import type { Result } from "../result.ts";
import { baseline } from "../systems.ts";
import { prepareWarm } from "../warm.ts";

/** Milliseconds for one size and system; at least three requests are made, however long they take. */
const sliceMs = 700;

export async function run(lab: Lab): Promise<Result> {
  const { growth, rounds } = lab.options;
  const samples = new Map<string, number[][]>();
  for (const [column, references] of growth.entries()) {
    const ids = lab.people.slice(0, references).map(({ id }) => id);
    const body = toBody(profileQuery, toRepresentations(ids));
    const systems = await prepareWarm(lab, body);
    for (const { target } of systems) await time(target, body);
    for (let round = 0; round < rounds; round += 1) {
      for (const { name, target } of systems) {
        const rows = samples.get(name) ?? growth.map(() => []);
        samples.set(name, rows);
        rows[column]?.push(((await time(target, body)) * 1_000) / references);
      }
    }
  }
  return {
    title: "growth from 1 reference on, 10 fields of the profile",
    about: "Microseconds for each reference, one request after another, the client's part included.",
    columns: growth.map((references) => ({ name: references.toLocaleString("en"), digits: 0 })),
    rows: [...samples].map(([system, rows]) => ({ system, samples: rows })),
    baseline: baseline.name,
  };
}

/** Milliseconds that one request takes. */
async function time(target: Target, body: string): Promise<number> {
  const startedAt = performance.now();
  let count = 0;
  while (count < 3 || performance.now() - startedAt < sliceMs) {
    await ask(target, body);
    count += 1;
  }
  return (performance.now() - startedAt) / count;
}
