import type { RateLimit } from "../../platform/rate-limit.js";

/** The tokens of a share return after at most so many intervals of the provider. */
const maxIntervals = 100;

/**
 * The part of a limit that one process may use. The burst is at least one call, and the rate is made of whole calls after
 * whole intervals: between refills, the provider gives nothing that could be shared.
 */
export function toShare({ capacity, refill, intervalMs }: RateLimit, share: number): RateLimit {
  const burst = Math.max(1, Math.floor(toWhole(capacity * share)));
  const refillIn = (intervals: number): number =>
    Math.min(burst, Math.floor(toWhole(refill * share * intervals)));
  let best = 1;
  for (let intervals = 2; intervals <= maxIntervals; intervals += 1) {
    if (refillIn(intervals) / intervals > refillIn(best) / best) best = intervals;
  }
  return { capacity: burst, refill: refillIn(best), intervalMs: intervalMs * best };
}

/** Corrects binary fractions: 0.29 of 100 is 29. */
function toWhole(count: number): number {
  return Number(count.toFixed(9));
}

/** Milliseconds by which a call may arrive later than another one that was sent at the same time. */
const jitterMs = 100;

/**
 * Leaves unused what the limit adds while a call may be late, as far as the burst is larger than one refill. The rate stays
 * the same.
 */
export function withSlack({ capacity, refill, intervalMs }: RateLimit): RateLimit {
  const slack = Math.min(Math.ceil((refill * jitterMs) / intervalMs), Math.max(0, capacity - refill));
  return { capacity: Math.max(1, capacity - slack), refill, intervalMs };
}
