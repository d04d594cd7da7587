import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { openScope } from "../../../src/platform/call-scope.js";
import type { Fault } from "../../../src/sandbox/faults.js";
import { harnesses } from "../../contract/harnesses.js";
import { openProvider, type ProviderHarness } from "./provider-harness.js";

const passing: readonly (readonly [name: string, fault: Fault])[] = [
  ["500", { kind: "status", status: 500 }],
  ["503", { kind: "status", status: 503 }],
  ["a connection that is cut", { kind: "reset" }],
  ["an answer that is cut off", { kind: "truncated" }],
  ["a proxy's page", { kind: "html" }],
  ["bytes that are no JSON", { kind: "garbage" }],
];

describe.each(harnesses)("at $provider.name", ({ provider: { name }, throttled }) => {
  let harness: ProviderHarness;
  beforeAll(async () => {
    harness = await openProvider(name, { READ_ATTEMPTS: "3" });
  });
  afterAll(() => harness.close());
  beforeEach(() => harness.reset());

  describe("a read", () => {
    test.each([...passing, ["429", throttled] as const])("is repeated after %s", async (_name, fault) => {
      harness.emulator.faults.set({ ...fault, times: 2 });
      expect(await harness.read()).toBe(harness.subjects[0]);
      expect(harness.calls()).toHaveLength(3);
    });

    test("fails with the last failure when none of its attempts succeeds", async () => {
      harness.emulator.faults.set({ kind: "status", status: 500, times: 2 }, throttled);
      await expect(harness.read()).rejects.toMatchObject({ kind: "throttled" });
      expect(harness.calls()).toHaveLength(3);
    });

    test("that was refused is not repeated", async () => {
      harness.emulator.faults.set({ kind: "status", status: 403 });
      await expect(harness.read()).rejects.toMatchObject({ kind: "unauthorized" });
      expect(harness.calls()).toHaveLength(1);
    });

    const down: Fault = { kind: "status", status: 503 };
    test.each([["429", throttled] as const, ["503", down] as const])(
      "is not repeated before the Retry-After of a %s has passed",
      async (_name, fault) => {
        harness.emulator.faults.set({
          ...fault,
          headers: { ...fault.headers, "retry-after": "1" },
          times: 1,
        });
        expect(await harness.read()).toBe(harness.subjects[0]);
        const [first, second] = harness.calls();
        expect(harness.calls()).toHaveLength(2);
        expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(990);
      },
    );

    test("does not wait for a Retry-After beyond its deadline, but fails at once and says how long", async () => {
      harness.emulator.faults.set({ ...throttled, headers: { ...throttled.headers, "retry-after": "60" } });
      const startedAt = performance.now();
      await expect(harness.read(undefined, openScope({ timeoutMs: 20_000 }))).rejects.toMatchObject({
        kind: "throttled",
        retryAfterSeconds: 60,
      });
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      expect(harness.calls()).toHaveLength(1);
    });

    test("of which nobody waits for the answer any more is not repeated", async () => {
      const caller = new AbortController();
      harness.emulator.faults.set({ kind: "status", status: 503, headers: { "retry-after": "20" } });
      const read = harness.read(undefined, openScope({ signal: caller.signal }));
      setTimeout(() => caller.abort(), 200);
      await expect(read).rejects.toMatchObject({ provider: name });
      expect(harness.calls()).toHaveLength(1);
    });
  });

  describe("a write", () => {
    test.each([...passing, ["429", throttled] as const, ["its answer's loss", { kind: "lost" }] as const])(
      "is sent once, whatever comes of it: %s",
      async (_name, fault) => {
        const take = await harness.planWrite();
        harness.emulator.faults.set(fault);
        await take().catch(() => undefined); // some answers don't matter to some providers
        expect(harness.calls()).toHaveLength(1);
      },
    );
  });
});

describe("time-outs", () => {
  const timeoutMs = 250;
  /** So much longer may it take on a busy machine; far less than the answers below. */
  const slackMs = 4_000;
  let harness: ProviderHarness | undefined;
  afterEach(() => harness?.close());

  describe.each(harnesses)("$provider.name", ({ provider: { name }, timeoutVariable }) => {
    test.each(["delay_headers", "delay_body"] as const)(
      "%s: reads and writes end in time, after one call each",
      async (kind) => {
        harness = await openProvider(name, { [timeoutVariable]: String(timeoutMs) });
        const take = await harness.planWrite();
        harness.emulator.faults.set({ kind, delayMs: 60_000 });
        const startedAt = performance.now();
        await expect(harness.read()).rejects.toMatchObject({ kind: "timed_out" });
        const write = await take().catch((error: unknown) => error);
        expect(performance.now() - startedAt).toBeLessThan(2 * timeoutMs + slackMs);
        expect(write).toMatchObject({ kind: "outcome_unknown" });
        expect(harness.calls()).toHaveLength(2);
      },
    );
  });
});

describe("the retry budget", () => {
  let harness: ProviderHarness | undefined;
  afterEach(() => harness?.close());

  test("holds repetitions at a fifth of the calls and a reserve while everything fails", async () => {
    harness = await openProvider("COGNITO", { READ_ATTEMPTS: "10" });
    harness.emulator.faults.set({ kind: "status", status: 500 });
    const reads = 150;
    await Promise.allSettled(Array.from({ length: reads }, () => harness?.read()));
    expect(harness.calls().length).toBeGreaterThan(reads);
    expect(harness.calls().length).toBeLessThanOrEqual(1.2 * reads + 20);
  });
});
