import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createLog } from "../../../src/platform/log.js";
import { openRedis, type RedisConnection } from "../../../src/platform/redis.js";
import { LocalBuckets } from "../../../src/upstream/limits/bucket.js";
import { FallbackLimiter } from "../../../src/upstream/limits/fallback-limiter.js";
import { SharedBuckets } from "../../../src/upstream/limits/redis-buckets.js";
import { type RedisServer, startRedis } from "../../support/redis.js";
import { until } from "../../support/until.js";

const key = "{AUTH0:tenant}:read";
const plan = { capacity: 12, refill: 12, intervalMs: 60_000 };

let server: RedisServer;
let connections: RedisConnection[];
let now: number;
let lines: string[];

beforeEach(async () => {
  server = await startRedis();
  connections = [];
  now = 0;
  lines = [];
});
afterEach(async () => {
  for (const connection of connections) await connection.close();
  await server.stop();
});

/** Stands for a process, which may use a third of the plan while Redis is away. */
async function openBuckets(): Promise<FallbackLimiter> {
  const connection = await openRedis(server.url, createLog("silent"));
  connections.push(connection);
  const clock = (): number => now;
  const shared = new SharedBuckets(connection.client, clock);
  const log = createLog("info", { write: (line) => void lines.push(JSON.parse(line).msg) });
  const local = new LocalBuckets(clock);
  const buckets = new FallbackLimiter({ shared, local, localShare: 1 / 3, log, now: clock });
  buckets.open(key, plan);
  return buckets;
}

describe("while Redis is there", () => {
  test("processes draw on one whole bucket, whoever comes first", async () => {
    const [one, other] = [await openBuckets(), await openBuckets()];
    expect(await one.take([key], 9)).toEqual({ granted: 9, waitMs: 0 });
    expect(await other.take([key], 9)).toEqual({ granted: 3, waitMs: 0 });
    expect(await one.state(key)).toEqual({ capacity: 12, available: 0 });
  });

  test("what a provider says to one process holds for all", async () => {
    const [one, other] = [await openBuckets(), await openBuckets()];
    await one.lower(key, 2);
    expect(await other.state(key)).toEqual({ capacity: 12, available: 2 });
    await other.block(key, 5_000);
    expect((await one.take([key], 1)).granted).toBe(0);
  });
});

describe("while Redis is away", () => {
  test("each process goes on with its part, less what it has taken recently", async () => {
    const [one, other] = [await openBuckets(), await openBuckets()];
    await one.take([key], 3);
    await server.stop();
    expect(await one.take([key], 9)).toEqual({ granted: 1, waitMs: 0 });
    expect(await other.take([key], 9)).toEqual({ granted: 4, waitMs: 0 });
    expect((await one.take([key], 9)).granted).toBe(0);
    expect(await other.state(key)).toEqual({ capacity: 4, available: 0 });
  });

  test("a provider's word is heeded none the less", async () => {
    const buckets = await openBuckets();
    await server.stop();
    await buckets.lower(key, 1);
    expect(await buckets.state(key)).toEqual({ capacity: 4, available: 1 });
    await buckets.block(key, 5_000);
    expect((await buckets.take([key], 1)).granted).toBe(0);
  });

  test("not every call waits for it in vain", async () => {
    const buckets = await openBuckets();
    await buckets.state(key);
    server.freeze();
    const startedAt = performance.now();
    for (let count = 0; count < 20; count += 1) await buckets.take([key], 1);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    server.thaw();
  });

  test("it is asked again after a second", async () => {
    const buckets = await openBuckets();
    await server.stop();
    expect((await buckets.state(key)).capacity).toBe(4);
    await server.start();
    const [connection] = connections;
    await until(() => connection?.client.status === "ready");
    now = 999;
    expect((await buckets.state(key)).capacity).toBe(4);
    now = 1_000;
    expect((await buckets.state(key)).capacity).toBe(12);
    expect(lines).toEqual(["each process has its own budgets", "budgets are shared again"]);
  });
});

test("a bucket that nobody has opened is a mistake of ours, and no outage", async () => {
  const buckets = await openBuckets();
  await expect(buckets.take(["unknown"], 1)).rejects.toThrow("is not open");
});
