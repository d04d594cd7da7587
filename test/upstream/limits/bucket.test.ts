import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { RateLimit } from "../../../src/platform/rate-limit.js";
import { LocalBuckets, toMarginMs, toShare } from "../../../src/upstream/limits/bucket.js";
import { FixedMarks } from "./fixed-marks.js";

const key = "{AUTH0:tenant}:read";

const anyPlan: fc.Arbitrary<RateLimit> = fc.record({
  capacity: fc.integer({ min: 1, max: 60 }),
  refill: fc.integer({ min: 1, max: 60 }),
  intervalMs: fc.integer({ min: 5, max: 2_000 }),
});
/** From 0 to 1: a part of the time between marks, or of the margin. */
const part = fc.double({ min: 0, max: 0.999, noNaN: true });
/** Askers, each so many intervals after the one before; half of them come in a rush. */
const anySchedule = fc.array(
  fc.record({
    pause: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2.5, noNaN: true })),
    wanted: fc.integer({ min: 1, max: 80 }),
    onTheWay: part,
  }),
  { minLength: 1, maxLength: 60 },
);

function openBucket(plan: RateLimit) {
  const clock = { ms: 1_000 };
  const buckets = new LocalBuckets(() => clock.ms);
  buckets.open(key, plan);
  return { clock, buckets };
}

/** Takes all that there is, as soon as it is there. Answers when each token was had, from the start. */
function drain(plan: RateLimit, untilMs: number): readonly number[] {
  const { clock, buckets } = openBucket(plan);
  const times: number[] = [];
  while (clock.ms - 1_000 <= untilMs) {
    const { granted, waitMs } = buckets.take([key], 10_000);
    for (let count = 0; count < granted; count += 1) times.push(clock.ms - 1_000);
    clock.ms += waitMs;
  }
  return times;
}

describe("the provider's bucket never runs out, wherever its marks lie", () => {
  test("whoever asks when, for how much, and however long calls are on the way within the margin", () => {
    fc.assert(
      fc.property(anyPlan, anySchedule, part, (plan, schedule, phase) => {
        const { clock, buckets } = openBucket(plan);
        const arrivals: number[] = [];
        for (const { pause, wanted, onTheWay } of schedule) {
          clock.ms += pause * plan.intervalMs;
          const { granted } = buckets.take([key], wanted);
          for (let count = 0; count < granted; count += 1)
            arrivals.push(clock.ms + onTheWay * toMarginMs(plan));
        }
        const provider = new FixedMarks(plan, 1_000 + phase * plan.intervalMs);
        expect(arrivals.sort((one, other) => one - other).every((at) => provider.accept(at))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("though somebody takes each token the moment it returns", () => {
    fc.assert(
      fc.property(anyPlan, part, (plan, phase) => {
        const provider = new FixedMarks(plan, phase * plan.intervalMs);
        expect(drain(plan, 12 * plan.intervalMs).every((at) => provider.accept(at))).toBe(true);
      }),
    );
  });

  test("though several processes use it, each its share", () => {
    const roomy = anyPlan.filter(({ capacity }) => capacity >= 8);
    fc.assert(
      fc.property(roomy, fc.integer({ min: 2, max: 8 }), part, (plan, processes, phase) => {
        const share = toShare(plan, 1 / processes);
        const own = drain(share, 30 * plan.intervalMs);
        const all = own.flatMap((at) => Array.from({ length: processes }, () => at));
        const provider = new FixedMarks(plan, phase * plan.intervalMs);
        expect(all.every((at) => provider.accept(at))).toBe(true);
      }),
    );
  });
});

describe("nothing is left unused", () => {
  test("whoever wants all that there is gets the plan's burst and its rate, less the margin", () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const intervals = 30;
        const perInterval = Math.min(plan.capacity, plan.refill);
        const tokens = drain(plan, intervals * (plan.intervalMs + toMarginMs(plan)));
        expect(tokens.length).toBeGreaterThanOrEqual(plan.capacity + perInterval * (intervals - 1));
      }),
    );
  });

  test.each([
    ["Cognito's 120 a second", { capacity: 120, refill: 120, intervalMs: 1_000 }],
    ["Auth0's 16 a second", { capacity: 50, refill: 16, intervalMs: 1_000 }],
    ["Auth0's 2 a second", { capacity: 2, refill: 2, intervalMs: 1_000 }],
    ["Auth0's 500 a minute", { capacity: 40, refill: 1, intervalMs: 120 }],
  ])("1,000 calls at %s take no more than 1.05 times the time of the quota itself", (_name, plan) => {
    const ideal = (plan.intervalMs * (1_000 - plan.capacity)) / plan.refill;
    const last = drain(plan, 2 * ideal)[999];
    expect(last).toBeLessThanOrEqual(1.05 * Math.ceil(ideal / plan.intervalMs) * plan.intervalMs);
  });
});

describe("what the provider says", () => {
  const plan = { capacity: 10, refill: 10, intervalMs: 1_000 };

  test("that fewer are left is believed, that more are left is not", () => {
    const { buckets } = openBucket(plan);
    buckets.lower(key, 3);
    expect(buckets.state(key)).toEqual({ capacity: 10, available: 3 });
    buckets.lower(key, 7);
    expect(buckets.take([key], 10)).toEqual({ granted: 3, waitMs: 0 });
  });

  test("what somebody else used up comes back when an interval has passed", () => {
    const { buckets, clock } = openBucket(plan);
    buckets.lower(key, 0);
    expect(buckets.take([key], 10)).toEqual({ granted: 0, waitMs: 1_025 });
    clock.ms += 1_025;
    expect(buckets.take([key], 10)).toEqual({ granted: 10, waitMs: 0 });
  });

  test("a time to wait is waited for, and a shorter one does not end a longer", () => {
    const { buckets, clock } = openBucket(plan);
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

describe("a call that draws on several buckets", () => {
  test("takes from all or from none, and waits for the slowest", () => {
    const { buckets, clock } = openBucket({ capacity: 5, refill: 5, intervalMs: 1_000 });
    buckets.open("global", { capacity: 2, refill: 2, intervalMs: 4_000 });
    expect(buckets.take(["global", key], 9)).toEqual({ granted: 2, waitMs: 0 });
    expect(buckets.state(key).available).toBe(3);
    expect(buckets.take(["global", key], 1)).toEqual({ granted: 0, waitMs: 4_025 });
    expect(buckets.state(key).available).toBe(3);
    clock.ms += 4_025;
    expect(buckets.take(["global", key], 1).granted).toBe(1);
  });

  test("of no bucket is never held up", () => {
    expect(openBucket({ capacity: 1, refill: 1, intervalMs: 1_000 }).buckets.take([], 500)).toEqual({
      granted: 500,
      waitMs: 0,
    });
  });
});

test("a bucket that nobody has opened is a mistake of ours", () => {
  expect(() => new LocalBuckets().take([key], 1)).toThrow("is not open");
});

describe("a share of a limit", () => {
  test.each([
    [1, { capacity: 50, refill: 16, intervalMs: 1_000 }],
    [0.5, { capacity: 25, refill: 8, intervalMs: 1_000 }],
    [0.25, { capacity: 12, refill: 4, intervalMs: 1_000 }],
    [1 / 3, { capacity: 16, refill: 16, intervalMs: 3_000 }],
    [0.1, { capacity: 5, refill: 3, intervalMs: 2_000 }],
    [0.01, { capacity: 1, refill: 1, intervalMs: 7_000 }],
  ])("%d of 16 a second are whole calls at whole marks", (share, part) => {
    expect(toShare({ capacity: 50, refill: 16, intervalMs: 1_000 }, share)).toEqual(part);
  });

  test("is never more than its part of the rate, nor much less where the burst allows it", () => {
    const anyShare = fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(anyPlan, anyShare, (plan, share) => {
        const { capacity, refill, intervalMs } = toShare(plan, share);
        const whole = (share * Math.min(plan.capacity, plan.refill)) / plan.intervalMs;
        const had = refill / intervalMs;
        expect(had).toBeLessThanOrEqual((share * plan.refill) / plan.intervalMs + 1e-9);
        expect(had).toBeGreaterThan(0);
        if (capacity >= 2) expect(had).toBeGreaterThan(0.5 * whole);
      }),
    );
  });
});
