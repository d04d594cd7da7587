import { getEventListeners } from "node:events";
import { mock } from "node:test";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openScope } from "../../src/platform/call-scope.js";

/** Time that passes when a test says so, and the timers that wait for it. */
class Clock {
  nowMs = 0;
  readonly timers = new Set<Timer>();

  start(run: () => void, ms: number): Timer {
    const timer: Timer = { atMs: this.nowMs + ms, run, unref: () => timer };
    this.timers.add(timer);
    return timer;
  }

  advance(ms: number): void {
    this.nowMs += ms;
    for (const timer of this.timers) {
      if (timer.atMs > this.nowMs) continue;
      this.timers.delete(timer);
      timer.run();
    }
  }
}

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
  readonly unref: () => Timer;
}

let clock: Clock;

beforeEach(() => {
  clock = new Clock();
  mock.method(performance, "now", () => clock.nowMs);
  mock.method(globalThis, "setTimeout", (run: () => void, ms: number) => clock.start(run, ms));
  mock.method(globalThis, "clearTimeout", (timer: Timer) => clock.timers.delete(timer));
});
afterEach(() => mock.restoreAll());

describe("the signal of a scope", () => {
  test("fires when the time is up, and not before", () => {
    const { signal } = openScope({ timeoutMs: 1_000 });
    clock.advance(999);
    expect(signal.aborted).toBe(false);
    clock.advance(1);
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toMatchObject({ name: "TimeoutError" });
  });

  test("fires with the caller's signal, for the same reason", () => {
    const caller = new AbortController();
    const { signal } = openScope({ signal: caller.signal, timeoutMs: 1_000 });
    caller.abort("gone");
    expect(signal.reason).toBe("gone");
    expect(clock.timers.size).toBe(0);
  });

  test("has fired already when it is first read after the time, the caller's signal or the end", () => {
    const late = openScope({ timeoutMs: 1_000 });
    clock.advance(1_000);
    const over = openScope({ timeoutMs: 1_000 });
    over.end();
    const scopes = [late, over, openScope({ signal: AbortSignal.abort() })];
    expect(scopes.map(({ signal }) => signal.aborted)).toEqual([true, true, true]);
    expect(clock.timers.size).toBe(0);
  });

  test("never fires without a time and a caller's signal", () => {
    const { signal, deadlineAt } = openScope();
    expect([signal.aborted, deadlineAt, clock.timers.size]).toEqual([false, Number.POSITIVE_INFINITY, 0]);
  });
});

describe("the end of a scope", () => {
  test("leaves no timer and no listener behind, and fires the signal", () => {
    const caller = new AbortController();
    const scope = openScope({ signal: caller.signal, timeoutMs: 15_000 });
    const { signal } = scope;
    expect(clock.timers.size).toBe(1);
    expect(getEventListeners(caller.signal, "abort")).toHaveLength(1);
    scope.end();
    expect(clock.timers.size).toBe(0);
    expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);
    expect(signal.reason).toMatchObject({ name: "AbortError" });
  });

  test("after the time is up keeps the reason", () => {
    const scope = openScope({ timeoutMs: 10 });
    const { signal } = scope;
    clock.advance(10);
    scope.end();
    expect(signal.reason).toMatchObject({ name: "TimeoutError" });
  });
});

test("a scope whose signal is not read has no timer", () => {
  const caller = new AbortController();
  openScope({ signal: caller.signal, timeoutMs: 15_000 });
  expect(clock.timers.size).toBe(0);
  expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);
});

test("calls end before the work that they are for, so that their results can be stored", () => {
  const { deadlineAt, endsAt } = openScope({ timeoutMs: 1_000, reserveMs: 100 });
  expect(endsAt - deadlineAt).toBe(100);
  expect(openScope({ reserveMs: 100 }).deadlineAt).toBe(Number.POSITIVE_INFINITY);
});
