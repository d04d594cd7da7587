/** A token bucket: it has `capacity` tokens and gains `refill` tokens at every multiple of `intervalMs`. */
export interface RateLimit {
  readonly capacity: number;
  readonly refill: number;
  readonly intervalMs: number;
}

export interface QuotaState {
  readonly capacity: number;
  readonly remaining: number;
  /** Unix milliseconds of the next top-up, which may add fewer tokens than are missing. */
  readonly resetAtMs: number;
}

/** One bucket. It refills at whole multiples of `intervalMs` since the epoch, as Auth0 documents. */
export class Quota {
  #tokens: number;
  #mark: number;

  constructor(
    readonly plan: RateLimit,
    private readonly now: () => number,
  ) {
    this.#tokens = plan.capacity;
    this.#mark = Math.floor(now() / plan.intervalMs);
  }

  /** Takes a token if there is one. */
  take(): boolean {
    this.#topUp();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  get state(): QuotaState {
    this.#topUp();
    const { capacity, intervalMs } = this.plan;
    return { capacity, remaining: Math.floor(this.#tokens), resetAtMs: (this.#mark + 1) * intervalMs };
  }

  #topUp(): void {
    const mark = Math.floor(this.now() / this.plan.intervalMs);
    this.#tokens = Math.min(this.plan.capacity, this.#tokens + (mark - this.#mark) * this.plan.refill);
    this.#mark = mark;
  }
}
