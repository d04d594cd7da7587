import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { openScope } from "../../src/platform/call-scope.js";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe("the signal of a scope", () => {
  test("fires when the time is up, and not before", () => {
    const { signal } = openScope({ timeoutMs: 1_000 });
    jest.advanceTimersByTime(999);
    expect(signal.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toMatchObject({ name: "TimeoutError" });
  });

  test("fires with the caller's signal, for the same reason", () => {
    const caller = new AbortController();
    const { signal } = openScope({ signal: caller.signal, timeoutMs: 1_000 });
    caller.abort("gone");
    expect(signal.reason).toBe("gone");
    expect(jest.getTimerCount()).toBe(0);
  });

  test("has fired already when it is first read after the time, the caller's signal or the end", () => {
    const late = openScope({ timeoutMs: 1_000 });
    jest.advanceTimersByTime(1_000);
    const over = openScope({ timeoutMs: 1_000 });
    over.end();
    const scopes = [late, over, openScope({ signal: AbortSignal.abort() })];
    expect(scopes.map(({ signal }) => signal.aborted)).toEqual([true, true, true]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test("never fires without a time and a caller's signal", () => {
    const { signal, deadlineAt } = openScope();
    expect([signal.aborted, deadlineAt, jest.getTimerCount()]).toEqual([false, Number.POSITIVE_INFINITY, 0]);
  });
});

describe("the end of a scope", () => {
  test("leaves no timer and no listener behind, and fires the signal", () => {
    const caller = new AbortController();
    const scope = openScope({ signal: caller.signal, timeoutMs: 15_000 });
    const { signal } = scope;
    expect(jest.getTimerCount()).toBe(1);
    expect(getEventListeners(caller.signal, "abort")).toHaveLength(1);
    scope.end();
    expect(jest.getTimerCount()).toBe(0);
    expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);
    expect(signal.reason).toMatchObject({ name: "AbortError" });
  });

  test("after the time is up keeps the reason", () => {
    const scope = openScope({ timeoutMs: 10 });
    const { signal } = scope;
    jest.advanceTimersByTime(10);
    scope.end();
    expect(signal.reason).toMatchObject({ name: "TimeoutError" });
  });
});

test("a scope whose signal nobody reads has no timer", () => {
  const caller = new AbortController();
  openScope({ signal: caller.signal, timeoutMs: 15_000 });
  expect(jest.getTimerCount()).toBe(0);
  expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);
});
