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

function openQueue(maxConcurrentCalls: number, plans: Readonly<Record<string, RateLimit>> = {}): CallQueue {
  for (const [key, plan] of Object.entries(plans)) buckets.open(key, plan);
  const queue = new CallQueue({ buckets, maxConcurrentCalls });
  queues.push(queue);
  return queue;
}

/** Lets everything happen that waits for no clock. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A queue of one place, which is taken until `free` is called. */
async function openBusyQueue() {
  const queue = openQueue(1);
  const leave = await queue.enter([], openScope());
  const served: string[] = [];
  const ask = async (name: string, scope: CallScope): Promise<void> => {
    const end = await queue.enter([], scope);
    served.push(name);
    await settle();
    end();
  };
  return { queue, served, ask, free: leave };
}

describe("turns", () => {
  test("a request with 500 calls delays one with a single call by one of its own", async () => {
    const { ask, served, free } = await openBusyQueue();
    const [greedy, modest] = [openScope(), openScope()];
    const calls = Array.from({ length: 500 }, () => ask("greedy", greedy));
    calls.push(ask("modest", modest));
    free();
    await Promise.all(calls);
    expect(served.indexOf("modest")).toBeLessThanOrEqual(1);
    expect(served).toHaveLength(501);
  });

  test("requests with many calls each get one after the other", async () => {
    const { ask, served, free } = await openBusyQueue();
    const calls = ["a", "b", "c"].flatMap((name) => {
      const scope = openScope();
      return Array.from({ length: 4 }, () => ask(name, scope));
    });
    free();
    await Promise.all(calls);
    expect(served.join("")).toBe("abcabcabcabc");
  });

  test("what people wait for goes before what nobody waits for", async () => {
    const { ask, served, free } = await openBusyQueue();
    const calls = [1, 2, 3].map(() => ask("background", openScope({ priority: "background" })));
    calls.push(ask("person", openScope()), ask("person", openScope()));
    free();
    await Promise.all(calls);
    expect(served).toEqual(["person", "person", "background", "background", "background"]);
  });

  test("of whatever limit: people go first, then each limit's calls have their turn", async () => {
    const wide: RateLimit = { capacity: 100, refill: 100, intervalMs: 1_000 };
    const queue = openQueue(1, { read: wide, list: wide });
    const leave = await queue.enter(["read"], openScope());
    const served: string[] = [];
    const ask = async (key: string, name: string, priority: CallScope["priority"]): Promise<void> => {
      const end = await queue.enter([key], openScope({ priority }));
      served.push(name);
      end();
    };
    const calls = [1, 2, 3].map(() => ask("read", "backup", "background"));
    calls.push(...[1, 2, 3].map(() => ask("read", "read", "interactive")));
    calls.push(...[1, 2].map(() => ask("list", "list", "interactive")));
    leave();
    await Promise.all(calls);
    expect(served).toEqual(["list", "read", "list", "read", "read", "backup", "backup", "backup"]);
  });
});

describe("places", () => {
  test("never more calls are under way than there are places, whatever limits they draw on", async () => {
    const wide: RateLimit = { capacity: 1_000, refill: 1_000, intervalMs: 1_000 };
    const queue = openQueue(7, { read: wide, list: wide });
    let underWay = 0;
    let most = 0;
    const calls = Array.from({ length: 300 }, async (_, index) => {
      const end = await queue.enter([index % 2 === 0 ? "read" : "list"], openScope());
      underWay += 1;
      most = Math.max(most, underWay);
      await settle();
      underWay -= 1;
      end();
    });
    await Promise.all(calls);
    expect(most).toBe(7);
  });

  test("whoever hangs up leaves the queue at once, and the next takes their turn", async () => {
    const { queue, ask, served, free } = await openBusyQueue();
    const caller = new AbortController();
    const gone = ask("gone", openScope({ signal: caller.signal }));
    const next = ask("next", openScope());
    expect(queue.length).toBe(2);
    caller.abort();
    expect(queue.length).toBe(1);
    await expect(gone).rejects.toThrow(NoCapacity);
    free();
    await next;
    expect(served).toEqual(["next"]);
  });

  test("of somebody who hung up while the budget was asked for are given to others", async () => {
    const wide: RateLimit = { capacity: 100, refill: 100, intervalMs: 1_000 };
    const queue = openQueue(1, { read: wide, list: wide });
    const caller = new AbortController();
    const gone = queue.enter(["read"], openScope({ signal: caller.signal }));
    const next = queue.enter(["list"], openScope()); // no place is left: the first holds it while it asks
    caller.abort();
    await expect(gone).rejects.toThrow(NoCapacity);
    (await next)();
  });

  test("kept for calls that the budget then has no room for are given to others", async () => {
    const wide: RateLimit = { capacity: 100, refill: 100, intervalMs: 1_000 };
    const queue = openQueue(1, { read: never, list: wide });
    (await queue.enter(["read"], openScope()))();
    await settle();
    const caller = new AbortController();
    const waiting = queue.enter(["read"], openScope({ signal: caller.signal }));
    const next = queue.enter(["list"], openScope());
    (await next)();
    caller.abort();
    await expect(waiting).rejects.toThrow(NoCapacity);
  });

  test("a caller who had hung up before gets none and uses no budget", async () => {
    const queue = openQueue(1, { read: never });
    const scope = openScope({ signal: AbortSignal.abort() });
    await expect(queue.enter(["read"], scope)).rejects.toThrow(NoCapacity);
    expect(buckets.state("read").available).toBe(1);
    expect(queue.length).toBe(0);
  });
});

describe("time", () => {
  test("who can't have a token before their deadline is told so at once, and when to come again", async () => {
    const queue = openQueue(5, { read: never });
    (await queue.enter(["read"], openScope()))();
    const startedAt = performance.now();
    const scope = openScope({ timeoutMs: 20_000 });
    const expected = { reason: "rate_limited", retryAfterSeconds: expect.any(Number) };
    await expect(queue.enter(["read"], scope)).rejects.toMatchObject(expected); // asks for a token first
    await expect(queue.enter(["read"], scope)).rejects.toMatchObject(expected); // is known to wait in vain
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    const refusal = await queue.enter(["read"], scope).catch((error: NoCapacity) => error);
    expect((refusal as NoCapacity).retryAfterSeconds).toBeGreaterThan(590);
    expect((refusal as NoCapacity).retryAfterSeconds).toBeLessThanOrEqual(603);
  });

  test("who might have had one is told at the deadline", async () => {
    const queue = openQueue(5, { read: { capacity: 1, refill: 1, intervalMs: 100 } });
    const startedAt = performance.now();
    const scope = openScope({ timeoutMs: 350 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, async () => (await queue.enter(["read"], scope))()),
    );
    const took = performance.now() - startedAt;
    expect(took).toBeGreaterThan(200);
    expect(took).toBeLessThan(1_000);
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refusals.length).toBeGreaterThanOrEqual(16);
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ reason: "rate_limited", retryAfterSeconds: 1 });
    expect(queue.length).toBe(0);
  });

  test("who waits for a place alone is told that all are busy", async () => {
    const { queue } = await openBusyQueue();
    const scope = openScope({ timeoutMs: 30 });
    await expect(queue.enter([], scope)).rejects.toMatchObject({
      reason: "no_capacity",
      retryAfterSeconds: undefined,
    });
  });
});

describe("no call is forgotten", () => {
  const anyCall = fc.record({
    key: fc.constantFrom("read", "list", "write", undefined),
    priority: fc.constantFrom("interactive" as const, "background" as const),
    owner: fc.integer({ min: 0, max: 3 }),
    /** Turns of the event loop before it asks, while it is under way, and before it hangs up. */
    before: fc.integer({ min: 0, max: 4 }),
    during: fc.integer({ min: 0, max: 4 }),
    patience: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
  });
  const turns = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };

  test("whatever comes, goes and hangs up in whatever order, each ends and all places are free again", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyCall, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (calls, places) => {
          buckets = new LocalBuckets();
          const queue = openQueue(places, {
            read: { capacity: 3, refill: 3, intervalMs: 5 },
            list: { capacity: 1, refill: 1, intervalMs: 2 },
            write: { capacity: 40, refill: 40, intervalMs: 5 },
          });
          const scopes = [0, 1, 2, 3].map(() => openScope());
          let underWay = 0;
          const run = async (call: (typeof calls)[number]): Promise<void> => {
            await turns(call.before);
            const caller = new AbortController();
            const shared = scopes[call.owner] as CallScope;
            const scope: CallScope =
              call.patience === undefined && call.priority === "interactive"
                ? shared
                : openScope({ signal: caller.signal, priority: call.priority });
            if (call.patience !== undefined) void turns(call.patience).then(() => caller.abort());
            const end = await queue.enter(call.key === undefined ? [] : [call.key], scope);
            underWay += 1;
            expect(underWay).toBeLessThanOrEqual(places);
            await turns(call.during);
            underWay -= 1;
            end();
          };
          const outcomes = await Promise.race([
            Promise.allSettled(calls.map(run)),
            sleep(10_000, undefined, { ref: false }),
          ]);
          if (outcomes === undefined) throw new Error("some wait for ever");
          for (const outcome of outcomes) {
            if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(NoCapacity);
          }
          expect(queue.length).toBe(0);
          const ends = await Promise.all(Array.from({ length: places }, () => queue.enter([], openScope())));
          for (const end of ends) end();
          queue.close();
        },
      ),
      { numRuns: 60 },
    );
  });
});
