import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Api, sampleUser, startApi, userPath } from "./auth0-api.js";

let api: Api;
const nowMs = Date.UTC(2026, 6, 1);
beforeEach(async () => {
  api = await startApi({ now: () => nowMs });
});
afterEach(() => api.emulator.close());

describe("a new user", () => {
  test("gets Auth0's defaults, and no keys that were not set", async () => {
    const { status, body } = await api.create({ connection: "district", email: "New.Person@Example.com" });

    expect(status).toBe(201);
    expect(body).toEqual({
      user_id: expect.stringMatching(/^auth0\|[0-9a-f]{24}$/),
      email: "new.person@example.com",
      email_verified: false,
      name: "new.person@example.com",
      nickname: "new.person",
      picture: expect.stringMatching(/^https:/),
      created_at: "2026-07-01T00:00:00.000Z",
      updated_at: "2026-07-01T00:00:00.000Z",
      identities: [
        {
          connection: "district",
          provider: "auth0",
          user_id: body.user_id.slice("auth0|".length),
          isSocial: false,
        },
      ],
    });
    expect((await api.call("GET", userPath(body.user_id))).body).toEqual(body);
  });

  test("keeps what it was given, save the password", async () => {
    const given = {
      email: "all@example.com",
      email_verified: true,
      phone_number: "+15551234567",
      phone_verified: true,
      username: "all.of.it",
      given_name: "All",
      family_name: "Given",
      name: "All Given",
      nickname: "all",
      picture: "https://images.example.com/all.png",
      blocked: true,
      user_metadata: { siteId: "S-1" },
      app_metadata: { role: "teacher", nested: { depth: 2 } },
    };

    const { body } = await api.create({
      ...given,
      connection: "district",
      user_id: "abc",
      password: "long enough",
      verify_email: false,
    });

    expect(body).toMatchObject({ ...given, user_id: "auth0|abc" });
    expect(Object.keys(body)).not.toContain("password");
    expect(Object.keys(body)).not.toContain("verify_email");
  });

  test("can be made in a passwordless connection", async () => {
    const { body } = await api.create({ connection: "sms", phone_number: "+15551234567" });

    expect(body).toMatchObject({
      user_id: expect.stringMatching(/^sms\|/),
      phone_verified: false,
    });
    expect(await api.create({ connection: "sms", phone_number: "+15551234567" })).toMatchObject({
      status: 409,
    });
  });

  test.each([
    ["address", { email: "TAKEN@example.com" }],
    ["username", { email: "other@example.com", username: "Taken" }],
    ["id", { email: "other@example.com", user_id: "taken" }],
  ])("is refused when its %s is taken in the connection", async (_, body) => {
    const first = { connection: "district", email: "taken@example.com", username: "taken", user_id: "taken" };
    expect((await api.create(first)).status).toBe(201);

    expect(await api.create({ connection: "district", ...body })).toMatchObject({
      status: 409,
      body: { errorCode: "auth0_idp_error", message: "The user already exists." },
    });
  });

  test("may share its address with a user of another connection", async () => {
    const { email } = sampleUser("everywhere");

    expect((await api.create({ connection: "self-signup", email })).status).toBe(201);
    expect((await api.get(`/users-by-email?email=${email}`)).body).toHaveLength(2);
  });

  test.each([
    ["nowhere", {}, "Connection does not exist."],
    ["retired", {}, "Connection is disabled."],
    [
      "google-oauth2",
      {},
      "Connection does not support user creation through the API. It must either be a database or passwordless connection.",
    ],
    ["self-signup", { username: "x" }, "Cannot set username for connection without requires_username."],
    ["district", { password: "short" }, "PasswordStrengthError: Password is too weak"],
  ])("in the connection %s with %j is refused", async (connection, change, message) => {
    expect(await api.create({ connection, email: "new@example.com", ...change })).toMatchObject({
      status: 400,
      body: { message },
    });
  });

  test.each([
    [{ email: "new@example.com" }, "Missing required property: connection"],
    [{ connection: "district" }, "Missing required property: email"],
    [{ connection: "sms", email: "a@example.com" }, "Missing required property: phone_number"],
    [{ connection: "district", email: "a@example.com", shoe: 43 }, "Additional properties not allowed: shoe"],
    [{ connection: "district", email: null }, "Expected type string but found type null"],
    [{ connection: "district", email: "a@b" }, "format email"],
    [{ connection: "district", email: "a@example.com", app_metadata: { blocked: true } }, "blocked"],
    ["not JSON", "The body is not JSON"],
    [["a list"], "Expected type object but found type array"],
  ])("sent as %j is a bad request", async (body, words) => {
    expect(await api.create(body)).toMatchObject({
      status: 400,
      body: { errorCode: "invalid_body", message: expect.stringContaining(words) },
    });
  });

  test("may not be larger than the cap of all bodies", async () => {
    const padding = "x".repeat(1_048_576);

    expect(await api.create({ connection: "district", user_metadata: { padding } })).toMatchObject({
      status: 413,
    });
  });
});

describe("removing a user", () => {
  test("succeeds, and succeeds again", async () => {
    const { user_id, email } = sampleUser("everywhere");

    expect((await api.call("DELETE", userPath(user_id))).status).toBe(204);
    expect((await api.call("DELETE", userPath(user_id))).status).toBe(204);
    expect((await api.call("GET", userPath(user_id))).status).toBe(404);
    expect((await api.create({ connection: "district", email })).status).toBe(201);
  });
});

describe("linking two users", () => {
  const primary = sampleUser("everywhere");
  const secondary = sampleUser("person-30");
  const [provider = "", id] = secondary.user_id.split("|");
  const link = (body: unknown) => api.call("POST", `${userPath(primary.user_id)}/identities`, body);

  test("makes the second an identity of the first and ends its own life", async () => {
    const { status, body } = await link({ provider, user_id: id, connection_id: "con_District00000001" });

    expect(status).toBe(201);
    expect(body).toMatchObject([
      { user_id: primary.user_id.slice("auth0|".length) },
      { user_id: id, connection: "district", profileData: { email: secondary.email, email_verified: true } },
    ]);
    expect((await api.call("GET", userPath(primary.user_id))).body.identities).toEqual(body);
    expect((await api.call("GET", userPath(primary.user_id))).body.app_metadata).toEqual(
      primary.app_metadata,
    );
    expect((await api.call("GET", userPath(secondary.user_id))).status).toBe(404);
    expect((await api.create({ connection: "district", email: secondary.email })).status).toBe(409);
    expect((await link({ provider, user_id: id })).status).toBe(409);
  });

  test.each([
    [{ provider, user_id: primary.user_id }, "Main identity and the new one are the same."],
    [{ provider, user_id: "nobody" }, "Provided secondary account not found."],
    [
      { provider, user_id: id, connection_id: "con_SelfSignup000002" },
      "Provided secondary account not found.",
    ],
    [
      { provider, user_id: id, connection_id: "con_0000000000000000" },
      "The provider/connection is not configured.",
    ],
    [{ provider: "myspace", user_id: id }, "The provider/connection is not configured."],
    [{ link_with: "token" }, "Invalid token (link_with)."],
    [{ user_id: id }, "Payload validation error: 'Missing required property: provider'."],
    [{ provider }, "Payload validation error: 'Missing required property: user_id'."],
    [
      { provider, user_id: true },
      "Payload validation error: 'Expected type string or integer but found type boolean' on property user_id.",
    ],
  ])("by %j is refused", async (body, message) => {
    expect(await link(body)).toMatchObject({ status: 400, body: { message } });
  });

  test("needs a first user", async () => {
    const answer = await api.call("POST", "/api/v2/users/auth0%7Cnobody/identities", {
      provider,
      user_id: id,
    });

    expect(answer).toMatchObject({ status: 404, body: { errorCode: "inexistent_user" } });
  });
});
