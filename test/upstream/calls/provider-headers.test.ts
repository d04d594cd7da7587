import "reflect-metadata";
import { afterEach, describe, expect, test } from "@jest/globals";
import { openScope } from "../../../src/platform/call-scope.js";
import { openProvider, type ProviderWorld } from "./provider-harness.js";

/** A limit that does not come back within a test. */
const slow = { capacity: 10, refill: 10, everyMs: 3_600_000 };
const budget = "10:10/3600s";

let world: ProviderWorld;
afterEach(() => world.close());

const left = async () =>
  Object.fromEntries(
    (await world.traffic()).budgets.map(({ quotaClass, available }) => [quotaClass, available]),
  );

describe("what Auth0 says is left of its limit", () => {
  test("lowers the budget when others use it too", async () => {
    world = await openProvider("AUTH0", { AUTH0_BUDGETS: `global=${budget}` });
    expect(await left()).toEqual({ global: 9 });
    world.lookAlike.setQuotas({ global: slow });
    await drain(world, 7);
    await world.read();
    expect(world.lookAlike.quotaStates.global?.remaining).toBe(2);
    expect(await left()).toEqual({ global: 2 });
  });

  test("is said of the class of the call, where the tenant's limits are by class", async () => {
    const AUTH0_BUDGETS = `users_read=${budget},users_write=${budget}`;
    world = await openProvider("AUTH0", { AUTH0_BUDGETS });
    world.lookAlike.setQuotas({ global: slow });
    await drain(world, 6);
    await world.read();
    expect(await left()).toEqual({ users_read: 3, users_write: 10 });
  });

  test("spent by others, is not asked for again before it can have come back", async () => {
    world = await openProvider("AUTH0", { AUTH0_BUDGETS: `global=${budget}`, READ_ATTEMPTS: "3" });
    world.lookAlike.setQuotas({ global: slow });
    await drain(world, 10);
    world.lookAlike.clearRequests();
    for (let count = 0; count < 5; count += 1) {
      await expect(world.read(undefined, openScope({ timeoutMs: 5_000 }))).rejects.toMatchObject({
        kind: "throttled",
        retryAfterSeconds: expect.any(Number),
      });
    }
    expect(world.calls()).toHaveLength(1);
    expect(await left()).toEqual({ global: 0 });
  });
});

describe("a provider that only says that its limit is spent", () => {
  test.each(["COGNITO", "NEXUS"] as const)("%s is not asked again before its time", async (name) => {
    const limits = { COGNITO: "UserRead", NEXUS: "requests" };
    world = await openProvider(name, { [`${name}_BUDGETS`]: `${limits[name]}=${budget}` });
    world.lookAlike.setQuotas({ [limits[name]]: { ...slow, capacity: 0, refill: 0 } });
    for (let count = 0; count < 5; count += 1) {
      await expect(world.read(undefined, openScope({ timeoutMs: 5_000 }))).rejects.toMatchObject({
        kind: "throttled",
      });
    }
    expect(world.calls()).toHaveLength(1);
    expect(await left()).toEqual({ [limits[name]]: 0 });
  });
});

/** Somebody else's calls, over the same limit. */
async function drain({ lookAlike }: ProviderWorld, calls: number): Promise<void> {
  for (let count = 0; count < calls; count += 1) {
    const response = await fetch(`${lookAlike.origin}/api/v2/users/auth0%7Cnobody`);
    await response.arrayBuffer();
  }
}
