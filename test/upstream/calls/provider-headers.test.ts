import { afterEach, describe, expect, test } from "@jest/globals";
import { openScope } from "../../../src/platform/call-scope.js";
import { openProvider, type ProviderHarness } from "./provider-harness.js";

/** A limit that does not refill within a test. */
const slow = { capacity: 10, refill: 10, intervalMs: 3_600_000 };
const limit = "10:10/3600s";

let harness: ProviderHarness;
afterEach(() => harness.close());

const left = async () =>
  Object.fromEntries(
    (await harness.traffic()).rateLimits.map(({ quotaClass, available }) => [quotaClass, available]),
  );

describe("the number of calls that Auth0 reports as left", () => {
  test("lowers the rate limit when other clients use it too", async () => {
    harness = await openProvider("AUTH0", { AUTH0_RATE_LIMITS: `global=${limit}` });
    expect(await left()).toEqual({ global: 9 });
    harness.emulator.setQuotas({ global: slow });
    await drain(harness, 7);
    await harness.read();
    expect(harness.emulator.quotaStates.global?.remaining).toBe(2);
    expect(await left()).toEqual({ global: 2 });
  });

  test("applies to the class of the call when the tenant has limits per class", async () => {
    const AUTH0_RATE_LIMITS = `users_read=${limit},users_write=${limit}`;
    harness = await openProvider("AUTH0", { AUTH0_RATE_LIMITS });
    harness.emulator.setQuotas({ global: slow });
    await drain(harness, 6);
    await harness.read();
    expect(await left()).toEqual({ users_read: 3, users_write: 10 });
  });

  test("stops calls until the limit can have refilled when other clients used it up", async () => {
    harness = await openProvider("AUTH0", { AUTH0_RATE_LIMITS: `global=${limit}`, READ_ATTEMPTS: "3" });
    harness.emulator.setQuotas({ global: slow });
    await drain(harness, 10);
    harness.emulator.clearRequests();
    for (let count = 0; count < 5; count += 1) {
      await expect(harness.read(undefined, openScope({ timeoutMs: 5_000 }))).rejects.toMatchObject({
        kind: "throttled",
        retryAfterSeconds: expect.any(Number),
      });
    }
    expect(harness.calls()).toHaveLength(1);
    expect(await left()).toEqual({ global: 0 });
  });
});

describe("a provider that only reports that its limit is exceeded", () => {
  test.each(["COGNITO", "NEXUS"] as const)(
    "%s receives no further call before the limit can have refilled",
    async (name) => {
      const limits = { COGNITO: "UserRead", NEXUS: "requests" };
      harness = await openProvider(name, { [`${name}_RATE_LIMITS`]: `${limits[name]}=${limit}` });
      harness.emulator.setQuotas({ [limits[name]]: { ...slow, capacity: 0, refill: 0 } });
      for (let count = 0; count < 5; count += 1) {
        await expect(harness.read(undefined, openScope({ timeoutMs: 5_000 }))).rejects.toMatchObject({
          kind: "throttled",
        });
      }
      expect(harness.calls()).toHaveLength(1);
      expect(await left()).toEqual({ [limits[name]]: 0 });
    },
  );
});

/** Calls of another client that uses the same limit. */
async function drain({ emulator }: ProviderHarness, calls: number): Promise<void> {
  for (let count = 0; count < calls; count += 1) {
    const response = await fetch(`${emulator.origin}/api/v2/users/auth0%7Cnobody`);
    await response.arrayBuffer();
  }
}
