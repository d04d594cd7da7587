import type { RateLimit } from "../../../src/platform/rate-limit.js";

/** A provider's own bucket: it tops up at fixed marks, which only it knows. */
export class FixedMarks {
  #tokens: number;
  #marks = 0;

  /** @param phaseMs when the first mark is, below `intervalMs` */
  constructor(
    private readonly plan: RateLimit,
    private readonly phaseMs: number,
  ) {
    this.#tokens = plan.capacity;
  }

  /** Whether there was room for a call that arrives then. Calls arrive in order. */
  accept(atMs: number): boolean {
    const marks = Math.floor((atMs - this.phaseMs) / this.plan.intervalMs) + 1;
    this.#tokens = Math.min(
      this.plan.capacity,
      this.#tokens + Math.max(0, marks - this.#marks) * this.plan.refill,
    );
    this.#marks = Math.max(this.#marks, marks);
    this.#tokens -= 1;
    return this.#tokens >= 0;
  }
}
