import { ask } from "../ask.ts";
import type { Child } from "../child.ts";
import type { Person } from "../emulators.ts";
import type { Lab } from "../lab.ts";
import { identitiesQuery, toBody, toRepresentations } from "../queries.ts";
import type { Result } from "../result.ts";
import { variants, vendorSdks } from "../systems.ts";

const batchSize = 100;
const delayMs = 20;

interface Reader {
  readonly name: string;
  readonly child: Child;
  read(people: readonly Person[]): Promise<void>;
  readonly samples: { readonly wallMs: number[]; readonly cpuMs: number[] };
}

/** Nobody is read twice by the same reader. */
export async function run(lab: Lab): Promise<Result> {
  const { rounds, coldBatches } = lab.options;
  const readers = await startReaders(lab);
  await lab.delayCalls(delayMs);
  const batches = Array.from({ length: coldBatches * (rounds + 1) }, (_, index) =>
    lab.people.slice(index * batchSize, (index + 1) * batchSize),
  );
  for (const [index, people] of batches.entries()) {
    for (const reader of readers) {
      const startedCpuMs = await reader.child.cpuMs();
      const startedAt = performance.now();
      await reader.read(people);
      const wallMs = performance.now() - startedAt;
      const cpuMs = (await reader.child.cpuMs()) - startedCpuMs;
      if (index < coldBatches) continue; // its code is not compiled yet
      reader.samples.wallMs.push(wallMs);
      reader.samples.cpuMs.push(cpuMs);
    }
  }
  await lab.delayCalls(0);
  for (const { child } of readers) await child.stop();
  return {
    title: "cold: 100 references with all identities, 20 ms a call",
    about:
      "Nobody was read before; at most 50 calls at once at each provider. Processor time is that of the server's process. The SDKs only read: they map and answer nothing.",
    columns: [
      { name: "ms", digits: 0, hasRatio: true },
      { name: "ms of processor", digits: 0, hasRatio: true },
    ],
    rows: readers.map(({ name, samples }) => ({ system: name, samples: [samples.wallMs, samples.cpuMs] })),
    baseline: vendorSdks.name,
  };
}

/** Services with nothing in their caches, and the bare SDKs. */
async function startReaders(lab: Lab): Promise<readonly Reader[]> {
  const readers: Reader[] = [];
  for (const variant of variants) {
    const { name, child, target } = await lab.startService(variant);
    const read = async (people: readonly Person[]): Promise<void> => {
      const { data } = await ask(
        target,
        toBody(identitiesQuery, toRepresentations(people.map(({ id }) => id))),
      );
      if (JSON.stringify(data).includes("Unavailable")) throw new Error("an identity was not available");
    };
    readers.push({ name, child, read, samples: { wallMs: [], cpuMs: [] } });
  }
  const { name, child, target } = await lab.startRival(vendorSdks);
  const read = async (people: readonly Person[]): Promise<void> => {
    const { status } = await fetch(target.url, { method: "POST", body: JSON.stringify(people) });
    if (status !== 204) throw new Error(`the SDKs' answer had status ${status}`);
  };
  return [...readers, { name, child, read, samples: { wallMs: [], cpuMs: [] } }];
}
