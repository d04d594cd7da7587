/**
 * A token bucket: `capacity` calls at once, and `refill` more every `intervalMs` milliseconds. A provider may refill all at
 * once, at times that it does not publish.
 */
export interface RateLimit {
  readonly capacity: number;
  readonly refill: number;
  readonly intervalMs: number;
}
