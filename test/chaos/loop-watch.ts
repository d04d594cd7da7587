const tickMs = 10;
/** Shorter hold-ups are everyday life. */
const minHoldUpMs = 20;

/**
 * Knows when the event loop stood still. Service, providers and clients share one here, and the machine with whatever else
 * runs on it, so a timer that comes late for that reason tells nothing of the service.
 */
export class LoopWatch {
  readonly #holdUps: { readonly endedAt: number; readonly ms: number }[] = [];
  readonly #timer = setInterval(() => this.#tick(), tickMs);
  #lastAt = performance.now();

  get longestMs(): number {
    return Math.max(0, ...this.#holdUps.map(({ ms }) => ms));
  }

  /** Milliseconds since that moment in which nothing could run. */
  blockedSince(at: number): number {
    const now = performance.now();
    const holdUps = [...this.#holdUps, { endedAt: now, ms: now - this.#lastAt - tickMs }];
    return holdUps
      .map(({ endedAt, ms }) => Math.min(ms, endedAt - at))
      .filter((ms) => ms > minHoldUpMs)
      .reduce((sum, ms) => sum + ms, 0);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    const ms = now - this.#lastAt - tickMs;
    if (ms > minHoldUpMs) this.#holdUps.push({ endedAt: now, ms });
    this.#lastAt = now;
  }
}
