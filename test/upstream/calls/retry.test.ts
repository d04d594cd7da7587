import "reflect-metadata";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { openScope } from "../../../src/platform/call-scope.js";
import type { Fault } from "../../../src/sandbox/faults.js";
import { harnesses } from "../../contract/harnesses.js";
import { openProvider, type ProviderWorld } from "./provider-harness.js";

const passing: readonly (readonly [name: string, fault: Fault])[] = [
  ["500", { kind: "status", status: 500 }],
  ["503", { kind: "status", status: 503 }],
  ["a connection that is cut", { kind: "reset" }],
  ["an answer that is cut off", { kind: "truncated" }],
  ["a proxy's page", { kind: "html" }],
  ["bytes that are no JSON", { kind: "garbage" }],
];

describe.each(harnesses)("at $provider.name", ({ provider: { name }, throttled }) => {
  let world: ProviderWorld;
  beforeAll(async () => {
    world = await openProvider(name, { READ_ATTEMPTS: "3" });
  });
  afterAll(() => world.close());
  beforeEach(() => world.reset());

  describe("a read", () => {
    test.each([...passing, ["429", throttled] as const])("is repeated after %s", async (_name, fault) => {
      world.lookAlike.faults.set({ ...fault, times: 2 });
      expect(await world.read()).toBe(world.subjects[0]);
      expect(world.calls()).toHaveLength(3);
    });

    test("fails with the last failure when none of its attempts succeeds", async () => {
      world.lookAlike.faults.set({ kind: "status", status: 500, times: 2 }, throttled);
      await expect(world.read()).rejects.toMatchObject({ kind: "throttled" });
      expect(world.calls()).toHaveLength(3);
    });

    test("that was refused is not repeated", async () => {
      world.lookAlike.faults.set({ kind: "status", status: 403 });
      await expect(world.read()).rejects.toMatchObject({ kind: "unauthorized" });
      expect(world.calls()).toHaveLength(1);
    });

    const down: Fault = { kind: "status", status: 503 };
    test.each([["429", throttled] as const, ["503", down] as const])(
      "is not repeated before the Retry-After of a %s has passed",
      async (_name, fault) => {
        world.lookAlike.faults.set({ ...fault, headers: { ...fault.headers, "retry-after": "1" }, times: 1 });
        expect(await world.read()).toBe(world.subjects[0]);
        const [first, second] = world.calls();
        expect(world.calls()).toHaveLength(2);
        expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(990);
      },
    );

    test("does not wait for a Retry-After beyond its deadline, but fails at once and says how long", async () => {
      world.lookAlike.faults.set({ ...throttled, headers: { ...throttled.headers, "retry-after": "60" } });
      const startedAt = performance.now();
      await expect(world.read(undefined, openScope({ timeoutMs: 20_000 }))).rejects.toMatchObject({
        kind: "throttled",
        retryAfterSeconds: 60,
      });
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      expect(world.calls()).toHaveLength(1);
    });

    test("of which nobody waits for the answer any more is not repeated", async () => {
      const caller = new AbortController();
      world.lookAlike.faults.set({ kind: "status", status: 503, headers: { "retry-after": "20" } });
      const read = world.read(undefined, openScope({ signal: caller.signal }));
      setTimeout(() => caller.abort(), 200);
      await expect(read).rejects.toMatchObject({ provider: name });
      expect(world.calls()).toHaveLength(1);
    });
  });

  describe("a write", () => {
    test.each([...passing, ["429", throttled] as const, ["its answer's loss", { kind: "lost" }] as const])(
      "is sent once, whatever comes of it: %s",
      async (_name, fault) => {
        const take = await world.planWrite();
        world.lookAlike.faults.set(fault);
        await take().catch(() => undefined); // some answers don't matter to some providers
        expect(world.calls()).toHaveLength(1);
      },
    );
  });
});

describe("time-outs", () => {
  const timeoutMs = 250;
  /** So much longer may it take on a busy machine; far less than the answers below. */
  const slackMs = 4_000;
  let world: ProviderWorld | undefined;
  afterEach(() => world?.close());

  describe.each(harnesses)("$provider.name", ({ provider: { name }, timeoutVariable }) => {
    test.each(["delay_headers", "delay_body"] as const)(
      "%s: reads and writes end in time, after one call each",
      async (kind) => {
        world = await openProvider(name, { [timeoutVariable]: String(timeoutMs) });
        const take = await world.planWrite();
        world.lookAlike.faults.set({ kind, delayMs: 60_000 });
        const startedAt = performance.now();
        await expect(world.read()).rejects.toMatchObject({ kind: "timed_out" });
        const write = await take().catch((error: unknown) => error);
        expect(performance.now() - startedAt).toBeLessThan(2 * timeoutMs + slackMs);
        expect(write).toMatchObject({ kind: "outcome_unknown" });
        expect(world.calls()).toHaveLength(2);
      },
    );
  });
});

describe("the retry budget", () => {
  let world: ProviderWorld | undefined;
  afterEach(() => world?.close());

  test("holds repetitions at a fifth of the calls and a reserve while everything fails", async () => {
    world = await openProvider("COGNITO", { READ_ATTEMPTS: "10" });
    world.lookAlike.faults.set({ kind: "status", status: 500 });
    const reads = 150;
    await Promise.allSettled(Array.from({ length: reads }, () => world?.read()));
    expect(world.calls().length).toBeGreaterThan(reads);
    expect(world.calls().length).toBeLessThanOrEqual(1.2 * reads + 20);
  });
});
