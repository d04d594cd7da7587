import type { ProviderReads } from "../../upstream/reads/provider-reads.js";
import type { ReadPlace } from "../../upstream/reads/shared-reads.js";
import type { Fragment } from "./entity-fragments.js";

/** The reads that the fragments of one response stand for: they count, and bound how long the response is fresh. */
export class ServedReads {
  readonly #counts = new Map<ReadPlace, number>();
  #freshUntilMs = Number.POSITIVE_INFINITY;

  add({ cells, freshUntilMs }: Fragment): void {
    if (freshUntilMs < this.#freshUntilMs) this.#freshUntilMs = freshUntilMs;
    for (const cell of cells) {
      cell.isUsed = true;
      this.#counts.set(cell.place, (this.#counts.get(cell.place) ?? 0) + 1);
    }
  }

  report(reads: ProviderReads): void {
    reads.freshness.note(this.#freshUntilMs);
    for (const [place, count] of this.#counts) reads.noteServed(place, count);
  }
}
