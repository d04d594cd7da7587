import type { RateLimit } from "../../platform/rate-limit.js";
import type { Redis } from "../../platform/redis.js";
import { type BucketState, type BucketStore, type Taken, toMarginMs } from "./bucket.js";
import { blockBucket, lowerBucket, readBucket, takeTokens } from "./take-tokens.lua.js";

/**
 * Buckets on which all processes at one Redis draw together, by the rule of the ones in this process. Every method throws
 * what ioredis throws when Redis does not answer in time; a token that it granted then is lost to all.
 */
export class SharedBuckets implements BucketStore {
  readonly #plans = new Map<string, RateLimit>();
  readonly #client: Redis & BucketCommands;

  /** @param now milliseconds, in place of the server's clock */
  constructor(
    client: Redis,
    private readonly now?: () => number,
  ) {
    client.defineCommand("takeTokens", { lua: takeTokens });
    client.defineCommand("lowerBucket", { lua: lowerBucket });
    client.defineCommand("blockBucket", { lua: blockBucket });
    client.defineCommand("readBucket", { lua: readBucket });
    this.#client = client as Redis & BucketCommands;
  }

  open(key: string, plan: RateLimit): void {
    if (!this.#plans.has(key)) this.#plans.set(key, plan);
  }

  async take(keys: readonly string[], wanted: number): Promise<Taken> {
    const [granted, waitMs] = await this.#client.takeTokens(...this.#toArguments(keys, wanted));
    return { granted, waitMs };
  }

  async lower(key: string, remaining: number): Promise<void> {
    await this.#client.lowerBucket(...this.#toArguments([key], Math.max(0, remaining)));
  }

  async block(key: string, ms: number): Promise<void> {
    await this.#client.blockBucket(...this.#toArguments([key], ms));
  }

  async state(key: string): Promise<BucketState> {
    const available = await this.#client.readBucket(...this.#toArguments([key], 0));
    return { capacity: this.#planOf(key).capacity, available };
  }

  #toArguments(keys: readonly string[], amount: number): CommandArguments {
    const plans = keys.map((key) => this.#planOf(key));
    return [
      2 * keys.length,
      ...keys.flatMap(toRedisKeys),
      this.now === undefined ? "" : toMicroseconds(this.now()),
      amount,
      ...plans.flatMap((plan) => [
        plan.capacity,
        plan.refill,
        toMicroseconds(plan.intervalMs + toMarginMs(plan)),
      ]),
    ];
  }

  #planOf(key: string): RateLimit {
    const plan = this.#plans.get(key);
    if (plan === undefined) throw new Error(`the bucket ${key} is not open`);
    return plan;
  }
}

/** The number of keys; the keys; then the time, the amount, and three numbers per bucket. */
type CommandArguments = readonly [keyCount: number, ...rest: (string | number)[]];

interface BucketCommands {
  takeTokens(...args: CommandArguments): Promise<[granted: number, waitMs: number]>;
  lowerBucket(...args: CommandArguments): Promise<null>;
  blockBucket(...args: CommandArguments): Promise<null>;
  readBucket(...args: CommandArguments): Promise<number>;
}

/**
 * Of a bucket, when its tokens return and until when it is blocked. A key's part in braces says in which slot of a cluster
 * it is; the buckets of one take must agree in it.
 */
function toRedisKeys(key: string): readonly [returns: string, block: string] {
  return [`identity-subgraph:${key}:returns`, `identity-subgraph:${key}:block`];
}

function toMicroseconds(ms: number): number {
  return Math.ceil(ms * 1_000);
}
