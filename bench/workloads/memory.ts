import { ask } from "../ask.ts";
import type { Lab } from "../lab.ts";
import { repeat } from "../load.ts";
import { identitiesQuery, toBody, toRepresentations } from "../queries.ts";
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
  const start = async () => {
    const system = await lab.startService(variant);
    ready.push(system.readyMs);
    idle.push(await system.child.residentMiB());
    return system;
  };
  for (let round = 1; round < rounds; round += 1) await (await start()).child.stop();
  const { child, target } = await start();

  const ids = lab.people.slice(0, cachedPeople).map(({ id }) => id);
  const toRequest = (from: number): string =>
    toBody(identitiesQuery, toRepresentations(ids.slice(from, from + 100)));
  await repeat(target, toRequest(0), seconds); // so that what grows afterwards is the cache
  const loaded = await child.residentMiB();
  for (let from = 0; from < ids.length; from += 100) await ask(target, toRequest(from));
  await repeat(target, toRequest(0), seconds);
  const cachedIdentities = (ids.length - 100) * 3;
  const perHundredThousand = (((await child.residentMiB()) - loaded) / cachedIdentities) * 100_000;
  await child.stop();
  return [ready, idle, [perHundredThousand], [loaded]];
}
