import type { Logger } from "../../platform/log.js";
import type { RateLimit } from "../../platform/rate-limit.js";
import { toRedisReason } from "../../platform/redis.js";
import type { BucketState, BucketStore, Taken } from "./bucket.js";
import { toShare } from "./share.js";

export interface FallbackLimiterOptions {
  /** May fail at any time. */
  readonly shared: BucketStore;
  /** Used while `shared` fails, with a part of each limit. */
  readonly local: BucketStore;
  /** That part; the parts of all processes together should not exceed 1. */
  readonly localShare: number;
  readonly log: Logger;
  readonly now?: () => number;
}

/** Milliseconds for which shared buckets are not used after a failure, so that calls don't all wait for a timeout. */
const pauseMs = 1_000;

/**
 * Uses the shared buckets and, while they are unavailable, this process's part of them. Tokens taken from the shared buckets
 * are also taken from that part, so that a failure does not grant a fresh burst.
 */
export class FallbackLimiter implements BucketStore {
  #isUnavailable = false;
  #retryAt = Number.NEGATIVE_INFINITY;
  readonly #now: () => number;

  constructor(private readonly options: FallbackLimiterOptions) {
    this.#now = options.now ?? (() => performance.now());
  }

  open(key: string, limit: RateLimit): void {
    const { shared, local, localShare } = this.options;
    shared.open(key, limit);
    local.open(key, toShare(limit, localShare));
  }

  async take(keys: readonly string[], requested: number): Promise<Taken> {
    const { shared, local } = this.options;
    const taken = await this.#try(() => shared.take(keys, requested));
    if (taken === undefined) return local.take(keys, requested);
    await local.take(keys, taken.granted);
    return taken;
  }

  async lower(key: string, remaining: number): Promise<void> {
    const { shared, local } = this.options;
    await local.lower(key, remaining);
    await this.#try(() => shared.lower(key, remaining));
  }

  async block(key: string, ms: number): Promise<void> {
    const { shared, local } = this.options;
    await local.block(key, ms);
    await this.#try(() => shared.block(key, ms));
  }

  /** Of this process's part while the shared buckets are unavailable. */
  async state(key: string): Promise<BucketState> {
    const { shared, local } = this.options;
    return (await this.#try(() => shared.state(key))) ?? local.state(key);
  }

  /** Undefined while the shared buckets are unavailable. */
  async #try<Result>(command: () => Promise<Result> | Result): Promise<Result | undefined> {
    if (this.#now() < this.#retryAt) return undefined;
    try {
      const result = await command();
      if (this.#isUnavailable) this.options.log.info("rate limits are shared again");
      this.#isUnavailable = false;
      return result;
    } catch (error) {
      if (!this.#isUnavailable)
        this.options.log.warn({ reason: toReason(error) }, "each process has its own rate limits");
      this.#isUnavailable = true;
      this.#retryAt = this.#now() + pauseMs;
      return undefined;
    }
  }
}

function toReason(error: unknown): string {
  return error instanceof Error ? toRedisReason(error) : typeof error;
}
