import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { IdentityUpdate, WriteStep } from "../../../src/identity/writer.js";
import { openScope } from "../../../src/platform/call-scope.js";
import { toWriteError } from "../../../src/providers/cognito/errors.js";
import { emailPool } from "../../../src/sandbox/cognito/pool-plan.js";
import { failureOf } from "../../contract/expect-failure.js";
import { refusal } from "./harness.js";
import { ada, adaWith, bob, historyPlan, keyOf, openPools, type Pools } from "./pool.js";

const goodPassword = "Correct-horse-7";
let pools: Pools;

beforeAll(async () => {
  pools = await openPools();
});
afterAll(() => pools.close());
beforeEach(() => pools.seed(ada, bob));

const callsOf = (steps: readonly WriteStep[]): readonly string[] => steps.map(({ call }) => call);
const metadataOf = (text: string | undefined): unknown => JSON.parse(text ?? "null");
const refusalsOf = async (own: IdentityUpdate["own"]) =>
  (await pools.plan({ own: own ?? {} })).refusals.map(({ field }) => field);

describe("a plan", () => {
  test("tells field by field what would change, and writes nothing", async () => {
    const plan = await pools.plan({
      profile: { givenName: "Augusta", nickname: "Ada" },
      own: { familyName: null, isBlocked: true },
    });
    expect(plan).toEqual({
      steps: [
        { key: keyOf(ada), call: "disable", fields: ["isBlocked"], body: { username: ada.sub }, secrets: [] },
        {
          key: keyOf(ada),
          call: "update-attributes",
          fields: ["givenName", "nickname"],
          body: { username: ada.sub, attributes: { given_name: "Augusta", nickname: "Ada" } },
          secrets: [],
        },
        {
          key: keyOf(ada),
          call: "delete-attributes",
          fields: ["familyName"],
          body: { username: ada.sub, names: ["family_name"] },
          secrets: [],
        },
      ],
      changes: [
        { field: "givenName", before: ada.attributes.given_name, after: "Augusta" },
        { field: "familyName", before: ada.attributes.family_name, after: null },
        { field: "nickname", before: null, after: "Ada" },
        { field: "isBlocked", before: false, after: true },
      ],
      refusals: [],
    });
    expect(pools.calls()).toEqual(["AdminGetUser"]);
    expect((await pools.read())?.attributes).toEqual({ sub: ada.sub, ...ada.attributes });
  });

  test("takes one call each, and each changes what it says", async () => {
    pools.seed(ada);
    await pools.apply(
      {
        profile: { name: "Ada L" },
        own: {
          picture: null,
          phoneNumber: null,
          isBlocked: true,
          addGroups: ["editors", "admins"],
          removeGroups: ["staff"],
          password: "[secret]",
          isPasswordTemporary: true,
          json: { locale: "en-GB", "custom:shoe_size": "43" },
        },
      },
      { password: goodPassword },
    );
    expect(pools.calls()).toEqual([
      "AdminGetUser",
      "AdminListGroupsForUser",
      "AdminDisableUser",
      "AdminUpdateUserAttributes",
      "AdminDeleteUserAttributes",
      "AdminRemoveUserFromGroup",
      "AdminAddUserToGroup",
      "AdminSetUserPassword",
    ]);
    const { phone_number: _, ...kept } = ada.attributes;
    expect(await pools.read()).toEqual({
      username: ada.username,
      status: "FORCE_CHANGE_PASSWORD",
      isEnabled: false,
      attributes: { sub: ada.sub, ...kept, name: "Ada L", locale: "en-GB", "custom:shoe_size": "43" },
      groups: ["editors", "admins"],
    });
  });

  test("asks for groups only when groups are to change", async () => {
    await pools.plan({ own: { addGroups: ["staff"] } });
    expect(pools.calls()).toEqual(["AdminGetUser", "AdminListGroupsForUser"]);
  });

  test("calls a federated user by user name, as Cognito does not know their sub", async () => {
    pools.seed(adaWith({}, { username: "Corp_ada", status: "EXTERNAL_PROVIDER" }));
    await pools.apply({ own: { name: "Federated" } });
    expect(pools.calls()).toEqual(["AdminGetUser", "ListUsers", "AdminGetUser", "AdminUpdateUserAttributes"]);
    expect((await pools.read("Corp_ada"))?.attributes.name).toBe("Federated");
  });

  test("the provider's own part goes before the profile", async () => {
    await pools.apply({ profile: { name: "Profile", nickname: "P" }, own: { name: "Own" } });
    expect((await pools.read())?.attributes).toMatchObject({ name: "Own", nickname: "P" });
  });
});

describe("what would not change costs no write", () => {
  test.each<[string, IdentityUpdate["own"]]>([
    ["the values that are there", { name: ada.attributes.name, isBlocked: false, username: ada.username }],
    ["the address in another case", { email: ada.attributes.email?.toUpperCase() }],
    ["a flag that is missing and false", { phoneNumberVerified: false }],
    ["clearing what is not there", { nickname: null, json: { locale: null } }],
    ["groups as they are", { addGroups: ["staff"], removeGroups: ["admins", "no-such-group"] }],
    ["metadata as it is", { appMetadata: { customerId: "C-500", json: {} }, userMetadata: {} }],
    ["removing a key that is not there", { appMetadata: { admin: null, json: { shoe: null } } }],
    ["nothing at all", {}],
  ])("%s", async (_, own) => {
    const plan = await pools.apply({ own: own ?? {} });
    expect(plan).toEqual({ steps: [], changes: [], refusals: [] });
    expect(pools.calls().filter((call) => !/^Admin(Get|List)/.test(call))).toEqual([]);
  });
});

describe("an address", () => {
  test.each([
    [{}, "false"],
    [{ emailVerified: true }, "true"],
    [{ emailVerified: false }, "false"],
  ])("that is new counts as verified only when said so: %j", async (more, verified) => {
    await pools.apply({ own: { email: "new@example.com", ...more } });
    expect((await pools.read())?.attributes).toMatchObject({
      email: "new@example.com",
      email_verified: verified,
    });
  });

  test("comes with its flag in one call, also where the flag is not there yet", async () => {
    pools.seed(adaWith({ email_verified: undefined }));
    const { steps, changes } = await pools.plan({ own: { email: "new@example.com" } });
    expect(steps.map(({ body }) => body.attributes)).toEqual([
      { email: "new@example.com", email_verified: "false" },
    ]);
    expect(changes.map(({ field }) => field)).toEqual(["email"]);
  });

  test("and a number that is new counts as unverified", async () => {
    pools.seed(adaWith({ phone_number_verified: "true" }));
    await pools.apply({ own: { phoneNumber: "+15559999999" } });
    expect((await pools.read())?.attributes).toMatchObject({
      phone_number: "+15559999999",
      phone_number_verified: "false",
    });
  });

  test("can be cleared where no user signs in with it, and takes its flag along", async () => {
    await pools.apply({ own: { email: null } });
    expect((await pools.read())?.attributes).not.toHaveProperty("email");
    expect((await pools.read())?.attributes).not.toHaveProperty("email_verified");
  });

  test("can't be cleared where it was given as user name", async () => {
    const inEmailPool = { ...ada, poolId: emailPool.id, username: ada.sub };
    pools.seed(inEmailPool);
    const plan = await pools.writer.plan(keyOf(inEmailPool), { profile: {}, own: { email: null } });
    expect(plan?.refusals).toEqual([
      { field: "email", rule: "must not be cleared in a pool whose users sign in with it" },
    ]);
  });

  test("can't be called verified when there is none", async () => {
    expect(await refusalsOf({ email: null, emailVerified: true })).toEqual(["emailVerified"]);
  });

  test("that another user signs in with is a conflict that names it", async () => {
    const [one, other] = [ada, bob].map((record) => ({
      ...record,
      poolId: emailPool.id,
      username: record.sub,
    }));
    if (one === undefined || other === undefined) throw new Error("two users are needed");
    pools.seed(one, other);
    const email = other.attributes.email as string;
    const plan = await pools.writer.plan(keyOf(one), { profile: { email } });
    const failure = await failureOf(pools.writer.take(plan?.steps[0] as WriteStep, {}));
    expect(failure).toMatchObject({ kind: "conflict", refusals: [{ field: "email" }] });
  });
});

describe("metadata", () => {
  test("is merged at the first level, and null removes a key", async () => {
    const app = { role: "old", districtId: "D", nested: { a: 1, b: 2 } };
    pools.seed(adaWith({ "custom:app_metadata": JSON.stringify(app) }));
    const { changes } = await pools.apply({
      own: { appMetadata: { role: "new", districtId: null, isExternal: true, json: { nested: { a: 3 } } } },
    });
    expect(metadataOf((await pools.read())?.attributes["custom:app_metadata"])).toEqual({
      role: "new",
      nested: { a: 3 },
      isExternal: true,
    });
    expect(changes).toContainEqual({ field: "appMetadata.role", before: "old", after: "new" });
    expect(changes.map(({ field }) => field).sort()).toEqual([
      "appMetadata.districtId",
      "appMetadata.isExternal",
      "appMetadata.nested",
      "appMetadata.role",
    ]);
  });

  test("that both objects change is one call", async () => {
    await pools.apply({ own: { appMetadata: { role: "x" }, userMetadata: { siteId: "S" } } });
    expect(pools.calls()).toEqual(["AdminGetUser", "AdminUpdateUserAttributes"]);
  });

  test("a member with an attribute of its own is written there, and removed from both", async () => {
    const own = { "custom:districtId": "D-1", "custom:app_metadata": '{"districtId":"D-0","role":"r"}' };
    pools.seed(adaWith(own));
    const set = await pools.plan({ own: { appMetadata: { districtId: "D-2" } } });
    expect(set.steps.map(({ body }) => body.attributes)).toEqual([{ "custom:districtId": "D-2" }]);
    expect(set.changes).toEqual([{ field: "appMetadata.districtId", before: "D-1", after: "D-2" }]);
    const removed = await pools.plan({ own: { appMetadata: { districtId: null } } });
    expect(removed.steps.map(({ body }) => body.attributes ?? body.names)).toEqual([
      { "custom:app_metadata": '{"role":"r"}' },
      ["custom:districtId"],
    ]);
  });

  test.each([
    [0, []],
    [1, ["appMetadata"]],
  ])("of 2048 and %d bytes of UTF-8 is refused for %j", async (more, fields) => {
    pools.seed(adaWith({ "custom:app_metadata": undefined }));
    const frame = JSON.stringify({ erpTenants: "" }).length;
    const erpTenants = "é".repeat((2048 - frame) / 2 - 1) + "x".repeat(2 + more + ((2048 - frame) % 2));
    expect(await refusalsOf({ appMetadata: { erpTenants } })).toEqual(fields);
    if (fields.length === 0) {
      await pools.apply({ own: { appMetadata: { erpTenants } } });
      expect(Buffer.byteLength((await pools.read())?.attributes["custom:app_metadata"] ?? "")).toBe(2048);
    }
  });

  test("that is no JSON object is not written over", async () => {
    pools.seed(adaWith({ "custom:app_metadata": '{"role":' }));
    expect(await refusalsOf({ appMetadata: { role: "x" }, userMetadata: { siteId: "S" } })).toEqual([
      "appMetadata",
    ]);
  });
});

describe("what Cognito can't do is refused before a call", () => {
  test.each<[string, IdentityUpdate["own"], readonly string[]]>([
    ["another user name", { username: "somebody" }, ["username"]],
    ["another pool", { realm: emailPool.id }, ["realm"]],
    ["another sub", { subject: bob.sub }, ["subject"]],
    [
      "a metadata attribute by its name",
      { json: { "custom:app_metadata": "{}" } },
      ["json.custom:app_metadata"],
    ],
    ["a text of too many bytes", { name: "é".repeat(1025) }, ["name"]],
  ])("%s", async (_, own, fields) => {
    expect(await refusalsOf(own)).toEqual(fields);
  });

  test("the hundred and first group", async () => {
    const names = Array.from({ length: 99 }, (_, index) => `group-${index}`);
    pools.seed(adaWith({}, { groups: names }));
    expect(await refusalsOf({ addGroups: ["staff"] })).toEqual([]);
    expect(await refusalsOf({ addGroups: ["staff", "editors"] })).toEqual(["addGroups"]);
    expect(await refusalsOf({ addGroups: ["staff", "editors"], removeGroups: ["group-1"] })).toEqual([]);
  });
});

describe("what Cognito refuses names the field", () => {
  const failureOfChange = async (own: IdentityUpdate["own"], secrets = {}) => {
    const { steps } = await pools.plan({ own: own ?? {} });
    return failureOf(pools.writer.take(steps[0] as WriteStep, secrets));
  };

  test("a group that the pool does not have", async () => {
    expect(await failureOfChange({ addGroups: ["nowhere"] })).toMatchObject({
      kind: "rejected",
      refusals: [{ field: "addGroups", rule: "must name groups that the pool has" }],
    });
  });

  test.each([
    ["Aa1!", "must be longer, by the pool's policy"],
    ["lower-case-7", "must have an upper-case letter, by the pool's policy"],
    ["UPPER-CASE-7", "must have a lower-case letter, by the pool's policy"],
    ["No-numbers-here", "must have a digit, by the pool's policy"],
    ["NoSymbols7", "must have a symbol, by the pool's policy"],
  ])("a password that breaks the policy: %s", async (password, rule) => {
    expect(await failureOfChange({ password: "[secret]" }, { password })).toMatchObject({
      kind: "rejected",
      refusals: [{ field: "password", rule }],
    });
  });

  test("a password that was used before", async () => {
    const record = { ...ada, poolId: historyPlan.id };
    pools.seed(record);
    const set = async (password: string): Promise<void> => {
      const plan = await pools.writer.plan(keyOf(record), { profile: {}, own: { password: "[secret]" } });
      await pools.writer.take(plan?.steps[0] as WriteStep, { password });
    };
    await set("Password-1");
    await set("Password-2");
    expect(await failureOf(set("Password-1"))).toMatchObject({
      kind: "rejected",
      refusals: [{ field: "password", rule: "must not be one of the last passwords" }],
    });
  });

  test.each([
    [{ json: { "custom:nowhere": "1" } }, "json.custom:nowhere", "does not exist in the pool"],
    [{ json: { "custom:badge_number": "1" } }, "json.custom:badge_number", "can't be changed in this pool"],
    [{ json: { birthdate: "1 May" } }, "json.birthdate", "does not have the form that the pool requires"],
    [{ email: "no address" }, "email", "does not have the form that the pool requires"],
    [{ phoneNumber: "5551234" }, "phoneNumber", "does not have the form that the pool requires"],
  ])("an attribute: %j", async (own, field, rule) => {
    expect(await failureOfChange(own)).toMatchObject({ kind: "rejected", refusals: [{ field, rule }] });
  });
});

describe("a step", () => {
  const own = {
    name: "Twice",
    nickname: null,
    isBlocked: true,
    addGroups: ["admins"],
    removeGroups: ["staff"],
    password: "[secret]",
  };

  test("may be taken twice without harm", async () => {
    pools.seed(adaWith({ nickname: "Nick" }, { groups: ["staff", "editors2"] }));
    const { steps } = await pools.plan({ own });
    expect(callsOf(steps)).toEqual([
      "disable",
      "update-attributes",
      "delete-attributes",
      "remove-group",
      "add-group",
      "set-password",
    ]);
    for (const step of steps) await pools.writer.take(step, { password: goodPassword });
    const once = await pools.read();
    for (const step of steps) await pools.writer.take(step, { password: goodPassword });
    expect(await pools.read()).toEqual(once);
    expect(once).toMatchObject({ isEnabled: false, groups: ["editors2", "admins"] });
  });

  test.each(["lost", "reset", "garbage"] as const)(
    "whose answer is %s may have been carried out",
    async (kind) => {
      const { steps } = await pools.plan({ own: { name: "Lost" } });
      pools.running.emulator.faults.set({ kind, times: 1 });
      pools.clear();
      const failure = await failureOf(pools.writer.take(steps[0] as WriteStep, {}));
      expect(failure).toMatchObject({ kind: "outcome_unknown", refusals: [] });
      expect(pools.calls()).toHaveLength(1);
    },
  );

  test.each([
    [refusal("InternalErrorException"), "outcome_unknown"],
    [{ kind: "status", status: 503, body: {} } as const, "outcome_unknown"],
    [refusal("TooManyRequestsException"), "throttled"],
    [refusal("UserNotFoundException"), "not_found"],
    [refusal("NotAuthorizedException"), "unauthorized"],
    [refusal("UserLambdaValidationException"), "rejected"],
  ])("that ends with %j is %s, and is not repeated", async (fault, kind) => {
    const { steps } = await pools.plan({ own: { isBlocked: true } });
    pools.running.emulator.faults.set({ ...fault, times: 1 });
    pools.clear();
    expect(await failureOf(pools.writer.take(steps[0] as WriteStep, {}))).toMatchObject({ kind });
    expect(pools.calls()).toEqual(["AdminDisableUser"]);
  });

  test.each([
    ["ECONNREFUSED", "unavailable"],
    ["ENOTFOUND", "unavailable"],
    ["ECONNRESET", "outcome_unknown"],
    ["ETIMEDOUT", "outcome_unknown"],
  ])("that ends with %s is %s: without a connection nothing was sent", (code, kind) => {
    const { signal } = new AbortController();
    expect(toWriteError(Object.assign(new Error("connect"), { code }), signal)).toMatchObject({ kind });
  });
});

describe("reading after a write, with COGNITO_LOOKUP=list", () => {
  test("goes past the list while the write is recent, and to the list later", async () => {
    const connected = pools.connect({ COGNITO_LOOKUP: "list" });
    const { realm, subject } = keyOf(ada);
    const open = () => connected.openSource(openScope());
    pools.running.emulator.settings.listLagMs = 3_600_000;
    await pools.apply({ own: { name: "Fresh" } });
    pools.clear();
    expect((await open().load(realm, subject, new Date()))?.profile.name).toBe("Fresh");
    expect((await open().load(realm, subject, new Date(Date.now() - 61_000)))?.profile.name).not.toBe(
      "Fresh",
    );
    expect((await open().load(realm, subject, null))?.profile.name).not.toBe("Fresh");
    expect(pools.calls()).toEqual(["AdminGetUser", "ListUsers", "ListUsers"]);
    await connected.close();
  });
});
