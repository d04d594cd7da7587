import type { RateLimit } from "../../platform/rate-limit.js";

export interface Taken {
  /** Between none and as many as were asked for. */
  readonly granted: number;
  /** Milliseconds until the next can be granted; 0 when some were. */
  readonly waitMs: number;
}

export interface BucketState {
  readonly capacity: number;
  readonly available: number;
}

/** Buckets by key: in this process, or shared through Redis. */
export interface BucketStore {
  /** Makes the bucket known. */
  open(key: string, plan: RateLimit): void;
  /** Takes up to `wanted` tokens, each from all of these buckets together. */
  take(keys: readonly string[], wanted: number): Promise<Taken> | Taken;
  /** The provider says that no more than `remaining` tokens are left. */
  lower(key: string, remaining: number): Promise<void> | void;
  /** The provider wants no call for so many milliseconds. */
  block(key: string, ms: number): Promise<void> | void;
  state(key: string): Promise<BucketState> | BucketState;
  /**
   * A call that left at `leftAt`, by `performance.now()`, may have arrived so much later than the fastest calls do, as when
   * its connection had to be opened first. Buckets that can't tell one token from another go by their margin alone.
   */
  noteLate?(keys: readonly string[], leftAt: number, lateMs: number): void;
}

/**
 * How much later than by the plan a token counts as returned, because calls don't arrive in the rhythm in which they
 * leave: a fortieth of the time between marks, between 2 and 25 ms.
 */
export function toMarginMs({ intervalMs }: RateLimit): number {
  return Math.min(25, Math.max(2, intervalMs / 40));
}

/** A share's tokens come back at every so many of the provider's marks at most. */
const maxMarks = 100;

/**
 * The part of a limit that this deployment may use, a hundredth at least: a burst of whole calls, of one at least, and as
 * much of the rate as whole calls at whole marks make. Between marks the provider gives nothing that could be shared.
 */
export function toShare({ capacity, refill, intervalMs }: RateLimit, share: number): RateLimit {
  const burst = Math.max(1, Math.floor(toWhole(capacity * share)));
  const refillIn = (marks: number): number => Math.min(burst, Math.floor(toWhole(refill * share * marks)));
  let best = 1;
  for (let marks = 2; marks <= maxMarks; marks += 1) {
    if (refillIn(marks) / marks > refillIn(best) / best) best = marks;
  }
  return { capacity: burst, refill: refillIn(best), intervalMs: intervalMs * best };
}

/** Without the dust of binary fractions: 0.29 of 100 is 29. */
function toWhole(count: number): number {
  return Number(count.toFixed(9));
}

/** Milliseconds by which a call may arrive later than another that left at the same time. */
const jitterMs = 100;

/**
 * Leaves unused what the limit adds while a call may be late, as far as the burst is larger than what is added at once:
 * the rate stays the same.
 */
export function withSlack({ capacity, refill, intervalMs }: RateLimit): RateLimit {
  const slack = Math.min(Math.ceil((refill * jitterMs) / intervalMs), Math.max(0, capacity - refill));
  return { capacity: Math.max(1, capacity - slack), refill, intervalMs };
}

/** Buckets that only this process draws on. */
export class LocalBuckets implements BucketStore {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  open(key: string, plan: RateLimit): void {
    if (!this.#buckets.has(key)) this.#buckets.set(key, new Bucket(plan, this.now));
  }

  take(keys: readonly string[], wanted: number): Taken {
    const buckets = keys.map((key) => this.#get(key));
    const granted = Math.min(wanted, ...buckets.map(({ available }) => available));
    for (const bucket of buckets) bucket.take(granted);
    return { granted, waitMs: granted > 0 ? 0 : Math.max(0, ...buckets.map(({ waitMs }) => waitMs)) };
  }

  lower(key: string, remaining: number): void {
    const bucket = this.#get(key);
    bucket.take(Math.max(0, bucket.available - remaining));
  }

  block(key: string, ms: number): void {
    this.#get(key).block(ms);
  }

  noteLate(keys: readonly string[], leftAt: number, lateMs: number): void {
    for (const key of keys) this.#get(key).noteLate(leftAt, lateMs);
  }

  state(key: string): BucketState {
    const { available, plan } = this.#get(key);
    return { available, capacity: plan.capacity };
  }

  #get(key: string): Bucket {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) throw new Error(`the bucket ${key} is not open`);
    return bucket;
  }
}

/**
 * Never has more calls on the way than the provider's bucket has room for, though nobody knows when the provider's marks
 * are: a token returns when a whole interval has passed since it was taken, and since the one `refill` places before it
 * returned. In any such interval lies one of the provider's marks, so the provider has topped up by then.
 */
class Bucket {
  /** When each of the last tokens returns, oldest first; a ring, written at `#taken % length`. */
  readonly #returnsAt: Float64Array;
  /** When each of them was taken; NaN for those that are known to have arrived late. */
  readonly #takenAt: Float64Array;
  #taken = 0;
  #blockedUntil = 0;

  constructor(
    readonly plan: RateLimit,
    private readonly now: () => number,
  ) {
    const length = Math.max(plan.capacity, plan.refill);
    this.#returnsAt = new Float64Array(length).fill(Number.NEGATIVE_INFINITY);
    this.#takenAt = new Float64Array(length);
  }

  get available(): number {
    const now = this.now();
    if (now < this.#blockedUntil) return 0;
    let returned = 0;
    for (let placesAgo = 1; placesAgo <= this.plan.capacity; placesAgo += 1) {
      if (this.#returnOf(placesAgo) <= now) returned += 1;
    }
    return returned;
  }

  /** Milliseconds until there is a token. */
  get waitMs(): number {
    const now = this.now();
    let firstAt = Number.POSITIVE_INFINITY;
    for (let placesAgo = 1; placesAgo <= this.plan.capacity; placesAgo += 1) {
      firstAt = Math.min(firstAt, this.#returnOf(placesAgo));
    }
    return Math.max(0, this.#blockedUntil - now, firstAt - now);
  }

  take(count: number): void {
    const { refill, intervalMs } = this.plan;
    const now = this.now();
    for (let taken = 0; taken < count; taken += 1) {
      const returnsAt = Math.max(now, this.#returnOf(refill)) + intervalMs + toMarginMs(this.plan);
      this.#returnsAt[this.#taken % this.#returnsAt.length] = returnsAt;
      this.#takenAt[this.#taken % this.#takenAt.length] = now;
      this.#taken += 1;
    }
  }

  /** The provider may have counted the call as late as that, and its token can't return before an interval after it. */
  noteLate(leftAt: number, lateMs: number): void {
    const { length } = this.#takenAt;
    for (let placesAgo = 1; placesAgo <= Math.min(length, this.#taken); placesAgo += 1) {
      const index = (this.#taken - placesAgo) % length;
      if (!((this.#takenAt[index] as number) <= leftAt)) continue;
      const returnsAt = leftAt + lateMs + this.plan.intervalMs;
      this.#returnsAt[index] = Math.max(this.#returnsAt[index] as number, returnsAt);
      this.#takenAt[index] = Number.NaN;
      return;
    }
  }

  block(ms: number): void {
    this.take(this.available);
    this.#blockedUntil = Math.max(this.#blockedUntil, this.now() + ms);
  }

  /** When the token returns that was taken so many places ago. */
  #returnOf(placesAgo: number): number {
    const { length } = this.#returnsAt;
    if (placesAgo > this.#taken) return Number.NEGATIVE_INFINITY;
    return this.#returnsAt[(this.#taken - placesAgo) % length] as number;
  }
}
