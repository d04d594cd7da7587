import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Auth0Record } from "../../src/sandbox/person.js";
import { type Api, person, sampleUser, startApi, userPath } from "./auth0-api.js";

let api: Api;
beforeEach(async () => {
  api = await startApi({ now: () => Date.UTC(2026, 6, 1) });
});
afterEach(() => api.emulator.close());

const user = sampleUser("everywhere");

/** Puts one user, with an identity in each of these connections, in the place of all people. */
function seedWith(...connections: (readonly [connection: string, provider: string])[]): Auth0Record {
  const identities = connections.map(([connection, provider], index) => ({
    connection,
    provider,
    user_id: `id-${index}`,
    isSocial: false,
    ...(index === 0 ? {} : { profileData: { email: `second${index}@example.com` } }),
  }));
  const seeded = { ...user, user_id: `${connections[0]?.[1]}|id-0`, identities };
  api.emulator.seed([{ ...person("everywhere"), auth0: [seeded] }]);
  return seeded;
}

describe("attributes", () => {
  test("are replaced, the rest stays, and the answer is the whole user", async () => {
    const change = { given_name: "Ada", nickname: "ada", blocked: true, phone_number: "+15551234567" };

    const { status, body } = await api.update(user.user_id, change);

    expect(status).toBe(200);
    expect(body).toEqual({ ...user, ...change, updated_at: "2026-07-01T00:00:00.000Z" });
    expect((await api.call("GET", userPath(user.user_id))).body).toEqual(body);
  });

  test("set to null become absent", async () => {
    const nulls = { given_name: null, family_name: null, name: null, nickname: null, picture: null };

    const { body } = await api.update(user.user_id, { ...nulls, phone_number: null });

    for (const name of Object.keys(nulls)) expect(Object.keys(body)).not.toContain(name);
  });

  test("that are unknown are accepted and dropped", async () => {
    const { status, body } = await api.update(user.user_id, { shoe: 43, user_id: "auth0|other" });

    expect(status).toBe(200);
    expect(body).toEqual({ ...user, updated_at: body.updated_at });
  });

  test("that only steer the write are not kept", async () => {
    const { body } = await api.update(user.user_id, { password: "long enough", connection: "district" });

    expect(body).toEqual({
      ...user,
      updated_at: body.updated_at,
      last_password_reset: "2026-07-01T00:00:00.000Z",
    });
  });

  test.each([
    ["given_name", "", "too short"],
    ["given_name", "x".repeat(151), "maximum 150"],
    ["family_name", "x".repeat(151), "maximum 150"],
    ["name", "x".repeat(301), "maximum 300"],
    ["nickname", "x".repeat(301), "maximum 300"],
    ["username", "x".repeat(129), "maximum 128"],
    ["username", "", "too short"],
    ["phone_number", "5551234567", "does not match pattern ^\\+[0-9]{1,15}$"],
    ["phone_number", "", "does not match pattern"],
    ["picture", "/relative.png", "format strict-uri"],
    ["picture", "", "format strict-uri"],
    ["email", "", "format email"],
    ["blocked", null, "Expected type boolean but found type null"],
    ["blocked", "true", "Expected type boolean but found type string"],
    ["app_metadata", null, "Expected type object but found type null"],
    ["user_metadata", ["list"], "Expected type object but found type array"],
  ])("%s may not be %j", async (property, value, words) => {
    const { status, body } = await api.update(user.user_id, { [property]: value });

    expect({ status, errorCode: body.errorCode }).toEqual({ status: 400, errorCode: "invalid_body" });
    expect(body.message).toMatch(/^Payload validation error: '.*' on property /);
    expect(body.message).toContain(words);
    expect(body.message).toContain(`on property ${property}.`);
  });

  test("may be as long as the limits, counted in characters", async () => {
    const change = {
      given_name: "🦉".repeat(150),
      name: "n".repeat(300),
      phone_number: `+${"1".repeat(15)}`,
    };

    expect((await api.update(user.user_id, change)).body).toMatchObject(change);
  });

  test("of a user that does not exist are not found", async () => {
    expect(await api.update("auth0|nobody", { name: "Nobody" })).toMatchObject({
      status: 404,
      body: { errorCode: "inexistent_user" },
    });
  });
});

describe("the address", () => {
  test("changes in lower case and is unverified unless the body says otherwise", async () => {
    const plain = await api.update(user.user_id, { email: "New@Example.com", client_id: "abc" });
    const verified = await api.update(user.user_id, { email: "newer@example.com", email_verified: true });

    expect(plain.body).toMatchObject({ email: "new@example.com", email_verified: false });
    expect(verified.body).toMatchObject({ email: "newer@example.com", email_verified: true });
    expect((await api.get(`/users-by-email?email=${user.email}`)).body).toEqual([]);
  });

  test("of another user of the connection is a bad request, not a conflict", async () => {
    expect(await api.update(user.user_id, { email: sampleUser("person-30").email })).toMatchObject({
      status: 400,
      body: { errorCode: "auth0_idp_error", message: "The specified new email already exists" },
    });
    expect((await api.update(user.user_id, { email: user.email })).status).toBe(200);
  });
});

describe("what no single request may ask for", () => {
  const values = {
    password: "long enough",
    email: "new@example.com",
    email_verified: true,
    username: "new",
  } as const;

  test.each([
    ["password", "email"],
    ["password", "email_verified"],
    ["username", "email"],
    ["username", "email_verified"],
    ["username", "password"],
  ] as const)("%s with %s", async (one, other) => {
    const refused = await api.update(user.user_id, { [one]: values[one], [other]: values[other] });
    const apart = [
      await api.update(user.user_id, { [one]: values[one] }),
      await api.update(user.user_id, { [other]: values[other] }),
    ];

    expect(refused).toMatchObject({
      status: 400,
      body: { message: `Cannot update ${one} and ${other} simultaneously.` },
    });
    expect(apart.map(({ status }) => status)).toEqual([200, 200]);
  });

  test("client_id without an address or phone number", async () => {
    expect((await api.update(user.user_id, { client_id: "abc", name: "New" })).status).toBe(400);
    expect((await api.update(user.user_id, { client_id: "abc", phone_number: "+1555" })).status).toBe(200);
  });

  test("a weak password", async () => {
    expect(await api.update(user.user_id, { password: "short" })).toMatchObject({
      status: 400,
      body: { message: "PasswordStrengthError: Password is too weak" },
    });
  });
});

describe("the connection decides", () => {
  const unsupported = "Connection is not supported for this operation.";
  const updatable = "The following user attributes cannot be updated: family_name, name.";

  test.each([
    [
      "google-oauth2",
      "google-oauth2",
      { email: "new@example.com" },
      "Cannot update email for non-database user.",
    ],
    ["google-oauth2", "google-oauth2", { password: "long enough" }, unsupported],
    ["google-oauth2", "google-oauth2", { phone_number: "+1555" }, unsupported],
    ["google-oauth2", "google-oauth2", { name: "New", family_name: "New" }, updatable],
    [
      "google-oauth2",
      "google-oauth2",
      { picture: null },
      "cannot be removed: picture. The connection (google-oauth2)",
    ],
    [
      "state-saml",
      "samlp",
      { email_verified: true },
      "Email verification is not supported for enterprise users.",
    ],
    ["sms", "sms", { email_verified: true }, unsupported],
    ["district", "auth0", { verify_phone_number: true, phone_number: "+1555" }, unsupported],
    [
      "self-signup",
      "auth0",
      { username: "new" },
      "Cannot set username for connection without requires_username.",
    ],
    [
      "retired",
      "auth0",
      { email: "new@example.com" },
      "Cannot change email or password for users in a disabled connection.",
    ],
    ["retired", "auth0", { connection: "nowhere", name: "New" }, "Connection does not exist."],
    ["district", "auth0", { connection: "self-signup", name: "New" }, unsupported],
  ])("a user of %s (%s) may not change %j", async (connection, provider, change, words) => {
    const { user_id } = seedWith([connection, provider]);

    const { status, body } = await api.update(user_id, change);

    expect(status).toBe(400);
    expect(body.message).toContain(words);
  });

  test("a user of any connection may change metadata and be blocked", async () => {
    const { user_id } = seedWith(["google-oauth2", "google-oauth2"]);

    const { body } = await api.update(user_id, { blocked: true, app_metadata: { role: "guest" } });

    expect(body).toMatchObject({ blocked: true, app_metadata: { role: "guest" } });
  });

  test("a secondary identity is changed by naming its connection, and only what belongs to it", async () => {
    const { user_id } = seedWith(["google-oauth2", "google-oauth2"], ["district", "auth0"]);
    const change = { email: "new@example.com" };

    const unnamed = await api.update(user_id, change);
    const named = await api.update(user_id, { ...change, connection: "district" });
    const name = await api.update(user_id, { name: "New", connection: "district" });

    expect(unnamed.status).toBe(400);
    expect(named.body.email).toBe(user.email);
    expect(named.body.identities[1].profileData).toEqual({ email: "new@example.com", email_verified: false });
    expect(name.body.message).toContain("The specified connection belongs to a secondary identity.");
  });
});
