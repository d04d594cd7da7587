/** How a process's clock differs from the machine's. */
export interface ProcessClock {
  readonly aheadMs: number;
  /** Milliseconds that it counts in one. */
  readonly rate: number;
}

/** Clocks that disagree by two minutes, and go on to disagree more. */
export const wrongClocks: readonly ProcessClock[] = [
  { aheadMs: 60_000, rate: 1 },
  { aheadMs: -60_000, rate: 1 },
  { aheadMs: 0, rate: 1.05 },
  { aheadMs: 0, rate: 0.95 },
];
