import type { RateLimit } from "../../platform/rate-limit.js";

export interface Taken {
  /** From 0 to the requested number. */
  readonly granted: number;
  /** Milliseconds until the next token is available; 0 when some were granted. */
  readonly waitMs: number;
}

export interface BucketState {
  readonly capacity: number;
  readonly available: number;
}

/** Buckets by key: in this process, or shared through Redis. */
export interface BucketStore {
  /** Creates the bucket unless it exists. */
  open(key: string, limit: RateLimit): void;
  /** Takes up to `requested` tokens, the same number from each of the buckets. */
  take(keys: readonly string[], requested: number): Promise<Taken> | Taken;
  /** The provider reports that at most `remaining` tokens are left. */
  lower(key: string, remaining: number): Promise<void> | void;
  /** The provider accepts no call for so many milliseconds. */
  block(key: string, ms: number): Promise<void> | void;
  state(key: string): Promise<BucketState> | BucketState;
}

/**
 * How much later than by the limit a token counts as returned, because calls don't arrive in the rhythm in which they were
 * sent: a fortieth of the interval, between 2 and 25 ms.
 */
export function toMarginMs({ intervalMs }: RateLimit): number {
  return Math.min(25, Math.max(2, intervalMs / 40));
}

/** Buckets that only this process uses. */
export class LocalBuckets implements BucketStore {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  open(key: string, limit: RateLimit): void {
    if (!this.#buckets.has(key)) this.#buckets.set(key, new Bucket(limit));
  }

  take(keys: readonly string[], requested: number): Taken {
    const now = this.now();
    let granted = requested;
    for (const key of keys) granted = Math.min(granted, this.#get(key).availableAt(now));
    let waitMs = 0;
    for (const key of keys) {
      const bucket = this.#get(key);
      if (granted > 0) bucket.take(granted, now);
      else waitMs = Math.max(waitMs, bucket.waitMsAt(now));
    }
    return { granted, waitMs };
  }

  lower(key: string, remaining: number): void {
    const now = this.now();
    const bucket = this.#get(key);
    bucket.take(bucket.availableAt(now) - Math.max(0, remaining), now);
  }

  block(key: string, ms: number): void {
    this.#get(key).block(ms, this.now());
  }

  state(key: string): BucketState {
    const bucket = this.#get(key);
    return { available: bucket.availableAt(this.now()), capacity: bucket.limit.capacity };
  }

  #get(key: string): Bucket {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) throw new Error(`the bucket ${key} is not open`);
    return bucket;
  }
}

/** Consecutive tokens that return at the same time. */
interface Run {
  readonly returnsAt: number;
  /** How many tokens had been taken in total, these included. */
  end: number;
  next: Run | undefined;
}

/**
 * Never has more calls in progress than the provider's bucket has tokens for, although the provider does not publish when it
 * refills: a token returns one interval after it was taken, and one interval after the token `refill` places before it
 * returned. Each interval contains one of the provider's refills, so the provider has refilled by then.
 *
 * Tokens that have not returned form a list of runs, in the order in which they return. Each run is added once and removed
 * once, so the cost of a call depends neither on the capacity nor on the number of tokens.
 */
class Bucket {
  #taken = 0;
  /** Of all tokens ever taken. */
  #returned = 0;
  #oldest: Run | undefined;
  #newest: Run | undefined;
  /** The run of the token `refill` places before the last one, while that has not returned. */
  #pacing: Run | undefined;
  #blockedUntil = 0;

  constructor(readonly limit: RateLimit) {}

  availableAt(now: number): number {
    if (now < this.#blockedUntil) return 0;
    this.#collect(now);
    return this.limit.capacity - (this.#taken - this.#returned);
  }

  /** Milliseconds until a token is available. */
  waitMsAt(now: number): number {
    this.#collect(now);
    const isEmpty = this.#taken - this.#returned >= this.limit.capacity;
    const returnsAt = isEmpty ? (this.#oldest?.returnsAt ?? now) : now;
    return Math.max(0, this.#blockedUntil - now, returnsAt - now);
  }

  /** Takes nothing when `count` is not positive. At most what is available may be taken. */
  take(count: number, now: number): void {
    const { refill, intervalMs } = this.limit;
    const awayMs = intervalMs + toMarginMs(this.limit);
    const end = this.#taken + count;
    this.#collect(now);
    while (this.#taken < end) {
      const predecessor = this.#taken - refill;
      const run = this.#runOf(predecessor);
      const runEnd = run === undefined ? this.#returned : run.end;
      this.#add((run?.returnsAt ?? now) + awayMs, Math.min(end, runEnd + refill));
    }
  }

  block(ms: number, now: number): void {
    this.take(this.availableAt(now), now);
    this.#blockedUntil = Math.max(this.#blockedUntil, now + ms);
  }

  /** Removes the runs whose tokens have returned. */
  #collect(now: number): void {
    while (this.#oldest !== undefined && this.#oldest.returnsAt <= now) {
      this.#returned = this.#oldest.end;
      if (this.#pacing === this.#oldest) this.#pacing = this.#oldest.next;
      this.#oldest = this.#oldest.next;
    }
    if (this.#oldest === undefined) this.#newest = undefined;
  }

  /** Undefined when the token has returned or was never taken. */
  #runOf(token: number): Run | undefined {
    if (token < this.#returned) return undefined;
    let run = this.#pacing ?? this.#oldest;
    while (run !== undefined && run.end <= token) run = run.next;
    this.#pacing = run;
    return run;
  }

  /** Up to the token with the number `end`. */
  #add(returnsAt: number, end: number): void {
    this.#taken = end;
    if (this.#newest?.returnsAt === returnsAt) {
      this.#newest.end = end;
      return;
    }
    const run: Run = { returnsAt, end, next: undefined };
    if (this.#newest === undefined) this.#oldest = run;
    else this.#newest.next = run;
    this.#newest = run;
  }
}
