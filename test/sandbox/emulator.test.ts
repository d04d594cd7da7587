import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Api, sampleUser, startApi, userPath } from "./auth0-api.js";

let api: Api;
let random: number;
beforeEach(async () => {
  random = 0.5;
  api = await startApi({ random: () => random });
  api.emulator.clearRequests();
});
afterEach(() => api.emulator.close());

const userId = sampleUser("everywhere").user_id;

function setFault(fault: object): Promise<{ status: number }> {
  return api.call("POST", "/__sandbox/faults", [fault]);
}

/** The answer as it comes, since a faulty one need not look like Auth0's. */
function fetchUser(signal?: AbortSignal): Promise<Response> {
  return fetch(`${api.emulator.origin}${userPath(userId)}`, {
    headers: { authorization: `Bearer ${api.token}` },
    ...(signal === undefined ? {} : { signal }),
  });
}

describe("fault switches set over HTTP", () => {
  test("answer with a status, headers and body instead of handling the call", async () => {
    await setFault({ kind: "status", status: 503, headers: { "retry-after": "7" }, body: { down: true } });

    const response = await fetchUser();

    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "7"]);
    expect(await response.json()).toEqual({ down: true });
  });

  test("cut the connection before the call is handled", async () => {
    await setFault({ kind: "reset", operation: "DeleteUser" });

    await expect(api.call("DELETE", userPath(userId))).rejects.toThrow("fetch failed");

    expect((await fetchUser()).status).toBe(200);
    expect(api.emulator.requests[0]).toMatchObject({ operation: "DeleteUser", status: 0 });
  });

  test("lose the answer of a create that took place", async () => {
    await setFault({ kind: "lost", operation: "CreateUser", times: 1 });
    const body = { connection: "district", email: "lost@example.com" };

    await expect(api.create(body)).rejects.toThrow("fetch failed");

    expect((await api.get("/users-by-email?email=lost@example.com")).body).toHaveLength(1);
    expect((await api.create(body)).status).toBe(409);
  });

  test.each([
    ["garbage", "application/json"],
    ["html", "text/html"],
    ["truncated", "application/json; charset=utf-8"],
  ])("send %s under a good status", async (kind, contentType) => {
    await setFault({ kind });

    const response = await fetchUser();

    expect([response.status, response.headers.get("content-type")]).toEqual([200, contentType]);
    await expect(response.json()).rejects.toMatchObject({ name: "SyntaxError" });
  });

  test("send the right answer under the wrong content type", async () => {
    await setFault({ kind: "wrong_content_type" });

    const response = await fetchUser();

    expect(response.headers.get("content-type")).toBe("text/plain");
    expect(await response.json()).toMatchObject({ user_id: userId });
  });

  test("hold back the whole answer", async () => {
    await setFault({ kind: "delay_headers", delayMs: 60_000 });

    await expect(fetchUser(AbortSignal.timeout(50))).rejects.toThrow("timeout");
  });

  test("hold back the body after the headers", async () => {
    await setFault({ kind: "delay_body", delayMs: 60_000 });
    const abort = new AbortController();

    const response = await fetchUser(abort.signal);
    expect(response.status).toBe(200);
    abort.abort();

    await expect(response.json()).rejects.toThrow("abort");
  });

  test("deliver late what they kept back", async () => {
    await api.call("POST", "/__sandbox/faults", [
      { kind: "delay_headers", delayMs: 20, times: 1 },
      { kind: "delay_body", delayMs: 20, times: 1 },
    ]);

    for (let round = 0; round < 2; round += 1) {
      expect(await (await fetchUser()).json()).toMatchObject({ user_id: userId });
    }
  });

  test("hit only calls of their operation, holding their text, so many times, with their probability", async () => {
    const fault = { kind: "status", status: 500 };
    const statuses = async () => [(await fetchUser()).status, (await fetchUser()).status];

    await setFault({ ...fault, operation: "ListUsers" });
    await setFault({ ...fault, containing: "auth0|nobody" });
    await setFault({ ...fault, probability: 0.5 });
    expect(await statuses()).toEqual([200, 200]);
    random = 0.49;
    expect(await statuses()).toEqual([500, 500]);
    await api.call("DELETE", "/__sandbox/faults");
    await setFault({ ...fault, containing: userId, operation: "GetUser", times: 1 });
    expect(await statuses()).toEqual([500, 200]);
    expect((await api.call("GET", "/__sandbox/faults")).body).toEqual([]);
  });
});

describe("the controls", () => {
  test("show the calls made, without the calls to the controls themselves", async () => {
    await fetchUser();
    await api.get("/users?per_page=1");

    const { body } = await api.call("GET", "/__sandbox/requests");

    expect(body.total).toBe(2);
    expect(body.requests).toMatchObject([
      { operation: "GetUser", method: "GET", path: userPath(userId), status: 200 },
      { operation: "ListUsers", path: "/api/v2/users?per_page=1", status: 200 },
    ]);
    expect((await api.call("DELETE", "/__sandbox/requests")).status).toBe(204);
    expect(api.emulator.requests).toEqual([]);
  });

  test("change a quota and show what is left of it", async () => {
    const plan = { capacity: 1, refill: 0, intervalMs: 1_000 };
    await api.call("PATCH", "/__sandbox/quotas", { global: plan });

    const statuses = [(await fetchUser()).status, (await fetchUser()).status];

    expect(statuses).toEqual([200, 429]);
    expect((await api.call("GET", "/__sandbox/quotas")).body.global).toMatchObject({
      capacity: 1,
      remaining: 0,
    });
  });

  test("change a setting, which keeps its type", async () => {
    await api.call("PATCH", "/__sandbox/settings", { searchLagMs: 5, shuffle: true });

    expect((await api.call("GET", "/__sandbox/settings")).body).toMatchObject({
      searchLagMs: 5,
      shuffle: true,
    });
    expect(api.emulator.settings).toMatchObject({ searchLagMs: 5, shuffle: true });
  });

  test("put other sample people in place", async () => {
    expect((await api.call("POST", "/__sandbox/seed", { count: 1 })).status).toBe(204);

    expect((await api.get("/users")).body).toMatchObject([{ user_id: userId }]);
  });

  test.each([
    ["PATCH", "settings", { searchLagMs: "5" }, "searchLagMs takes a number"],
    ["PATCH", "settings", { nothing: 1 }, "no setting nothing"],
    ["POST", "faults", [{ kind: "explode" }], "kind"],
    ["PATCH", "quotas", { global: { capacity: -1 } }, "capacity"],
    ["POST", "seed", { count: "many" }, "count"],
    ["POST", "faults", "not JSON", "JSON"],
  ])("%s %s with %j says what is wrong", async (method, name, body, words) => {
    const answer = await api.call(method, `/__sandbox/${name}`, body);

    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(words) } });
  });

  test("that do not exist are named in the answer", async () => {
    const { status, body } = await api.call("GET", "/__sandbox/nothing");

    expect(status).toBe(404);
    expect(body.controls).toContain("PATCH settings");
  });
});
