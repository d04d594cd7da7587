import { describe, expect, test } from "@jest/globals";
import { toRealm } from "../../src/identity/ids.js";
import { ProviderError } from "../../src/identity/provider-error.js";
import { Health } from "../../src/upstream/health.js";

const realm = toRealm("tenant");

function openHealth() {
  const clock = { ms: 1_000 };
  const health = new Health(() => clock.ms);
  return { clock, all: health, tenant: health.of("AUTH0", realm) };
}

test("a realm without reads and calls has no values", () => {
  const { lastAnswerAt, lastFailure, hitRatio, callTimes } = openHealth().tenant;
  expect([lastAnswerAt, lastFailure, hitRatio]).toEqual([null, null, null]);
  expect(callTimes).toEqual({ p50Ms: null, p99Ms: null });
});

test("each realm of each provider is separate, and always the same object", () => {
  const { all, tenant } = openHealth();
  tenant.noteReads(true);
  expect(all.of("AUTH0", realm)).toBe(tenant);
  expect(all.of("AUTH0", toRealm("other")).hitRatio).toBeNull();
  expect(all.of("NEXUS", realm).hitRatio).toBeNull();
});

describe("a read", () => {
  test("that is answered sets the time of the last answer", async () => {
    const { tenant } = openHealth();
    expect(await tenant.watch(Promise.resolve("result"))).toBe("result");
    expect([tenant.lastAnswerAt, tenant.lastFailure]).toEqual([new Date(1_000), null]);
  });

  test("that fails sets the time and kind of the last failure, and keeps the last answer", async () => {
    const { clock, tenant } = openHealth();
    await tenant.watch(Promise.resolve());
    clock.ms = 2_000;
    const failure = new ProviderError("AUTH0", "timed_out", "no answer");
    await expect(tenant.watch(Promise.reject(failure))).rejects.toBe(failure);
    expect(tenant.lastAnswerAt).toEqual(new Date(1_000));
    expect(tenant.lastFailure).toEqual({ at: new Date(2_000), kind: "timed_out" });
  });

  test("that fails because of a bug says nothing about the realm", async () => {
    const { tenant } = openHealth();
    await expect(tenant.watch(Promise.reject(new TypeError("bug")))).rejects.toThrow("bug");
    expect(tenant.lastFailure).toBeNull();
  });
});

test("the hit ratio is the part of reads that needed no call", () => {
  const { tenant } = openHealth();
  for (const isHit of [true, true, true, false]) tenant.noteReads(isHit);
  expect(tenant.hitRatio).toBe(0.75);
});

test("the times of calls are those of the last one to two minutes", () => {
  const { clock, tenant } = openHealth();
  for (let count = 0; count < 100; count += 1) tenant.noteCall(10);
  expect(tenant.callTimes.p50Ms).toBeCloseTo(10, 1);
  clock.ms += 60_000;
  for (let count = 0; count < 300; count += 1) tenant.noteCall(20);
  expect(tenant.callTimes.p50Ms).toBeCloseTo(20, 1);
  clock.ms += 60_000;
  expect(tenant.callTimes.p99Ms).toBeCloseTo(20, 1);
  clock.ms += 120_000;
  expect(tenant.callTimes).toEqual({ p50Ms: null, p99Ms: null });
});

describe("the usual time of an operation", () => {
  test("is that of 99 of 100 answers, once there were enough, and the slowest operation's for the realm", () => {
    const { tenant } = openHealth();
    for (let count = 0; count < 19; count += 1) tenant.noteAnswer("GetUser", 10);
    expect(tenant.usualMsOf("GetUser")).toBeUndefined();
    tenant.noteAnswer("GetUser", 10);
    expect(tenant.usualMsOf("GetUser")).toBeCloseTo(10, 1);
    for (let count = 0; count < 20; count += 1) tenant.noteAnswer("ListUsers", 200);
    expect(tenant.usualMs).toBeCloseTo(200, 0);
    expect(tenant.usualMsOf("GetUser")).toBeCloseTo(10, 1);
  });

  test("stays as it was while nothing is answered", () => {
    const { clock, tenant } = openHealth();
    for (let count = 0; count < 20; count += 1) tenant.noteAnswer("GetUser", 10);
    expect(tenant.usualMs).toBeCloseTo(10, 1);
    clock.ms += 3_600_000;
    expect(tenant.usualMs).toBeCloseTo(10, 1);
  });
});
