import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { AppMetadataInput } from "../../../src/graphql/inputs/metadata.js";
import { ProviderError } from "../../../src/identity/provider-error.js";
import { openScope } from "../../../src/platform/call-scope.js";
import { failureOf } from "../../contract/expect-failure.js";
import { firstOf } from "../../support/first-of.js";
import { ada, bob, keyOf, openTenant, type Tenant } from "./tenant.js";

let tenant: Tenant;

beforeAll(async () => {
  tenant = await openTenant();
});
afterAll(() => tenant.close());
beforeEach(() => {
  tenant.seed();
  tenant.emulator.faults.clear();
  tenant.emulator.settings.searchLagMs = 0;
  tenant.clear();
});

const account = (connection: string, provider: string, isSocial = false): Record<string, unknown> => ({
  connection,
  provider,
  user_id: "id-0",
  isSocial,
});

describe("a plan", () => {
  test("tells field by field what would change, and writes nothing", async () => {
    const plan = await tenant.plan({
      profile: { name: "Ada New", nickname: null, familyName: ada.family_name as string },
      own: { isBlocked: true, appMetadata: { role: "guest", json: { shoe: 43 } } },
    });

    expect(plan).toEqual({
      steps: [
        {
          key: keyOf(ada),
          call: "patch",
          fields: ["name", "nickname", "isBlocked", "appMetadata.shoe", "appMetadata.role"],
          body: { name: "Ada New", nickname: null, blocked: true, app_metadata: { role: "guest", shoe: 43 } },
          secrets: [],
        },
      ],
      changes: [
        { field: "name", before: ada.name, after: "Ada New" },
        { field: "nickname", before: ada.nickname, after: null },
        { field: "isBlocked", before: null, after: true },
        { field: "appMetadata.shoe", before: null, after: 43 },
        { field: "appMetadata.role", before: (ada.app_metadata as { role: string }).role, after: "guest" },
      ],
      refusals: [],
    });
    expect(tenant.calls()).toEqual(["GetUser"]);
    expect(await tenant.read()).toEqual(ada);
  });
});

describe("what would not change", () => {
  test.each([
    ["the values that are there", { profile: { name: ada.name as string, email: ada.email as string } }],
    ["an address in other case", { profile: { email: (ada.email as string).toUpperCase() } }],
    ["false where there is nothing", { own: { isBlocked: false, phoneNumberVerified: false } }],
    ["null where there is nothing", { own: { username: null, phoneNumber: null } }],
    ["metadata that is there", { own: { appMetadata: { ctsAuthorized: true }, userMetadata: {} } }],
    ["null for a key that isn't there", { own: { appMetadata: { admin: null, json: { shoe: null } } } }],
    ["metadata without a key", { own: { appMetadata: {}, userMetadata: { json: {} }, json: {} } }],
    [
      "nothing but what steers a call",
      { own: { connection: "district", subject: ada.user_id, verifyEmail: false, sendInvite: false } },
    ],
    ["a mail for an address that stays", { own: { email: ada.email as string, verifyEmail: true } }],
  ])("is not sent: %s", async (_title, change) => {
    expect(await tenant.apply(change)).toEqual({ steps: [], changes: [], refusals: [] });
    expect(tenant.calls()).toEqual(["GetUser"]);
  });

  test("is left out of a call that changes something else", async () => {
    const { steps } = await tenant.plan({ profile: { name: ada.name as string, givenName: "Augusta" } });
    expect(steps.map(({ body }) => body)).toEqual([{ given_name: "Augusta" }]);
  });
});

describe("metadata", () => {
  const nested = { role: "teacher", theme: { dark: true, size: 2 }, gone: 1 };

  test("merges at the first level: other keys stay, objects are replaced whole, null removes", async () => {
    tenant.seed({ app_metadata: nested, user_metadata: { siteId: "S-1" } });

    const { changes } = await tenant.apply({
      own: {
        appMetadata: { json: { theme: { dark: false }, gone: null } },
        userMetadata: { homeroomId: "H-1" },
      },
    });

    expect(await tenant.read()).toMatchObject({
      app_metadata: { role: "teacher", theme: { dark: false } },
      user_metadata: { siteId: "S-1", homeroomId: "H-1" },
    });
    expect(changes.map(({ field }) => field)).toEqual([
      "userMetadata.homeroomId",
      "appMetadata.theme",
      "appMetadata.gone",
    ]);
  });

  test("is compared by content: an equal object in other order, of another class, is unchanged", async () => {
    tenant.seed({ app_metadata: nested });
    const bare = Object.assign(Object.create(null), { size: 2, dark: true });
    const appMetadata = Object.assign(new AppMetadataInput(), { json: { theme: bare } });
    expect((await tenant.plan({ own: { appMetadata } })).changes).toEqual([]);
  });

  test("is never wiped: an empty object is not sent, alone or with other changes", async () => {
    const { steps } = await tenant.apply({
      own: { name: "New", appMetadata: {}, userMetadata: { json: {} } },
    });

    expect(steps.map(({ body }) => body)).toEqual([{ name: "New" }]);
    const { app_metadata, user_metadata } = await tenant.read();
    expect({ app_metadata, user_metadata }).toEqual({
      app_metadata: ada.app_metadata,
      user_metadata: ada.user_metadata,
    });
  });

  test("gives a user without any its first key", async () => {
    tenant.seed({ app_metadata: undefined, user_metadata: undefined });
    await tenant.apply({ own: { userMetadata: { mfaOptIn: { sms: true } } } });
    expect(await tenant.read()).toMatchObject({ user_metadata: { mfaOptIn: { sms: true } } });
  });
});

describe("the calls", () => {
  const everything = {
    profile: { name: "New" },
    own: {
      email: "new@example.com",
      username: "new-name",
      password: "long enough",
      appMetadata: { role: "x" },
    },
  };

  test("are three where Auth0 refuses the changes together: the rest with the address, username, password", async () => {
    const { steps } = await tenant.apply(everything, { password: "long enough" });

    expect(steps.map(({ body, secrets }) => [Object.keys(body).sort(), secrets])).toEqual([
      [["app_metadata", "email", "email_verified", "name"], []],
      [["username"], []],
      [[], ["password"]],
    ]);
    expect(tenant.calls()).toEqual(["GetUser", "UpdateUser", "UpdateUser", "UpdateUser"]);
    expect(await tenant.read()).toMatchObject({
      name: "New",
      email: "new@example.com",
      email_verified: false,
      username: "new-name",
      last_password_reset: expect.any(String),
    });
  });

  test.each([
    ["all but address and password", { name: "New", username: "new-name", isBlocked: true }, 1],
    ["username beside verified flag", { emailVerified: false, username: "new-name" }, 2],
    ["username and password", { username: "new-name", password: "long enough" }, 2],
    ["password beside other changes, which go on without it", { name: "New", password: "long enough" }, 2],
    ["password alone", { password: "long enough" }, 1],
  ])("are as few as that allows: %s", async (_title, own, count) => {
    await tenant.apply({ own }, { password: "long enough" });
    expect(tenant.calls()).toEqual(["GetUser", ...Array(count).fill("UpdateUser")]);
  });

  test("can each be taken twice without harm", async () => {
    const { steps } = await tenant.apply(everything, { password: "long enough" });
    const once = await tenant.read();

    for (const step of steps) await tenant.writer.take(step, { password: "long enough" });

    const withoutTimes = { updated_at: "", last_password_reset: "" };
    expect({ ...(await tenant.read()), ...withoutTimes }).toEqual({ ...once, ...withoutTimes });
  });

  test("carry open keys as they are", async () => {
    const { steps, changes } = await tenant.plan({ own: { json: { shoe_size: 43 } } });
    expect(steps.map(({ body }) => body)).toEqual([{ shoe_size: 43 }]);
    expect(changes).toEqual([{ field: "json.shoe_size", before: null, after: 43 }]);
  });
});

describe("a new address or number", () => {
  test("is unverified unless the requested says so, and takes its companions along", async () => {
    const plain = await tenant.plan({ profile: { email: "new@example.com", phoneNumber: "+1555" } });
    const told = await tenant.plan({
      profile: { email: "new@example.com" },
      own: { emailVerified: true, verifyEmail: false, clientId: "app", connection: "district" },
    });

    expect(plain.steps.map(({ body }) => body)).toEqual([
      { email: "new@example.com", email_verified: false, phone_number: "+1555", phone_verified: false },
    ]);
    expect(plain.changes).toContainEqual({ field: "emailVerified", before: true, after: false });
    expect(told.steps.map(({ body }) => body)).toEqual([
      {
        email: "new@example.com",
        email_verified: true,
        verify_email: false,
        client_id: "app",
        connection: "district",
      },
    ]);
  });

  test("stays verified where it was, when the requested says so", async () => {
    await tenant.apply({ own: { email: "new@example.com", emailVerified: true } });
    expect(await tenant.read()).toMatchObject({ email: "new@example.com", email_verified: true });
  });

  test("of the provider's own part goes before the profile's", async () => {
    const { steps } = await tenant.plan({ profile: { name: "Profile" }, own: { name: "Own" } });
    expect(steps.map(({ body }) => body)).toEqual([{ name: "Own" }]);
  });

  test("needs none for a verification mail alone", async () => {
    const { steps } = await tenant.plan({ own: { verifyEmail: true, connection: "district" } });
    expect(steps.map(({ body }) => body)).toEqual([{ verify_email: true, connection: "district" }]);
  });
});

describe("a linked account", () => {
  const secondary = {
    identities: [
      account("google-oauth2", "google-oauth2", true),
      { ...account("district", "auth0"), profileData: { email: "second@example.com", email_verified: true } },
    ],
  };

  test("is changed by naming its connection, and the user as a whole in a call of its own", async () => {
    tenant.seed({ ...secondary });
    const own = {
      connection: "district",
      email: "new@example.com",
      isBlocked: true,
      appMetadata: { role: "x" },
    };

    const { steps, changes } = await tenant.apply({ own });

    expect(steps.map(({ body }) => body)).toEqual([
      { blocked: true, app_metadata: { role: "x" } },
      { connection: "district", email: "new@example.com", email_verified: false },
    ]);
    expect(changes).toContainEqual({
      field: "email",
      before: "second@example.com",
      after: "new@example.com",
    });
    expect(await tenant.read()).toMatchObject({
      email: ada.email,
      blocked: true,
      identities: [{}, { profileData: { email: "new@example.com", email_verified: false } }],
    });
  });

  test("is not guessed: without its connection the first account is meant", async () => {
    tenant.seed({ ...secondary });
    const { refusals } = await tenant.plan({ own: { email: "new@example.com" } });
    expect(refusals.map(({ field }) => field)).toEqual(["email"]);
  });

  test("that the user does not have is refused", async () => {
    const { steps, refusals } = await tenant.plan({ own: { connection: "nowhere", name: "New" } });
    expect({ steps, refusals }).toEqual({
      steps: [],
      refusals: [{ field: "connection", rule: "must name a connection in which the user has an account" }],
    });
  });
});

describe("what Auth0 can't do", () => {
  const database = "can be changed only for users of a database connection";
  const unverifiable = "can't be changed for users of an enterprise or SMS connection";

  test.each([
    ["google-oauth2", true, { email: "new@example.com" }, [{ field: "email", rule: database }]],
    ["google-oauth2", true, { password: "long enough" }, [{ field: "password", rule: database }]],
    ["samlp", false, { username: "new" }, [{ field: "username", rule: database }]],
    ["samlp", false, { emailVerified: false }, [{ field: "emailVerified", rule: unverifiable }]],
    ["sms", false, { emailVerified: false }, [{ field: "emailVerified", rule: unverifiable }]],
    ["email", false, { email: "new@example.com" }, [{ field: "email", rule: database }]],
    [
      "auth0",
      false,
      { phoneNumber: "+1555", verifyPhoneNumber: true },
      [{ field: "verifyPhoneNumber", rule: "is allowed only for users of an SMS connection" }],
    ],
  ])(
    "for an account of %s (social: %s) is refused before a call: %j",
    async (provider, isSocial, own, refusals) => {
      tenant.seed({ identities: [account(provider, provider, isSocial)] });
      const plan = await tenant.plan({ own: { ...own, name: "New" } });
      expect({ steps: plan.steps, refusals: plan.refusals }).toEqual({ steps: [], refusals });
    },
  );

  test("is no fault while it would change nothing", async () => {
    tenant.seed({ identities: [account("google-oauth2", "google-oauth2", true)] });
    const { refusals } = await tenant.plan({
      profile: { email: ada.email as string },
      own: { emailVerified: true },
    });
    expect(refusals).toEqual([]);
  });

  test("is an invitation", async () => {
    const { steps, refusals } = await tenant.plan({ own: { sendInvite: true, name: "New" } });
    expect({ steps, refusals }).toEqual({
      steps: [],
      refusals: [{ field: "sendInvite", rule: "is not supported by the Management API" }],
    });
  });

  test("is also what the profile asks for: every rule of Auth0 at once, no value quoted", async () => {
    const profile = { givenName: "canary".repeat(50), emailVerified: null, picture: "canary" };
    const { steps, refusals } = await tenant.plan({ profile });
    expect(steps).toEqual([]);
    expect(refusals.map(({ field, rule }) => `${field} ${rule}`).sort()).toEqual([
      "emailVerified must be a boolean value",
      "givenName must have 1 to 150 characters",
      "picture must be an absolute http or https URL without whitespace",
    ]);
  });
});

describe("a call that goes wrong", () => {
  const take = async (own: Record<string, unknown>, secrets = {}): Promise<unknown> => {
    const { steps } = await tenant.plan({ own });
    return failureOf(tenant.writer.take(firstOf(steps), secrets));
  };

  test.each([
    ["the answer is lost", { kind: "lost" }],
    ["the connection is cut", { kind: "reset" }],
    ["the server fails", { kind: "status", status: 500 }],
    ["the server is busy", { kind: "status", status: 503 }],
    ["the server waited too long", { kind: "status", status: 408 }],
    ["the answer is cut in half", { kind: "truncated" }],
    ["the answer is no JSON", { kind: "garbage" }],
    ["a proxy answers a page", { kind: "html", status: 502 }],
    ["a proxy answers a page for 200", { kind: "html" }],
  ] as const)(
    "has an unknown outcome when %s, is not repeated, and may be taken again",
    async (_title, fault) => {
      tenant.emulator.faults.set({ ...fault, operation: "UpdateUser", times: 1 });
      const { steps } = await tenant.plan({ own: { name: "New", appMetadata: { role: "x" } } });

      const failure = await failureOf(tenant.writer.take(firstOf(steps), {}));
      expect(failure).toBeInstanceOf(ProviderError);
      expect(failure).toMatchObject({ kind: "outcome_unknown" });
      expect(tenant.calls()).toEqual(["GetUser", "UpdateUser"]);

      await tenant.writer.take(firstOf(steps), {});
      expect(await tenant.read()).toMatchObject({
        name: "New",
        app_metadata: { role: "x", ctsAuthorized: true },
      });
    },
  );

  test("did not happen when no token was had", async () => {
    const { steps } = await tenant.plan({ own: { name: "New" } });
    const connected = tenant.connect();
    const writer = connected.openWriter(openScope());
    tenant.emulator.faults.set({ kind: "reset", operation: "Token" });
    expect(await failureOf(writer.take(firstOf(steps), {}))).toMatchObject({ kind: "unavailable" });
  });

  test("did not happen when the provider could not be reached", async () => {
    const gone = await openTenant();
    gone.seed();
    const { steps } = await gone.plan({ own: { name: "New" } });
    await gone.close();
    await failureOf(gone.writer.take(firstOf(steps), {})); // may still go out on a connection that was open
    expect(await failureOf(gone.writer.take(firstOf(steps), {}))).toMatchObject({ kind: "unavailable" });
  });

  test("is taken again with a new token when the old one is refused", async () => {
    const { steps } = await tenant.plan({ own: { name: "New" } });
    tenant.emulator.settings.tokenGeneration = Number(tenant.emulator.settings.tokenGeneration) + 1;
    await tenant.writer.take(firstOf(steps), {});
    expect(await tenant.read()).toMatchObject({ name: "New" });
  });

  test("is a conflict when the address or username is taken", async () => {
    const taken = "is taken by another user of the connection";
    expect(await take({ email: bob.email })).toMatchObject({
      kind: "conflict",
      detail: "400 auth0_idp_error",
      refusals: [{ field: "email", rule: taken }],
    });
    await tenant.writer.take(
      { key: keyOf(bob), call: "patch", fields: [], body: { username: "taken" }, secrets: [] },
      {},
    );
    expect(await take({ username: "taken" })).toMatchObject({
      kind: "conflict",
      refusals: [{ field: "username", rule: taken }],
    });
  });

  test("is a conflict by 409", async () => {
    tenant.emulator.faults.set({ kind: "status", status: 409, operation: "UpdateUser" });
    expect(await take({ name: "New" })).toMatchObject({
      kind: "conflict",
      refusals: [{ field: "", rule: "was refused by Auth0" }],
    });
  });

  test("names the password when that is too weak", async () => {
    expect(await take({ password: "short" }, { password: "short" })).toMatchObject({
      kind: "rejected",
      refusals: [{ field: "password", rule: "does not meet the password policy of the connection" }],
    });
  });

  test.each([
    ["self-signup", "auth0", { username: "new" }, "username"],
    ["retired", "auth0", { email: "new@example.com" }, "connection"],
    ["google-oauth2", "google-oauth2", { name: "New" }, "connection"],
  ])("names what the connection %s (%s) does not take: %j", async (connection, provider, own, field) => {
    tenant.seed({ identities: [account(connection, provider, provider !== "auth0")] });
    expect(await take(own)).toMatchObject({ kind: "rejected", refusals: [{ field }] });
  });

  test("is rejected for any other reason, in Auth0's words without what may be a value", async () => {
    const body = { statusCode: 400, errorCode: "invalid_body", message: "canary-9f3a is not allowed" };
    tenant.emulator.faults.set({ kind: "status", status: 400, body, operation: "UpdateUser" });
    const failure = await take({ name: "New" });
    expect(failure).toMatchObject({
      ...{ kind: "rejected", detail: "400 invalid_body" },
      refusals: [{ field: "", rule: "was refused by Auth0: […] is not allowed" }],
    });
    expect(String((failure as Error).stack) + JSON.stringify(failure)).not.toContain("canary");
  });
});

describe("after a write, while the search index lags", () => {
  const nicknames = async (
    connected: Tenant["connected"],
    changedAt: Date | null,
  ): Promise<readonly (string | undefined)[]> => {
    const source = connected.openSource(openScope());
    const identities = await Promise.all([
      source.load(keyOf(ada).realm, keyOf(ada).subject, changedAt),
      source.load(keyOf(bob).realm, keyOf(bob).subject),
    ]);
    return identities.map((identity) => identity?.profile.nickname);
  };

  beforeEach(async () => {
    tenant.emulator.settings.searchLagMs = 3_600_000;
    await tenant.apply({ own: { nickname: "new" } });
    tenant.clear();
  });

  test("any process that knows of it reads by id, and the others of the batch as ever", async () => {
    for (const connected of [tenant.connected, tenant.connect()]) {
      expect(await nicknames(connected, new Date())).toEqual(["new", bob.nickname]);
    }
    expect(tenant.calls()).not.toContain("ListUsers");
  });

  test("one that does not know of it, or long after, trusts the search", async () => {
    expect(await nicknames(tenant.connected, null)).toEqual([ada.nickname, bob.nickname]);
    expect(await nicknames(tenant.connected, new Date(Date.now() - 61_000))).toEqual([
      ada.nickname,
      bob.nickname,
    ]);
    expect(tenant.calls()).toEqual(["ListUsers", "ListUsers"]);
  });

  test("how long is a setting", async () => {
    const slowlyIndexed = tenant.connect({ AUTH0_SEARCH_LAG_MS: "600000" });
    expect(await nicknames(slowlyIndexed, new Date(Date.now() - 61_000))).toEqual(["new", bob.nickname]);
  });

  test("the request that wrote forgets what it read, and reads by id from then on", async () => {
    const source = tenant.connected.openSource(openScope());
    const load = () =>
      Promise.all([ada, bob].map((user) => source.load(keyOf(user).realm, keyOf(user).subject)));
    const before = await load();

    source.forget(keyOf(ada).realm, keyOf(ada).subject);
    const after = await load();

    expect(before.map((identity) => identity?.profile.nickname)).toEqual([ada.nickname, bob.nickname]);
    expect(after.map((identity) => identity?.profile.nickname)).toEqual(["new", bob.nickname]);
    expect(tenant.calls()).toEqual(["ListUsers", "GetUser"]);
  });
});
