import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../src/sandbox/people.js";
import { type Api, byIds, person, sampleUser, startApi, tokenForm, userPath } from "./auth0-api.js";

let api: Api;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.UTC(2026, 6, 1);
  api = await startApi({ now: () => nowMs });
});
afterEach(() => api.emulator.close());

describe("tokens", () => {
  test("the client credentials give a token, sent as a form or as JSON", async () => {
    const json = await api.call("POST", "/oauth/token", tokenForm);
    const form = await api.call("POST", "/oauth/token", String(new URLSearchParams(tokenForm)), {
      "content-type": "application/x-www-form-urlencoded",
    });

    for (const { status, body } of [json, form]) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ token_type: "Bearer", expires_in: 86_400 });
      expect(body.scope).toContain("read:users");
    }
    expect(json.body.access_token).not.toBe(form.body.access_token);
  });

  test.each([
    ["a wrong secret", { client_secret: "guess" }, 401, "invalid_client"],
    ["a missing secret", { client_secret: undefined }, 400, "invalid_request"],
    ["another grant", { grant_type: "password" }, 400, "unsupported_grant_type"],
    ["another API", { audience: "https://other.example.com/" }, 403, "access_denied"],
  ])("%s gives no token", async (_, change, status, error) => {
    const answer = await api.call("POST", "/oauth/token", { ...tokenForm, ...change });

    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ error, error_description: expect.any(String) });
  });

  test("calls without a token, or with a made-up one, are refused", async () => {
    api.token = "";
    const without = await api.get("/users");
    api.token = "made-up";
    const madeUp = await api.get("/users");

    expect(without).toMatchObject({ status: 401, body: { error: "Unauthorized" } });
    expect(madeUp).toMatchObject({ status: 401, body: { message: "Invalid token." } });
  });

  test("a token ends after the lifetime that the setting gave it", async () => {
    api.emulator.settings.tokenLifetimeSeconds = 60;
    const issued = await api.call("POST", "/oauth/token", tokenForm);
    api.token = issued.body.access_token;

    nowMs += 59_999;
    expect((await api.get("/users")).status).toBe(200);
    nowMs += 1;
    expect((await api.get("/users")).status).toBe(401);
    expect(issued.body.expires_in).toBe(60);
  });

  test("a new token generation revokes the tokens of the old one", async () => {
    await api.call("PATCH", "/__sandbox/settings", { tokenGeneration: 2 });

    expect((await api.get("/users")).status).toBe(401);
    api.token = (await api.call("POST", "/oauth/token", tokenForm)).body.access_token;
    expect((await api.get("/users")).status).toBe(200);
  });

  test("a token without the scope of the call is refused", async () => {
    api.emulator.settings.tokenScope = "read:users";
    api.token = (await api.call("POST", "/oauth/token", tokenForm)).body.access_token;

    const refused = await api.create({ connection: "district", email: "new@example.com" });

    expect(refused).toMatchObject({ status: 403, body: { errorCode: "insufficient_scope" } });
    expect((await api.get("/users")).status).toBe(200);
  });
});

describe("one user", () => {
  test("is answered as it was seeded, with absent keys absent", async () => {
    const bare = sampleUser("no-metadata");

    const { status, body } = await api.call("GET", userPath(bare.user_id));

    expect(status).toBe(200);
    expect(body).toEqual(bare);
    expect(Object.keys(body)).not.toContain("app_metadata");
  });

  test("can be cut down to some fields, or to all but some", async () => {
    const { user_id, email } = sampleUser("everywhere");

    const some = await api.call("GET", `${userPath(user_id)}?fields=user_id,email`);
    const others = await api.call("GET", `${userPath(user_id)}?fields=email,identities&include_fields=false`);

    expect(some.body).toEqual({ user_id, email });
    expect(Object.keys(others.body)).toContain("name");
    expect(Object.keys(others.body)).not.toContain("email");
  });

  test("is not found when there is none", async () => {
    const answer = await api.call("GET", userPath("auth0|nobody"));

    expect(answer).toMatchObject({
      status: 404,
      body: { statusCode: 404, error: "Not Found", errorCode: "inexistent_user" },
    });
  });

  test.each([
    ["auth0%7Cx?fields=multifactor", "invalid_query_string"],
    ["auth0%7Cx?page=1", "invalid_query_string"],
    ["auth0%7Cx?include_fields=maybe", "invalid_query_string"],
    ["no-provider", "invalid_uri"],
    ["auth0%7C%E0%A4%A", "invalid_uri"],
  ])("%s is a bad request", async (path, errorCode) => {
    expect(await api.get(`/users/${path}`)).toMatchObject({ status: 400, body: { errorCode } });
  });
});

describe("users by e-mail", () => {
  test("are all users of the address, of every connection, in the very case it is stored in", async () => {
    const user = sampleUser("two-connections");
    const path = `/users-by-email?fields=user_id&email=${encodeURIComponent(user.email as string)}`;

    const found = await api.get(path);
    const shouted = await api.get(`/users-by-email?email=${String(user.email).toUpperCase()}`);

    expect(found.body).toHaveLength(2);
    expect(found.body[0]).toEqual({ user_id: user.user_id });
    expect(shouted.body).toEqual([]);
  });

  test("need an address", async () => {
    expect(await api.get("/users-by-email")).toMatchObject({
      status: 400,
      body: { errorCode: "invalid_query_string" },
    });
  });
});

test("a path or method that the API does not have is not found", async () => {
  const path = await api.get("/clients");
  const method = await api.call("PUT", "/api/v2/users", {});

  expect([path.status, method.status]).toEqual([404, 404]);
  expect(api.emulator.requests.map(({ operation }) => operation)).toEqual(["Token", "Unknown", "Unknown"]);
});

test("200 people are seeded in milliseconds", () => {
  const people = createPeople(200);
  const startedAt = performance.now();

  api.emulator.seed(people);

  expect(performance.now() - startedAt).toBeLessThan(200);
});

test("ids and addresses are looked up, not scanned for, among 100,000 users", async () => {
  const users = Array.from({ length: 100_000 }, (_, index) => ({
    ...sampleUser("everywhere"),
    user_id: `auth0|${index}`,
    email: `user${index}@example.com`,
  }));
  api.emulator.seed([{ ...person("everywhere"), auth0: users }]);
  const q = byIds(users.slice(50_000, 50_050).map(({ user_id }) => user_id));

  const startedAt = performance.now();
  for (let round = 0; round < 50; round += 1) {
    expect((await api.search({ q, per_page: "50", fields: "user_id" })).body).toHaveLength(50);
    expect((await api.get(`/users-by-email?email=user${round}@example.com`)).body).toHaveLength(1);
  }

  expect(performance.now() - startedAt).toBeLessThan(2_500);
});
