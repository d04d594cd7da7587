/**
 * A token bucket: a burst of `capacity` calls, and `refill` more every `intervalMs` milliseconds. A provider may refill all of
 * them at the same time, and does not publish when.
 */
export interface RateLimit {
  readonly capacity: number;
  readonly refill: number;
  readonly intervalMs: number;
}
