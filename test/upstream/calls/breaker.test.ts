import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openScope } from "../../../src/platform/call-scope.js";
import type { Fault } from "../../../src/sandbox/faults.js";
import { harness as cognito } from "../../providers/cognito/harness.js";
import { until } from "../../support/until.js";
import { openProvider, type ProviderHarness } from "./provider-harness.js";

const down: Fault = { kind: "status", status: 503 };
const pauseMs = 300;
/** Considers 20 calls, and at least 4. */
const variables = { BREAKER_WINDOW: "20", BREAKER_PAUSE_MS: String(pauseMs) };

let harness: ProviderHarness;
beforeEach(async () => {
  harness = await openProvider("COGNITO", variables);
});
afterEach(() => harness.close());

const breaker = async () => (await harness.traffic()).breaker;

async function fail(times: number, fault = down): Promise<void> {
  harness.emulator.faults.set(fault);
  for (let count = 0; count < times; count += 1) await harness.read().catch(() => undefined);
  harness.emulator.faults.clear();
}

async function open(): Promise<void> {
  await fail(5);
  expect(await breaker()).toBe("OPEN");
  harness.emulator.clearRequests();
}

const pauseToEnd = () => until(async () => (await breaker()) === "HALF_OPEN", "the pause is over");

describe("the breaker of a realm", () => {
  test("opens when more than half of the last calls failed, but not before the minimum number", async () => {
    await harness.read(); // the second good one
    await fail(1);
    expect(await breaker()).toBe("CLOSED"); // 1 of 3
    await fail(1);
    expect(await breaker()).toBe("CLOSED"); // 2 of 4
    await fail(1);
    expect(await breaker()).toBe("OPEN"); // 3 of 5
  });

  test("refuses reads while it is open, with a time to retry, and sends nothing", async () => {
    await open();
    const reads = await Promise.allSettled(harness.subjects.map((subject) => harness.read(subject)));
    for (const read of reads) {
      expect(read).toMatchObject({ reason: { kind: "unavailable", retryAfterSeconds: 1 } });
    }
    expect(harness.calls()).toEqual([]);
  });

  test("refuses reads that may be retried, without waiting for the end of the pause", async () => {
    await harness.close();
    harness = await openProvider("COGNITO", { ...variables, READ_ATTEMPTS: "3" });
    await open();
    await expect(harness.read(undefined, openScope({ timeoutMs: 20_000 }))).rejects.toMatchObject({
      kind: "unavailable",
    });
    expect(await breaker()).toBe("OPEN");
    expect(harness.calls()).toEqual([]);
  });

  test("refuses writes", async () => {
    const take = await harness.planWrite();
    await open();
    await expect(take()).rejects.toMatchObject({ kind: "unavailable" });
    expect(harness.calls()).toEqual([]);
  });
});

describe("after the pause", () => {
  test("exactly one call probes the realm while all others are refused, and its success closes the breaker", async () => {
    await open();
    await pauseToEnd();
    harness.emulator.faults.set({ kind: "delay_headers", delayMs: 150, times: 1 });
    const reads = await Promise.allSettled(
      harness.subjects.slice(0, 30).map((subject) => harness.read(subject)),
    );
    expect(harness.calls()).toHaveLength(1);
    expect(reads.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await breaker()).toBe("CLOSED");
    const later = await Promise.all(harness.subjects.map((subject) => harness.read(subject)));
    expect(later).toEqual(harness.subjects);
  });

  test("a failed probe starts another pause", async () => {
    await open();
    await pauseToEnd();
    await fail(2);
    expect(harness.calls()).toHaveLength(1);
    expect(await breaker()).toBe("OPEN");
    await pauseToEnd();
    expect(await harness.read()).toBe(harness.subjects[0]);
    expect(await breaker()).toBe("CLOSED");
  });

  test("a probe whose caller aborts starts another pause", async () => {
    await open();
    await pauseToEnd();
    harness.emulator.faults.set({ kind: "delay_headers", delayMs: 60_000, times: 1 });
    const caller = new AbortController();
    const read = harness.read(undefined, openScope({ signal: caller.signal }));
    await until(() => harness.calls().length === 1, "it is sent");
    expect(await breaker()).toBe("HALF_OPEN");
    caller.abort();
    await expect(read).rejects.toMatchObject({ kind: "timed_out" });
    expect(await breaker()).toBe("OPEN");
  });
});

describe("the breaker stays closed after", () => {
  test.each<readonly [string, Fault]>([
    ["throttling", cognito.throttled],
    ["refusals", { kind: "status", status: 403 }],
    ["missing users", { kind: "status", status: 400, body: { __type: "UserNotFoundException" } }],
  ])("%s", async (_name, fault) => {
    await fail(20, fault);
    expect(harness.calls().length).toBeGreaterThanOrEqual(20);
    expect(await breaker()).toBe("CLOSED");
  });

  test("callers that abort", async () => {
    harness.emulator.faults.set({ kind: "delay_headers", delayMs: 60_000 });
    const caller = new AbortController();
    const reads = harness.subjects
      .slice(0, 20)
      .map((subject) => harness.read(subject, openScope({ signal: caller.signal })));
    const ended = Promise.allSettled(reads);
    await until(() => harness.calls().length === 20, "all are sent");
    caller.abort();
    for (const end of await ended) expect(end).toMatchObject({ reason: { kind: "timed_out" } });
    expect(await breaker()).toBe("CLOSED");
  });

  test("failures of another provider", async () => {
    const other = await openProvider("NEXUS", variables);
    await open();
    expect((await other.traffic()).breaker).toBe("CLOSED");
    expect(await other.read()).toBe(other.subjects[0]);
    await other.close();
  });
});
