import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openProvider, type ProviderHarness } from "./provider-harness.js";

let harness: ProviderHarness;
beforeEach(async () => {
  harness = await openProvider("AUTH0", { AUTH0_RATE_LIMITS: "users_read=50:50/600s" });
});
afterEach(() => harness.close());

async function available(): Promise<number | undefined> {
  return (await harness.traffic()).rateLimits.find(({ quotaClass }) => quotaClass === "users_read")
    ?.available;
}

const refused = { kind: "status", status: 401, operation: "GetUser", times: 1 } as const;

describe("a call whose token is refused", () => {
  test("counts twice towards the rate limit when it is sent twice", async () => {
    const before = (await available()) ?? 0;
    harness.emulator.faults.set(refused);
    expect(await harness.read()).toBe(harness.subjects[0]);
    expect(harness.calls()).toHaveLength(2);
    expect(await available()).toBe(before - 2);
  });

  test("leaves the rate limit as it is when the token endpoint is throttled, and asks it no more before its time", async () => {
    const before = (await available()) ?? 0;
    const headers = { "retry-after": "60" };
    harness.emulator.faults.set(refused, { kind: "status", status: 429, operation: "Token", headers });
    for (let count = 0; count < 3; count += 1)
      await expect(harness.read()).rejects.toMatchObject({ kind: "throttled" });
    expect(await available()).toBe(before - 1);
    expect(harness.emulator.requests.map(({ operation }) => operation)).toEqual(["GetUser", "Token"]);
  });
});
