import { ask } from "../ask.ts";
import type { Lab } from "../lab.ts";
import { repeat } from "../load.ts";
import { identitiesQuery, profileQuery, toBody, toRepresentations } from "../queries.ts";
import type { Result, Row } from "../result.ts";
import { type Variant, variants } from "../systems.ts";

export async function run(lab: Lab): Promise<Result> {
  const rows: Row[] = [];
  for (const variant of variants) rows.push({ system: variant.name, samples: await measure(lab, variant) });
  return {
    title: "start and memory",
    about: `Resident memory. A process is loaded after ${lab.options.seconds} s of 100 references with all identities.`,
    columns: [
      { name: "ready, ms", digits: 0 },
      { name: "idle, MiB", digits: 0 },
      { name: "per 100,000 cached identities, MiB", digits: 0 },
      { name: "loaded, MiB", digits: 0 },
    ],
    rows,
    baseline: "",
  };
}

async function measure(lab: Lab, variant: Variant): Promise<readonly (readonly number[])[]> {
  const { rounds, seconds, cachedPeople } = lab.options;
  const ready: number[] = [];
  const idle: number[] = [];
  for (let round = 1; round < rounds; round += 1) {
    const { child, readyMs } = await start(lab, variant);
    ready.push(readyMs);
    idle.push(await child.residentMiB());
    await child.stop();
  }
  const { child, target, readyMs } = await start(lab, variant);
  ready.push(readyMs);
  idle.push(await child.residentMiB());

  const ids = lab.people.slice(0, cachedPeople).map(({ id }) => id);
  const toRequest = (start: number): string =>
    toBody(profileQuery, toRepresentations(ids.slice(start, start + 100)));
  const hundred = toBody(identitiesQuery, toRepresentations(ids.slice(0, 100)));
  await repeat(target, hundred, seconds); // so that what grows afterwards is the cache
  const loaded = await child.residentMiB();
  for (let start = 0; start < ids.length; start += 100) {
    await ask(target, toRequest(start));
    await ask(target, toBody(identitiesQuery, toRepresentations(ids.slice(start, start + 100))));
  }
  await repeat(target, hundred, seconds);
  const cachedIdentities = (ids.length - 100) * 3;
  const perHundredThousand = (((await child.residentMiB()) - loaded) / cachedIdentities) * 100_000;
  await child.stop();
  return [ready, idle, [perHundredThousand], [loaded]];
}

async function start(lab: Lab, variant: Variant) {
  const startedAt = performance.now();
  const system = await lab.startService(variant);
  return { ...system, readyMs: performance.now() - startedAt };
}
