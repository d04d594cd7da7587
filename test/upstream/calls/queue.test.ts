import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type CallScope, openScope } from "../../../src/platform/call-scope.js";
import type { RateLimit } from "../../../src/platform/rate-limit.js";
import { CallQueue, NoCapacity } from "../../../src/upstream/calls/queue.js";
import { LocalBuckets } from "../../../src/upstream/limits/bucket.js";

const never: RateLimit = { capacity: 1, refill: 1, intervalMs: 600_000 };
let buckets: LocalBuckets;
let queues: CallQueue[];

beforeEach(() => {
  buckets = new LocalBuckets();
  queues = [];
});
afterEach(() => {
  for (const queue of queues) queue.close();
});

function openQueue(maxConcurrentCalls: number, limits: Readonly<Record<string, RateLimit>> = {}): CallQueue {
  for (const [key, limit] of Object.entries(limits)) buckets.open(key, limit);
  const queue = new CallQueue({ buckets, maxConcurrentCalls });
  queues.push(queue);
  return queue;
}

/** Lets everything run that does not wait for a timer. */
async function flush(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A queue that allows one call at a time, which is in progress until `free` is called. */
async function openBusyQueue() {
  const queue = openQueue(1);
  const leave = await queue.enter([], openScope());
  const served: string[] = [];
  const enter = async (name: string, scope: CallScope): Promise<void> => {
    const end = await queue.enter([], scope);
    served.push(name);
    await flush();
    end();
  };
  return { queue, served, enter, free: leave };
}

describe("turns", () => {
  test("a request with 500 calls delays one with a single call by one of its own", async () => {
    const { enter, served, free } = await openBusyQueue();
    const [greedy, modest] = [openScope(), openScope()];
    const calls = Array.from({ length: 500 }, () => enter("greedy", greedy));
    calls.push(enter("modest", modest));
    free();
    await Promise.all(calls);
    expect(served.indexOf("modest")).toBeLessThanOrEqual(1);
    expect(served).toHaveLength(501);
  });

  test("requests with many calls take turns", async () => {
    const { enter, served, free } = await openBusyQueue();
    const calls = ["a", "b", "c"].flatMap((name) => {
      const scope = openScope();
      return Array.from({ length: 4 }, () => enter(name, scope));
    });
    free();
    await Promise.all(calls);
    expect(served.join("")).toBe("abcabcabcabc");
  });

  test("interactive calls go before background calls", async () => {
    const { enter, served, free } = await openBusyQueue();
    const calls = [1, 2, 3].map(() => enter("background", openScope({ priority: "background" })));
    calls.push(enter("interactive", openScope()), enter("interactive", openScope()));
    free();
    await Promise.all(calls);
    expect(served).toEqual(["interactive", "interactive", "background", "background", "background"]);
  });

  test("interactive calls go first whatever their limit, and limits take turns", async () => {
    const wide: RateLimit = { capacity: 100, refill: 100, intervalMs: 1_000 };
    const queue = openQueue(1, { read: wide, list: wide });
    const leave = await queue.enter(["read"], openScope());
    const served: string[] = [];
    const enter = async (key: string, name: string, priority: CallScope["priority"]): Promise<void> => {
      const end = await queue.enter([key], openScope({ priority }));
      served.push(name);
      end();
    };
    const calls = [1, 2, 3].map(() => enter("read", "background", "background"));
    calls.push(...[1, 2, 3].map(() => enter("read", "read", "interactive")));
    calls.push(...[1, 2].map(() => enter("list", "list", "interactive")));
    leave();
    await Promise.all(calls);
    expect(served).toEqual([
      "list",
      "read",
      "list",
      "read",
      "read",
      "background",
      "background",
      "background",
    ]);
  });
});

describe("concurrency", () => {
  test("never exceeds its maximum, whatever limits the calls count towards", async () => {
    const wide: RateLimit = { capacity: 1_000, refill: 1_000, intervalMs: 1_000 };
    const queue = openQueue(7, { read: wide, list: wide });
    let active = 0;
    let maximum = 0;
    const calls = Array.from({ length: 300 }, async (_, index) => {
      const end = await queue.enter([index % 2 === 0 ? "read" : "list"], openScope());
      active += 1;
      maximum = Math.max(maximum, active);
      await flush();
      active -= 1;
      end();
    });
    await Promise.all(calls);
    expect(maximum).toBe(7);
  });

  test("a caller that aborts leaves the queue immediately, and the next one moves up", async () => {
    const { queue, enter, served, free } = await openBusyQueue();
    const caller = new AbortController();
    const gone = enter("gone", openScope({ signal: caller.signal }));
    const next = enter("next", openScope());
    expect(queue.length).toBe(2);
    caller.abort();
    expect(queue.length).toBe(1);
    await expect(gone).rejects.toThrow(NoCapacity);
    free();
    await next;
    expect(served).toEqual(["next"]);
  });

  test("of a caller that aborts while tokens are being taken goes to another one", async () => {
    const wide: RateLimit = { capacity: 100, refill: 100, intervalMs: 1_000 };
    const queue = openQueue(1, { read: wide, list: wide });
    const caller = new AbortController();
    const gone = queue.enter(["read"], openScope({ signal: caller.signal }));
    const next = queue.enter(["list"], openScope()); // has to wait: the first one uses the only slot
    caller.abort();
    await expect(gone).rejects.toThrow(NoCapacity);
    (await next)();
  });

  test("reserved for calls that then get no token goes to other calls", async () => {
    const wide: RateLimit = { capacity: 100, refill: 100, intervalMs: 1_000 };
    const queue = openQueue(1, { read: never, list: wide });
    (await queue.enter(["read"], openScope()))();
    await flush();
    const caller = new AbortController();
    const waiting = queue.enter(["read"], openScope({ signal: caller.signal }));
    const next = queue.enter(["list"], openScope());
    (await next)();
    caller.abort();
    await expect(waiting).rejects.toThrow(NoCapacity);
  });

  test("a caller that has aborted before takes no token", async () => {
    const queue = openQueue(1, { read: never });
    const scope = openScope({ signal: AbortSignal.abort() });
    await expect(queue.enter(["read"], scope)).rejects.toThrow(NoCapacity);
    expect(buckets.state("read").available).toBe(1);
    expect(queue.length).toBe(0);
  });
});

describe("time", () => {
  test("a call that cannot get a token before its deadline is refused immediately, with a time to retry", async () => {
    const queue = openQueue(5, { read: never });
    (await queue.enter(["read"], openScope()))();
    const scope = openScope({ timeoutMs: 20_000 });
    const expected = { reason: "rate_limited", retryAfterSeconds: expect.any(Number) };
    await expect(queue.enter(["read"], scope)).rejects.toMatchObject(expected); // tries to take a token first
    await expect(queue.enter(["read"], scope)).rejects.toMatchObject(expected); // knows when the next token is available
    expect(scope.signal.aborted).toBe(false);
    const refusal = await queue.enter(["read"], scope).catch((error: NoCapacity) => error);
    expect((refusal as NoCapacity).retryAfterSeconds).toBeGreaterThan(590);
    expect((refusal as NoCapacity).retryAfterSeconds).toBeLessThanOrEqual(603);
  });

  test("a call that might still get a token is refused at its deadline", async () => {
    const queue = openQueue(5, { read: { capacity: 1, refill: 1, intervalMs: 100 } });
    const scope = openScope({ timeoutMs: 350 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, async () => (await queue.enter(["read"], scope))()),
    );
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refusals.length).toBeGreaterThanOrEqual(16);
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ reason: "rate_limited", retryAfterSeconds: 1 });
    expect(queue.length).toBe(0);
  });

  test("a call that only waits for concurrency is refused for lack of capacity", async () => {
    const { queue } = await openBusyQueue();
    const scope = openScope({ timeoutMs: 30 });
    await expect(queue.enter([], scope)).rejects.toMatchObject({
      reason: "no_capacity",
      retryAfterSeconds: undefined,
    });
  });
});

describe("every call completes", () => {
  const anyCall = fc.record({
    key: fc.constantFrom("read", "list", "write", undefined),
    priority: fc.constantFrom("interactive" as const, "background" as const),
    owner: fc.integer({ min: 0, max: 3 }),
    /** Turns of the event loop before the call enters, while it is in progress, and before its caller aborts. */
    before: fc.integer({ min: 0, max: 4 }),
    during: fc.integer({ min: 0, max: 4 }),
    abortAfter: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
  });
  const turns = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };

  test("in whatever order calls enter, end and abort, each completes and all capacity is free again", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyCall, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (calls, slots) => {
          buckets = new LocalBuckets();
          const queue = openQueue(slots, {
            read: { capacity: 3, refill: 3, intervalMs: 5 },
            list: { capacity: 1, refill: 1, intervalMs: 2 },
            write: { capacity: 40, refill: 40, intervalMs: 5 },
          });
          const scopes = [0, 1, 2, 3].map(() => openScope());
          let active = 0;
          const run = async (call: (typeof calls)[number]): Promise<void> => {
            await turns(call.before);
            const caller = new AbortController();
            const shared = scopes[call.owner] as CallScope;
            const scope: CallScope =
              call.abortAfter === undefined && call.priority === "interactive"
                ? shared
                : openScope({ signal: caller.signal, priority: call.priority });
            if (call.abortAfter !== undefined) void turns(call.abortAfter).then(() => caller.abort());
            const end = await queue.enter(call.key === undefined ? [] : [call.key], scope);
            active += 1;
            expect(active).toBeLessThanOrEqual(slots);
            await turns(call.during);
            active -= 1;
            end();
          };
          const outcomes = await Promise.race([
            Promise.allSettled(calls.map(run)),
            sleep(10_000, undefined, { ref: false }),
          ]);
          if (outcomes === undefined) throw new Error("some calls never complete");
          for (const outcome of outcomes) {
            if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(NoCapacity);
          }
          expect(queue.length).toBe(0);
          const ends = await Promise.all(Array.from({ length: slots }, () => queue.enter([], openScope())));
          for (const end of ends) end();
          queue.close();
        },
      ),
      { numRuns: 60 },
    );
  });
});
