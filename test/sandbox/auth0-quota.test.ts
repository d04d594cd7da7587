import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startAuth0Emulator } from "../../src/sandbox/auth0/auth0.js";
import { Api, startApi, tokenForm, userPath } from "./auth0-api.js";

const startMs = Date.UTC(2026, 6, 1);
let api: Api;
let nowMs: number;
beforeEach(async () => {
  nowMs = startMs;
  api = await startApi({ now: () => nowMs });
});
afterEach(() => api.emulator.close());

function quotaOf({ headers }: { headers: Headers }): (string | null)[] {
  return ["limit", "remaining", "reset"].map((name) => headers.get(`x-ratelimit-${name}`));
}

test("the emulator starts with the quota of an Enterprise tenant in production", async () => {
  await api.emulator.close();
  api = new Api(await startAuth0Emulator({ now: () => nowMs }));

  const first = await api.get("/users");

  expect(quotaOf(first)).toEqual(["50", "49", String(startMs / 1_000 + 1)]);
  expect(Object.keys(api.emulator.quotaStates)).toEqual([
    "global",
    "users_read",
    "users_write",
    "users_delete",
    "token",
  ]);
});

test("a spent bucket answers 429 with the next top-up, which adds only some tokens", async () => {
  api.emulator.setQuotas({ global: { capacity: 3, refill: 2, intervalMs: 1_000 } });
  nowMs += 400;
  const statuses = [];
  for (let round = 0; round < 3; round += 1) statuses.push((await api.get("/users?per_page=1")).status);

  const refused = await api.get("/users");
  nowMs += 599;
  const stillRefused = await api.get("/users");
  nowMs += 1;
  const passed = await api.get("/users?per_page=1");

  expect(statuses).toEqual([200, 200, 200]);
  expect(refused.body).toEqual({
    statusCode: 429,
    error: "Too Many Requests",
    message: "Global limit has been reached",
    errorCode: "too_many_requests",
  });
  expect(quotaOf(refused)).toEqual(["3", "0", String(startMs / 1_000 + 1)]);
  expect(refused.headers.get("retry-after")).toBeNull();
  expect(stillRefused.status).toBe(429);
  expect(quotaOf(passed)).toEqual(["3", "1", String(startMs / 1_000 + 2)]);
});

test("reads, writes and removals have buckets of their own, behind the global one", async () => {
  api.emulator.setQuotas({ users_write: { capacity: 1, refill: 1, intervalMs: 60_000 } });
  await api.create({ connection: "district", email: "one@example.com" });

  const write = await api.create({ connection: "district", email: "two@example.com" });

  expect(write).toMatchObject({
    status: 429,
    body: { message: "Global per second users_write group limit has been reached" },
  });
  expect((await api.get("/users?per_page=1")).status).toBe(200);
  expect((await api.call("DELETE", userPath("auth0|x"))).status).toBe(204);
  expect((await api.get("/users-by-email?email=two@example.com")).body).toEqual([]);
});

test("tokens have their own bucket, and the token endpoint its own words", async () => {
  api.emulator.setQuotas({
    token: { capacity: 0, refill: 0, intervalMs: 1_000 },
  });

  expect(await api.call("POST", "/oauth/token", tokenForm)).toMatchObject({
    status: 429,
    body: { error: "too_many_requests" },
  });
  expect((await api.get("/users?per_page=1")).status).toBe(200);
});
