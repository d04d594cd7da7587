import fc from "fast-check";
import type { RateLimit } from "../../../src/platform/rate-limit.js";

export const anyLimit: fc.Arbitrary<RateLimit> = fc.record({
  capacity: fc.integer({ min: 1, max: 60 }),
  refill: fc.integer({ min: 1, max: 60 }),
  intervalMs: fc.integer({ min: 5, max: 2_000 }),
});
