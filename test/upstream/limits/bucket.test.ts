import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RateLimit } from "../../../src/platform/rate-limit.js";
import { LocalBuckets, toMarginMs } from "../../../src/upstream/limits/bucket.js";
import { toShare } from "../../../src/upstream/limits/share.js";
import { anyLimit } from "./any-limit.js";
import { FixedRefills } from "./fixed-refills.js";

const key = "{AUTH0:tenant}:read";

/** From 0 to 1: a part of the interval, or of the margin. */
const part = fc.double({ min: 0, max: 0.999, noNaN: true });
/** Each take comes so many intervals after the one before; half of them come at the same time. */
const anySchedule = fc.array(
  fc.record({
    pause: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2.5, noNaN: true })),
    requested: fc.integer({ min: 1, max: 80 }),
    transit: part,
  }),
  { minLength: 1, maxLength: 60 },
);

function openBucket(limit: RateLimit) {
  const clock = { ms: 1_000 };
  const buckets = new LocalBuckets(() => clock.ms);
  buckets.open(key, limit);
  return { clock, buckets };
}

/** Takes every token as soon as it is available. Returns when each one was granted, in milliseconds from the start. */
function drain(limit: RateLimit, untilMs: number): readonly number[] {
  const { clock, buckets } = openBucket(limit);
  const times: number[] = [];
  while (clock.ms - 1_000 <= untilMs) {
    const { granted, waitMs } = buckets.take([key], 10_000);
    for (let count = 0; count < granted; count += 1) times.push(clock.ms - 1_000);
    clock.ms += waitMs;
  }
  return times;
}

describe("the provider's bucket never runs out, whenever the provider refills it", () => {
  test("for calls at any time, in any number, that arrive within the margin", () => {
    fc.assert(
      fc.property(anyLimit, anySchedule, part, (limit, schedule, phase) => {
        const { clock, buckets } = openBucket(limit);
        const arrivals: number[] = [];
        for (const { pause, requested, transit } of schedule) {
          clock.ms += pause * limit.intervalMs;
          const { granted } = buckets.take([key], requested);
          for (let count = 0; count < granted; count += 1)
            arrivals.push(clock.ms + transit * toMarginMs(limit));
        }
        const provider = new FixedRefills(limit, 1_000 + phase * limit.intervalMs);
        expect(arrivals.sort((one, other) => one - other).every((at) => provider.accept(at))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("although each token is taken as soon as it returns", () => {
    fc.assert(
      fc.property(anyLimit, part, (limit, phase) => {
        const provider = new FixedRefills(limit, phase * limit.intervalMs);
        expect(drain(limit, 12 * limit.intervalMs).every((at) => provider.accept(at))).toBe(true);
      }),
    );
  });

  test("although several processes use it, each its share", () => {
    const large = anyLimit.filter(({ capacity }) => capacity >= 8);
    fc.assert(
      fc.property(large, fc.integer({ min: 2, max: 8 }), part, (limit, processes, phase) => {
        const share = toShare(limit, 1 / processes);
        const own = drain(share, 30 * limit.intervalMs);
        const all = own.flatMap((at) => Array.from({ length: processes }, () => at));
        const provider = new FixedRefills(limit, phase * limit.intervalMs);
        expect(all.every((at) => provider.accept(at))).toBe(true);
      }),
    );
  });
});

describe("the limit is used up", () => {
  test("taking every token gives the burst and the rate of the limit, less the margin", () => {
    fc.assert(
      fc.property(anyLimit, (limit) => {
        const intervals = 30;
        const perInterval = Math.min(limit.capacity, limit.refill);
        const tokens = drain(limit, intervals * (limit.intervalMs + toMarginMs(limit)));
        expect(tokens.length).toBeGreaterThanOrEqual(limit.capacity + perInterval * (intervals - 1));
      }),
    );
  });

  test.each([
    ["Cognito's 120 a second", { capacity: 120, refill: 120, intervalMs: 1_000 }],
    ["Auth0's 16 a second", { capacity: 50, refill: 16, intervalMs: 1_000 }],
    ["Auth0's 2 a second", { capacity: 2, refill: 2, intervalMs: 1_000 }],
    ["Auth0's 500 a minute", { capacity: 40, refill: 1, intervalMs: 120 }],
  ])("1,000 calls at %s take at most 1.05 times as long as the limit itself requires", (_name, limit) => {
    const ideal = (limit.intervalMs * (1_000 - limit.capacity)) / limit.refill;
    const last = drain(limit, 2 * ideal)[999];
    expect(last).toBeLessThanOrEqual(1.05 * Math.ceil(ideal / limit.intervalMs) * limit.intervalMs);
  });
});

describe("what the provider reports", () => {
  const limit = { capacity: 10, refill: 10, intervalMs: 1_000 };

  test("lowers the bucket but never raises it", () => {
    const { buckets } = openBucket(limit);
    buckets.lower(key, 3);
    expect(buckets.state(key)).toEqual({ capacity: 10, available: 3 });
    buckets.lower(key, 7);
    expect(buckets.take([key], 10)).toEqual({ granted: 3, waitMs: 0 });
  });

  test("as used by other clients returns after one interval", () => {
    const { buckets, clock } = openBucket(limit);
    buckets.lower(key, 0);
    expect(buckets.take([key], 10)).toEqual({ granted: 0, waitMs: 1_025 });
    clock.ms += 1_025;
    expect(buckets.take([key], 10)).toEqual({ granted: 10, waitMs: 0 });
  });

  test("blocks the bucket for the time given, and a shorter block does not end a longer one", () => {
    const { buckets, clock } = openBucket(limit);
    buckets.block(key, 5_000);
    buckets.block(key, 2_000);
    expect(buckets.take([key], 1)).toEqual({ granted: 0, waitMs: 5_000 });
    expect(buckets.state(key).available).toBe(0);
    clock.ms += 4_999;
    expect(buckets.take([key], 1)).toEqual({ granted: 0, waitMs: 1 });
    clock.ms += 1;
    expect(buckets.take([key], 20).granted).toBe(10);
  });
});

describe("a call that counts towards several buckets", () => {
  test("takes a token from all of them or from none, and waits for the slowest", () => {
    const { buckets, clock } = openBucket({ capacity: 5, refill: 5, intervalMs: 1_000 });
    buckets.open("global", { capacity: 2, refill: 2, intervalMs: 4_000 });
    expect(buckets.take(["global", key], 9)).toEqual({ granted: 2, waitMs: 0 });
    expect(buckets.state(key).available).toBe(3);
    expect(buckets.take(["global", key], 1)).toEqual({ granted: 0, waitMs: 4_025 });
    expect(buckets.state(key).available).toBe(3);
    clock.ms += 4_025;
    expect(buckets.take(["global", key], 1).granted).toBe(1);
  });

  test("never waits when there are no buckets", () => {
    expect(openBucket({ capacity: 1, refill: 1, intervalMs: 1_000 }).buckets.take([], 500)).toEqual({
      granted: 500,
      waitMs: 0,
    });
  });
});

test("a bucket that is not open is a bug", () => {
  expect(() => new LocalBuckets().take([key], 1)).toThrow("is not open");
});

describe("a bucket with a capacity of a million", () => {
  const huge = { capacity: 1_000_000, refill: 1_000, intervalMs: 1_000_000 };

  test("serves 100,000 takes of one token, and reports its state after each", () => {
    const { buckets, clock } = openBucket(huge);
    for (let count = 1; count <= 100_000; count += 1) {
      clock.ms += 0.001;
      expectQuickly(buckets.take([key], 1).granted === 1);
      expectQuickly(buckets.state(key).available === 1_000_000 - count);
    }
  });

  test("gives all its tokens at once, 10,000 times", () => {
    const { buckets, clock } = openBucket({ ...huge, refill: 1_000_000 });
    for (let count = 0; count < 10_000; count += 1) {
      clock.ms += 2_000_000;
      expectQuickly(buckets.take([key], 1_000_000).granted === 1_000_000);
    }
  });

  /** Without the cost of `expect`, which is higher than that of a bucket. */
  function expectQuickly(isSo: boolean): void {
    if (!isSo) throw new Error("the bucket gave another number of tokens");
  }
});
