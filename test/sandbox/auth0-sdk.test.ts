import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { UsersClient } from "auth0/users";
import { type Api, byIds, sampleUser, startApi } from "./auth0-api.js";

let api: Api;
let users: UsersClient;
beforeEach(async () => {
  api = await startApi();
  users = new UsersClient({ baseUrl: `${api.emulator.origin}/api/v2`, token: api.token, maxRetries: 0 });
});
afterEach(() => api.emulator.close());

describe("the vendor's own client", () => {
  test("reads one user, whole or in part", async () => {
    const user = sampleUser("everywhere");

    expect(await users.get(user.user_id)).toEqual(user);
    expect(await users.get(user.user_id, { fields: "email" })).toEqual({ email: user.email });
  });

  test("searches by ids, with the total", async () => {
    const ids = [sampleUser("person-30").user_id, sampleUser("person-31").user_id];

    const page = await users.list({ q: byIds(ids), search_engine: "v3", per_page: 50, primary_order: false });

    expect(page.data.map(({ user_id }) => user_id)).toEqual(ids);
    expect(page.response).toMatchObject({ total: 2, start: 0, limit: 50 });
  });

  test("walks through all pages", async () => {
    const seen: unknown[] = [];

    for await (const { user_id } of await users.list({ per_page: 25 })) seen.push(user_id);

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain(sampleUser("person-59").user_id);
  });

  test("finds users by e-mail", async () => {
    const { email = "" } = sampleUser("two-connections");

    expect(await users.listUsersByEmail({ email })).toHaveLength(2);
  });

  test("creates, updates and removes", async () => {
    const created = await users.create({
      connection: "district",
      email: "sdk@example.com",
      password: "long enough",
    });
    const userId = created.user_id as string;

    const updated = await users.update(userId, { given_name: "Sdk", user_metadata: { siteId: "S-9" } });
    await users.delete(userId);

    expect(updated).toMatchObject({ given_name: "Sdk", user_metadata: { siteId: "S-9" } });
    await expect(users.get(userId)).rejects.toMatchObject({
      statusCode: 404,
      body: { errorCode: "inexistent_user" },
    });
  });

  test("gets the errors that it has classes for", async () => {
    const { email = "", user_id } = sampleUser("everywhere");

    await expect(users.create({ connection: "district", email })).rejects.toMatchObject({
      name: "ConflictError",
      statusCode: 409,
    });
    await expect(users.update(user_id, { email, username: "x" })).rejects.toMatchObject({
      name: "BadRequestError",
    });
    api.emulator.settings.searchTooSlow = true;
    await expect(users.list()).rejects.toMatchObject({ name: "ServiceUnavailableError" });
    api.emulator.settings.tokenGeneration = 2;
    await expect(users.get(user_id)).rejects.toMatchObject({ name: "UnauthorizedError" });
    api.emulator.setQuotas({ global: { capacity: 0, refill: 0, intervalMs: 1_000 } });
    await expect(users.get(user_id)).rejects.toMatchObject({ name: "TooManyRequestsError" });
  });
});
