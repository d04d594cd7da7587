import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createLog } from "../../../src/platform/log.js";
import type { RateLimit } from "../../../src/platform/rate-limit.js";
import { openRedis, type RedisConnection } from "../../../src/platform/redis.js";
import { LocalBuckets, toMarginMs } from "../../../src/upstream/limits/bucket.js";
import { SharedBuckets } from "../../../src/upstream/limits/redis-buckets.js";
import { type RedisServer, startRedis } from "../../support/redis.js";
import { until } from "../../support/until.js";
import { FixedRefills } from "./fixed-refills.js";
import { takeInProcesses } from "./take-in-processes.js";

let server: RedisServer;
let connection: RedisConnection;

beforeAll(async () => {
  server = await startRedis();
  connection = await openRedis(server.url, createLog("silent"));
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

/** A key that no other test uses. */
const newKey = (): string => `{AUTH0:${randomUUID()}}:read`;

/** Refills at least 10 seconds apart, so that a bucket that follows the clock of the test doesn't expire by that of the server. */
const slowLimit = fc.record({
  capacity: fc.integer({ min: 1, max: 12 }),
  refill: fc.integer({ min: 1, max: 15 }),
  intervalMs: fc.constantFrom(10_000, 40_000),
});

test("processes that take tokens as fast as they can never get more than the limit in any second together", async () => {
  const limit = { capacity: 120, refill: 120, intervalMs: 1_000 };
  const grants = await takeInProcesses(2, { url: server.url, key: newKey(), limit, runMs: 4_000 });
  const times = grants.flat().sort((one, other) => one - other);
  const busiest = Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length),
  );
  expect(busiest).toBeLessThanOrEqual(120);
  expect(times.length).toBeGreaterThan(240);
  expect(grants.every(({ length }) => length > 0)).toBe(true);
});

test("a provider that refills at unknown times never receives too many calls, however long they take to arrive", async () => {
  const steps = fc.array(
    fc.record({
      pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30_000 })),
      requested: fc.integer({ min: 1, max: 20 }),
      delays: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }),
    }),
    { minLength: 1, maxLength: 25 },
  );
  const schedule = fc.record({
    limit: slowLimit,
    phase: fc.double({ min: 0, max: 0.999, noNaN: true }),
    steps,
  });
  await fc.assert(
    fc.asyncProperty(schedule, async ({ limit, phase, steps }) => {
      let now = 1_000_000;
      const buckets = new SharedBuckets(connection.client, () => now);
      const key = newKey();
      buckets.open(key, limit);
      const arrivals: number[] = [];
      for (const { pauseMs, requested, delays } of steps) {
        now += pauseMs;
        const { granted } = await buckets.take([key], requested);
        arrivals.push(...delays.slice(0, granted).map((delay) => now + delay * toMarginMs(limit)));
      }
      const provider = new FixedRefills(limit, phase * limit.intervalMs);
      const refused = arrivals.sort((one, other) => one - other).filter((at) => !provider.accept(at));
      expect(refused).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("a shared bucket gives the same tokens as one in the process, with several buckets, corrections and blocks", async () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ take: fc.integer({ min: 1, max: 20 }), both: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ lower: fc.integer({ min: 0, max: 12 }) }) },
    { weight: 1, arbitrary: fc.record({ block: fc.integer({ min: 10_000, max: 100_000 }) }) },
  );
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 50_000 }), step), {
    minLength: 1,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(slowLimit, slowLimit, steps, async (limit, otherLimit, steps) => {
      let now = 1_000_000;
      const key = newKey();
      const other = key.replace(/read$/, "all");
      const run = async (buckets: SharedBuckets | LocalBuckets): Promise<unknown[]> => {
        now = 1_000_000;
        buckets.open(key, limit);
        buckets.open(other, otherLimit);
        const results: unknown[] = [];
        for (const [pauseMs, step] of steps) {
          now += pauseMs;
          if ("take" in step) results.push(await buckets.take(step.both ? [key, other] : [key], step.take));
          else if ("lower" in step) await buckets.lower(key, step.lower);
          else await buckets.block(key, step.block);
          results.push(await buckets.state(key), await buckets.state(other));
        }
        return results;
      };
      const local = await run(new LocalBuckets(() => now));
      expect(await run(new SharedBuckets(connection.client, () => now))).toEqual(local);
    }),
    { numRuns: 60 },
  );
});

describe("a bucket in Redis", () => {
  const limit: RateLimit = { capacity: 2, refill: 1, intervalMs: 40_000 };

  test("reports when the next token is available, and takes nothing from one bucket while another is empty", async () => {
    const [key, other] = [newKey(), newKey()];
    const buckets = new SharedBuckets(connection.client, () => 0);
    buckets.open(key, limit);
    buckets.open(other, { ...limit, capacity: 1 });
    expect(await buckets.take([key, other], 9)).toEqual({ granted: 1, waitMs: 0 });
    expect(await buckets.take([key, other], 9)).toEqual({ granted: 0, waitMs: 40_025 });
    expect(await buckets.state(key)).toEqual({ capacity: 2, available: 1 });
  });

  test("is not raised when the provider reports more tokens than it has", async () => {
    const key = newKey();
    const buckets = new SharedBuckets(connection.client, () => 0);
    buckets.open(key, limit);
    await buckets.take([key], 1);
    await buckets.lower(key, 2);
    expect(await buckets.state(key)).toEqual({ capacity: 2, available: 1 });
  });

  test("is not empty for longer than its limit allows after the server's clock was set back", async () => {
    let now = 3_600_000;
    const key = newKey();
    const buckets = new SharedBuckets(connection.client, () => now);
    buckets.open(key, limit);
    expect(await buckets.take([key], 9)).toEqual({ granted: 2, waitMs: 0 });
    now = 0;
    expect((await buckets.take([key], 9)).granted).toBe(2);
  });

  test("counts the tokens that processes with an earlier configuration took", async () => {
    let now = 0;
    const key = newKey();
    const [before, after] = [1, 2].map(() => new SharedBuckets(connection.client, () => now)) as [
      SharedBuckets,
      SharedBuckets,
    ];
    before.open(key, limit);
    after.open(key, { capacity: 6, refill: 5, intervalMs: 10_000 });
    await before.take([key], 1);
    await after.take([key], 1);
    now = 20_000;
    expect(await after.take([key], 9)).toEqual({ granted: 4, waitMs: 0 });
  });

  test("is removed when all of its tokens have returned", async () => {
    const key = newKey();
    const buckets = new SharedBuckets(connection.client);
    buckets.open(key, { capacity: 5, refill: 5, intervalMs: 20 });
    await buckets.take([key], 5);
    await buckets.block(key, 30);
    await until(async () => (await connection.client.keys(`*${key}*`)).length === 0);
    expect(await buckets.take([key], 9)).toEqual({ granted: 5, waitMs: 0 });
  });

  test("that is not open is a bug", async () => {
    await expect(new SharedBuckets(connection.client).take(["{NEXUS:default}:unknown"], 1)).rejects.toThrow(
      "is not open",
    );
  });
});

test("a take fails immediately while Redis is unavailable, and succeeds again after it is back", async () => {
  const stoppable = await startRedis();
  const { client, close } = await openRedis(stoppable.url, createLog("silent"));
  const buckets = new SharedBuckets(client);
  const key = newKey();
  buckets.open(key, { capacity: 3, refill: 3, intervalMs: 60_000 });
  const take = (): Promise<number> => buckets.take([key], 1).then(({ granted }) => granted);
  try {
    expect(await take()).toBe(1);
    await stoppable.stop();
    await until(() => client.status !== "ready");
    await expect(take()).rejects.toThrow("Stream isn't writeable");
    await stoppable.start();
    await until(() =>
      take().then(
        (granted) => granted === 1,
        () => false,
      ),
    );
    expect(await buckets.take([key], 9)).toEqual({ granted: 2, waitMs: 0 });
  } finally {
    await close();
    await stoppable.stop();
  }
});
