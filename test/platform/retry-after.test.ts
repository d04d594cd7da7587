import { describe, expect, test } from "@jest/globals";
import { toRetryAfterSeconds } from "../../src/platform/http.js";

const now = Date.parse("2026-01-02T03:04:05.000Z");
const inSeconds = (seconds: number): number => now / 1000 + seconds;

function secondsOf(headers: Readonly<Record<string, string>>, nowMs = now): number | undefined {
  return toRetryAfterSeconds(new Headers(headers), nowMs);
}

describe("the time to retry", () => {
  test("is the seconds of Retry-After, rounded up", () => {
    expect(secondsOf({ "Retry-After": "7" })).toBe(7);
    expect(secondsOf({ "Retry-After": "6.2" })).toBe(7);
  });

  test("is the time until the date of Retry-After, rounded up", () => {
    expect(secondsOf({ "Retry-After": "Fri, 02 Jan 2026 03:04:35 GMT" })).toBe(30);
    expect(secondsOf({ "Retry-After": "Fri, 02 Jan 2026 03:04:35 GMT" }, now + 500)).toBe(30);
  });

  test("is the time until X-RateLimit-Reset, which is in unix seconds", () => {
    expect(secondsOf({ "X-RateLimit-Reset": String(inSeconds(12)) })).toBe(12);
    expect(secondsOf({ "X-RateLimit-Reset": String(inSeconds(12)) }, now + 1)).toBe(12);
  });

  test("follows Retry-After where both are given", () => {
    expect(secondsOf({ "Retry-After": "3", "X-RateLimit-Reset": String(inSeconds(60)) })).toBe(3);
  });

  test.each([
    [{ "Retry-After": "0" }],
    [{ "Retry-After": "-5" }],
    [{ "Retry-After": "Fri, 02 Jan 2026 03:04:05 GMT" }],
    [{ "Retry-After": "Thu, 01 Jan 2026 00:00:00 GMT" }],
    [{ "X-RateLimit-Reset": String(inSeconds(-1)) }],
  ])("is at least one second: %j", (headers) => {
    expect(secondsOf(headers)).toBe(1);
  });

  test.each([[{}], [{ "Retry-After": "later" }], [{ "X-RateLimit-Reset": "later" }]])(
    "is unknown from %j",
    (headers) => {
      expect(secondsOf(headers)).toBeUndefined();
    },
  );
});
