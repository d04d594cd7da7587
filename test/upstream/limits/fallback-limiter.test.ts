import { mock } from "node:test";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createLog } from "../../../src/platform/log.js";
import { openRedis, type RedisConnection } from "../../../src/platform/redis.js";
import { LocalBuckets } from "../../../src/upstream/limits/bucket.js";
import { FallbackLimiter } from "../../../src/upstream/limits/fallback-limiter.js";
import { SharedBuckets } from "../../../src/upstream/limits/redis-buckets.js";
import { type RedisServer, startRedis } from "../../support/redis.js";
import { until } from "../../support/until.js";

const key = "{AUTH0:tenant}:read";
const limit = { capacity: 12, refill: 12, intervalMs: 60_000 };

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

/** The buckets of one process, which may use a third of the limit while Redis is unavailable. */
async function openBuckets(): Promise<FallbackLimiter> {
  const connection = await openRedis(server.url, createLog("silent"));
  connections.push(connection);
  const clock = (): number => now;
  const shared = new SharedBuckets(connection.client, clock);
  const log = createLog("info", { write: (line) => void lines.push(JSON.parse(line).msg) });
  const local = new LocalBuckets(clock);
  const buckets = new FallbackLimiter({ shared, local, localShare: 1 / 3, log, now: clock });
  buckets.open(key, limit);
  return buckets;
}

describe("while Redis is available", () => {
  test("processes share one whole bucket", async () => {
    const [one, other] = [await openBuckets(), await openBuckets()];
    expect(await one.take([key], 9)).toEqual({ granted: 9, waitMs: 0 });
    expect(await other.take([key], 9)).toEqual({ granted: 3, waitMs: 0 });
    expect(await one.state(key)).toEqual({ capacity: 12, available: 0 });
  });

  test("what a provider reports to one process applies to all", async () => {
    const [one, other] = [await openBuckets(), await openBuckets()];
    await one.lower(key, 2);
    expect(await other.state(key)).toEqual({ capacity: 12, available: 2 });
    await other.block(key, 5_000);
    expect((await one.take([key], 1)).granted).toBe(0);
  });
});

describe("while Redis is unavailable", () => {
  test("each process uses its part, less what it has taken recently", async () => {
    const [one, other] = [await openBuckets(), await openBuckets()];
    await one.take([key], 3);
    await server.stop();
    expect(await one.take([key], 9)).toEqual({ granted: 1, waitMs: 0 });
    expect(await other.take([key], 9)).toEqual({ granted: 4, waitMs: 0 });
    expect((await one.take([key], 9)).granted).toBe(0);
    expect(await other.state(key)).toEqual({ capacity: 4, available: 0 });
  });

  test("reports of the provider still apply", async () => {
    const buckets = await openBuckets();
    await server.stop();
    await buckets.lower(key, 1);
    expect(await buckets.state(key)).toEqual({ capacity: 4, available: 1 });
    await buckets.block(key, 5_000);
    expect((await buckets.take([key], 1)).granted).toBe(0);
  });

  test("no call waits for a timeout after the first one did", async () => {
    const buckets = await openBuckets();
    server.freeze();
    await buckets.take([key], 1);
    const client = connections[0]?.client as RedisConnection["client"];
    const send = mock.method(client, "sendCommand");
    for (let count = 0; count < 20; count += 1) await buckets.take([key], 1);
    expect(send.mock.callCount()).toBe(0);
    server.thaw();
  });

  test("the shared buckets are tried again after a second", async () => {
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
    expect(lines).toEqual(["each process has its own rate limits", "rate limits are shared again"]);
  });
});

test("a bucket that is not open is a bug, not an outage", async () => {
  const buckets = await openBuckets();
  await expect(buckets.take(["unknown"], 1)).rejects.toThrow("is not open");
});
