import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { toShare } from "../../../src/upstream/limits/share.js";
import { anyLimit } from "./any-limit.js";

describe("a share of a limit", () => {
  test.each([
    [1, { capacity: 50, refill: 16, intervalMs: 1_000 }],
    [0.5, { capacity: 25, refill: 8, intervalMs: 1_000 }],
    [0.25, { capacity: 12, refill: 4, intervalMs: 1_000 }],
    [1 / 3, { capacity: 16, refill: 16, intervalMs: 3_000 }],
    [0.1, { capacity: 5, refill: 3, intervalMs: 2_000 }],
    [0.01, { capacity: 1, refill: 1, intervalMs: 7_000 }],
  ])("%d of 16 a second is whole calls after whole intervals", (share, part) => {
    expect(toShare({ capacity: 50, refill: 16, intervalMs: 1_000 }, share)).toEqual(part);
  });

  test("never exceeds its part of the rate, and uses more than half of it when the burst is two calls or more", () => {
    const anyShare = fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(anyLimit, anyShare, (limit, share) => {
        const { capacity, refill, intervalMs } = toShare(limit, share);
        const ideal = (share * Math.min(limit.capacity, limit.refill)) / limit.intervalMs;
        const rate = refill / intervalMs;
        expect(rate).toBeLessThanOrEqual((share * limit.refill) / limit.intervalMs + 1e-9);
        expect(rate).toBeGreaterThan(0);
        if (capacity >= 2) expect(rate).toBeGreaterThan(0.5 * ideal);
      }),
    );
  });
});
