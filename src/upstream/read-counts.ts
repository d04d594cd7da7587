import type { Realm } from "../identity/ids.js";
import type { ProviderName } from "../identity/link.js";
import type { ReadOutcome } from "./reads/shared-reads.js";

/** How many reads were served in which way since the process started, by realm. */
export class ReadCounts {
  readonly #counts = new Map<string, Map<ReadOutcome, number>>();

  note(provider: ProviderName, realm: Realm, outcome: ReadOutcome): void {
    const name = `${provider}\n${realm}`;
    const counts = this.#counts.get(name) ?? new Map<ReadOutcome, number>();
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    this.#counts.set(name, counts);
  }

  /** The part of reads that needed no call of their own, from 0 to 1; null before the first read. */
  hitRatioOf(provider: ProviderName, realm: Realm): number | null {
    const counts = this.#counts.get(`${provider}\n${realm}`);
    if (counts === undefined) return null;
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return ((counts.get("hit") ?? 0) + (counts.get("joined") ?? 0)) / all;
  }
}
