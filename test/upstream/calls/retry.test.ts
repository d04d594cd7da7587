import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { openScope } from "../../../src/platform/call-scope.js";
import type { Fault } from "../../../src/sandbox/faults.js";
import { harnesses } from "../../contract/harnesses.js";
import { until } from "../../support/until.js";
import { openProvider, type ProviderHarness } from "./provider-harness.js";

/** The providers that the sandbox emulates. */
const emulated = harnesses.filter(({ emulatorOf }) => emulatorOf !== undefined);

const temporary: readonly (readonly [name: string, fault: Fault])[] = [
  ["500", { kind: "status", status: 500 }],
  ["503", { kind: "status", status: 503 }],
  ["a connection reset", { kind: "reset" }],
  ["a truncated answer", { kind: "truncated" }],
  ["an HTML page", { kind: "html" }],
  ["malformed JSON", { kind: "garbage" }],
];

describe.each(emulated)("at $provider.name", ({ provider: { name }, throttled }) => {
  let harness: ProviderHarness;
  beforeAll(async () => {
    harness = await openProvider(name, { READ_ATTEMPTS: "3" });
  });
  afterAll(() => harness.close());
  beforeEach(() => harness.reset());

  describe("a read", () => {
    test.each([...temporary, ["429", throttled] as const])("is retried after %s", async (_name, fault) => {
      harness.emulator.faults.set({ ...fault, times: 2 });
      expect(await harness.read()).toBe(harness.subjects[0]);
      expect(harness.calls()).toHaveLength(3);
    });

    test("fails with the last error when no attempt succeeds", async () => {
      harness.emulator.faults.set({ kind: "status", status: 500, times: 2 }, throttled);
      await expect(harness.read()).rejects.toMatchObject({ kind: "throttled" });
      expect(harness.calls()).toHaveLength(3);
    });

    test("is not retried after a refusal", async () => {
      harness.emulator.faults.set({ kind: "status", status: 403 });
      await expect(harness.read()).rejects.toMatchObject({ kind: "unauthorized" });
      expect(harness.calls()).toHaveLength(1);
    });

    const down: Fault = { kind: "status", status: 503 };
    test.each([["429", throttled] as const, ["503", down] as const])(
      "is not retried before the Retry-After of a %s has passed",
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

    test("fails without waiting when Retry-After is after its deadline, with the time to retry", async () => {
      harness.emulator.faults.set({ ...throttled, headers: { ...throttled.headers, "retry-after": "60" } });
      const scope = openScope({ timeoutMs: 20_000 });
      await expect(harness.read(undefined, scope)).rejects.toMatchObject({
        kind: "throttled",
        retryAfterSeconds: 60,
      });
      expect(scope.signal.aborted).toBe(false);
      expect(harness.calls()).toHaveLength(1);
    });

    test("is not retried after its caller has aborted", async () => {
      const caller = new AbortController();
      harness.emulator.faults.set({ kind: "status", status: 503, headers: { "retry-after": "20" } });
      const read = harness.read(undefined, openScope({ signal: caller.signal }));
      await until(() => harness.calls().length === 1, "the provider has answered");
      caller.abort();
      await expect(read).rejects.toMatchObject({ provider: name });
      expect(harness.calls()).toHaveLength(1);
    });
  });

  describe("a write", () => {
    test.each([...temporary, ["429", throttled] as const, ["a lost answer", { kind: "lost" }] as const])(
      "is sent only once: %s",
      async (_name, fault) => {
        const take = await harness.planWrite();
        harness.emulator.faults.set(fault);
        await take().catch(() => undefined); // some providers ignore some answers
        expect(harness.calls()).toHaveLength(1);
      },
    );
  });
});

describe("timeouts", () => {
  const timeoutMs = 250;
  let harness: ProviderHarness | undefined;
  afterEach(() => harness?.close());

  describe.each(emulated)("$provider.name", ({ provider: { name }, timeoutVariable }) => {
    test.each(["delay_headers", "delay_body"] as const)(
      "%s: a read and a write time out after one call each",
      async (kind) => {
        harness = await openProvider(name, { [timeoutVariable]: String(timeoutMs) });
        const take = await harness.planWrite();
        harness.emulator.faults.set({ kind, delayMs: 60_000 });
        await expect(harness.read()).rejects.toMatchObject({ kind: "timed_out" });
        const write = await take().catch((error: unknown) => error);
        expect(write).toMatchObject({ kind: "outcome_unknown" });
        expect(harness.calls()).toHaveLength(2);
      },
    );
  });
});

describe("the retry budget", () => {
  let harness: ProviderHarness | undefined;
  afterEach(() => harness?.close());

  test("limits retries to a fifth of the calls and a reserve while every call fails", async () => {
    harness = await openProvider("COGNITO", { READ_ATTEMPTS: "10" });
    harness.emulator.faults.set({ kind: "status", status: 500 });
    const reads = 150;
    await Promise.allSettled(Array.from({ length: reads }, () => harness?.read()));
    expect(harness.calls().length).toBeGreaterThan(reads);
    expect(harness.calls().length).toBeLessThanOrEqual(1.2 * reads + 20);
  });
});
