/** How long the answers that one request has used stay fresh, all of them together. */
export class Freshness {
  #untilMs = Number.POSITIVE_INFINITY;

  /** @param untilMs Unix milliseconds until which an answer is fresh; 0 for one that must not be used again */
  note(untilMs: number): void {
    if (untilMs < this.#untilMs) this.#untilMs = untilMs;
  }

  /** The whole seconds that are left; 0 when no answer was used, or one is not fresh. */
  secondsAt(nowMs: number): number {
    const seconds = Math.floor((this.#untilMs - nowMs) / 1_000);
    return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
  }
}
