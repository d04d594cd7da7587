import { readFileSync } from "node:fs";
import type { RateLimit } from "../../platform/rate-limit.js";
import type { Redis } from "../../platform/redis.js";
import { type BucketState, type BucketStore, type Taken, toMarginMs } from "./bucket.js";

const script = new URL("./take-tokens.lua", import.meta.url);

/**
 * Buckets that all processes at one Redis share. They follow the same rule as `LocalBuckets`. Every method throws what
 * ioredis throws when Redis does not answer in time; a token that Redis granted then is lost to all processes.
 */
export class SharedBuckets implements BucketStore {
  readonly #limits = new Map<string, RateLimit>();
  readonly #client: Redis & BucketCommands;

  /** @param now milliseconds, instead of the server's clock */
  constructor(
    client: Redis,
    private readonly now?: () => number,
  ) {
    client.defineCommand("tokenBuckets", { lua: readFileSync(script, "utf8") });
    this.#client = client as Redis & BucketCommands;
  }

  open(key: string, limit: RateLimit): void {
    if (!this.#limits.has(key)) this.#limits.set(key, limit);
  }

  async take(keys: readonly string[], requested: number): Promise<Taken> {
    const [granted, waitMs] = (await this.#run("take", keys, requested)) as [number, number];
    return { granted, waitMs };
  }

  async lower(key: string, remaining: number): Promise<void> {
    await this.#run("lower", [key], Math.max(0, remaining));
  }

  async block(key: string, ms: number): Promise<void> {
    await this.#run("block", [key], ms);
  }

  async state(key: string): Promise<BucketState> {
    const available = (await this.#run("read", [key], 0)) as number;
    return { capacity: this.#limitOf(key).capacity, available };
  }

  #run(command: string, keys: readonly string[], amount: number): Promise<unknown> {
    const limits = keys.map((key) => this.#limitOf(key));
    return this.#client.tokenBuckets(
      2 * keys.length,
      ...keys.flatMap(toRedisKeys),
      command,
      this.now === undefined ? "" : toMicroseconds(this.now()),
      amount,
      ...limits.flatMap((limit) => [
        limit.capacity,
        limit.refill,
        toMicroseconds(limit.intervalMs + toMarginMs(limit)),
      ]),
    );
  }

  #limitOf(key: string): RateLimit {
    const limit = this.#limits.get(key);
    if (limit === undefined) throw new Error(`the bucket ${key} is not open`);
    return limit;
  }
}

interface BucketCommands {
  /** The arguments are the keys and values that the script describes. */
  tokenBuckets(keyCount: number, ...keysAndValues: (string | number)[]): Promise<unknown>;
}

/** A Redis Cluster places keys by their part in braces; all buckets of one `take` must have the same. */
function toRedisKeys(key: string): readonly [returns: string, block: string] {
  return [`bucket:${key}:returns`, `bucket:${key}:block`];
}

function toMicroseconds(ms: number): number {
  return Math.ceil(ms * 1_000);
}
