import type { RateLimit } from "../../../src/platform/rate-limit.js";

/** A provider's own bucket: refills at fixed times that only the provider knows. */
export class FixedRefills {
  #tokens: number;
  #refills = 0;

  /** @param phaseMs when the first refill is, less than `intervalMs` */
  constructor(
    private readonly limit: RateLimit,
    private readonly phaseMs: number,
  ) {
    this.#tokens = limit.capacity;
  }

  /** Whether a call that arrives then is accepted. Calls arrive in order. */
  accept(atMs: number): boolean {
    const refills = Math.floor((atMs - this.phaseMs) / this.limit.intervalMs) + 1;
    this.#tokens = Math.min(
      this.limit.capacity,
      this.#tokens + Math.max(0, refills - this.#refills) * this.limit.refill,
    );
    this.#refills = Math.max(this.#refills, refills);
    this.#tokens -= 1;
    return this.#tokens >= 0;
  }
}
