import type { Logger } from "../../platform/log.js";
import type { RateLimit } from "../../platform/rate-limit.js";
import { toRedisReason } from "../../platform/redis.js";
import { type BucketState, type BucketStore, type Taken, toShare } from "./bucket.js";

export interface FallbackLimiterOptions {
  /** May fail at any time. */
  readonly shared: BucketStore;
  /** Stands in, with a part of each plan. */
  readonly local: BucketStore;
  /** That part; all processes together should not come to more than 1. */
  readonly localShare: number;
  readonly log: Logger;
  readonly now?: () => number;
}

/** Milliseconds for which shared buckets that failed are left alone, so that not every call waits for them in vain. */
const pauseMs = 1_000;

/**
 * Shared buckets, and while they can't be had this process's part of them. What is taken from the shared ones is taken from
 * that part too, so that it is not whole again when it has to stand in.
 */
export class FallbackLimiter implements BucketStore {
  #isAway = false;
  #askAgainAt = Number.NEGATIVE_INFINITY;
  readonly #now: () => number;

  constructor(private readonly options: FallbackLimiterOptions) {
    this.#now = options.now ?? (() => performance.now());
  }

  open(key: string, plan: RateLimit): void {
    const { shared, local, localShare } = this.options;
    shared.open(key, plan);
    local.open(key, toShare(plan, localShare));
  }

  async take(keys: readonly string[], wanted: number): Promise<Taken> {
    const { shared, local } = this.options;
    const taken = await this.#ask(() => shared.take(keys, wanted));
    if (taken === undefined) return local.take(keys, wanted);
    await local.take(keys, taken.granted);
    return taken;
  }

  async lower(key: string, remaining: number): Promise<void> {
    const { shared, local } = this.options;
    await local.lower(key, remaining);
    await this.#ask(() => shared.lower(key, remaining));
  }

  async block(key: string, ms: number): Promise<void> {
    const { shared, local } = this.options;
    await local.block(key, ms);
    await this.#ask(() => shared.block(key, ms));
  }

  noteLate(keys: readonly string[], leftAt: number, lateMs: number): void {
    this.options.local.noteLate?.(keys, leftAt, lateMs);
  }

  /** While this process's part stands in, of that. */
  async state(key: string): Promise<BucketState> {
    const { shared, local } = this.options;
    return (await this.#ask(() => shared.state(key))) ?? local.state(key);
  }

  /** Undefined when the shared buckets can't be had. */
  async #ask<Answer>(question: () => Promise<Answer> | Answer): Promise<Answer | undefined> {
    if (this.#now() < this.#askAgainAt) return undefined;
    try {
      const answer = await question();
      if (this.#isAway) this.options.log.info("budgets are shared again");
      this.#isAway = false;
      return answer;
    } catch (error) {
      if (!this.#isAway)
        this.options.log.warn({ reason: toReason(error) }, "each process has its own budgets");
      this.#isAway = true;
      this.#askAgainAt = this.#now() + pauseMs;
      return undefined;
    }
  }
}

function toReason(error: unknown): string {
  return error instanceof Error ? toRedisReason(error) : typeof error;
}
