import { createHistogram, type RecordableHistogram } from "node:perf_hooks";

export interface CallTimes {
  /** Milliseconds; null when there was no call recently. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

/** How long the calls of the last one to two minutes took, by the process's own clock. */
export class CallStats {
  #current = createHistogram();
  #previous: RecordableHistogram | undefined;
  #startedAt: number;

  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly spanMs = 60_000,
  ) {
    this.#startedAt = now();
  }

  record(durationMs: number): void {
    this.#turn();
    this.#current.record(Math.max(1, Math.round(durationMs * 1_000)));
  }

  /** Milliseconds of the fastest of them; only when there was one. */
  get fastestMs(): number {
    return Math.min(this.#current.min, this.#previous?.min ?? Number.POSITIVE_INFINITY) / 1_000;
  }

  get times(): CallTimes {
    this.#turn();
    const all = createHistogram();
    all.add(this.#current);
    if (this.#previous !== undefined) all.add(this.#previous);
    if (all.count === 0) return { p50Ms: null, p99Ms: null };
    return { p50Ms: all.percentile(50) / 1_000, p99Ms: all.percentile(99) / 1_000 };
  }

  #turn(): void {
    const age = this.now() - this.#startedAt;
    if (age < this.spanMs) return;
    this.#previous = age < 2 * this.spanMs ? this.#current : undefined;
    this.#current = createHistogram();
    this.#startedAt = this.now();
  }
}
