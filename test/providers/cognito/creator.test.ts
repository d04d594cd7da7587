import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { JsonObject } from "../../../src/identity/app-metadata.js";
import type { ProviderIdentity } from "../../../src/identity/provider.js";
import type { CreationOrder, IdentityCreator } from "../../../src/identity/writer.js";
import { aliasPool, emailPool } from "../../../src/sandbox/cognito/pool-plan.js";
import { failureOf } from "../../contract/expect-failure.js";
import { toList } from "../../sandbox/cognito-client.js";
import { refusal } from "./harness.js";
import { ada, creatorOf, keyOf, openPools, type Pools, partnerPlan, staffPlan } from "./pool.js";

const writeId = "019b0000-0000-7000-8000-000000000001";
const goodPassword = "Correct-horse-7";
const input = {
  realm: staffPlan.id,
  email: "grace@example.com",
  givenName: "Grace",
  familyName: "Hopper",
};
const poolKinds = [
  ["plain user names", staffPlan, "made up"],
  ["plain user names, another pool", partnerPlan, "made up"],
  ["the address as user name", emailPool, "sub"],
  ["the address as alias", aliasPool, "made up"],
] as const;
const markOf = ({ body }: CreationOrder) => `urn:identity-subgraph:write:${writeId}:${body.nonce}`;
let pools: Pools;

beforeAll(async () => {
  pools = await openPools();
});
afterAll(() => pools.close());
beforeEach(() => pools.seed(ada));

const orderOf = (changes: JsonObject = {}, creator: IdentityCreator = pools.creator): CreationOrder =>
  creator.order({ ...input, ...changes }, writeId, new Date(pools.running.clock.ms));
const createWith = (changes: JsonObject, password?: string) =>
  pools.creator.create(orderOf(changes), password === undefined ? {} : { password });
const createdBy = async (order: CreationOrder): Promise<ProviderIdentity> => {
  const result = await pools.creator.create(order, {});
  if (result.kind !== "created") throw new Error(`not created but ${result.kind}`);
  return result.identity;
};
const created = (changes: JsonObject = {}): Promise<ProviderIdentity> => createdBy(orderOf(changes));
/** Whether the call that creates the user contains this text; no user is created then. */
async function isSent(changes: JsonObject, text: string): Promise<boolean> {
  pools.seed();
  const { faults } = pools.running.emulator;
  faults.set({ ...refusal("TooManyRequestsException"), operation: "AdminCreateUser", containing: text });
  const isCreated = await createWith(changes, goodPassword).then(
    ({ kind }) => kind === "created",
    () => false,
  );
  return !isCreated;
}
/** Another program creates a user. */
const createPast = (
  Username: string,
  attributes: Readonly<Record<string, string>>,
  pool: string = staffPlan.id,
) =>
  pools.running.client.send(
    new AdminCreateUserCommand({
      UserPoolId: pool,
      Username,
      MessageAction: "SUPPRESS",
      UserAttributes: toList(attributes),
    }),
  );
const sentBy = ({ body }: CreationOrder) => body.attributes as Readonly<Record<string, string>>;

describe.each(poolKinds)("in a pool with %s", (_kind, plan, username) => {
  test("a user without a name of their own is created, and found again", async () => {
    const order = orderOf({ realm: plan.id });
    const identity = await createdBy(order);
    const user = await pools.read(identity.subject, plan.id);
    expect(user?.username).toBe(username === "sub" ? identity.subject : order.body.nonce);
    expect(user?.attributes.website).toBe(username === "sub" ? markOf(order) : undefined);
    expect(identity).toMatchObject({ provider: "COGNITO", realm: plan.id, isBlocked: false });
    expect((await pools.creator.find(order))?.subject).toBe(identity.subject);
  });

  test("a creation whose answer is lost is unknown, then found, and made once", async () => {
    const order = orderOf({ realm: plan.id });
    pools.running.emulator.faults.set({ kind: "lost", operation: "AdminCreateUser", times: 1 });
    expect(await failureOf(pools.creator.create(order, {}))).toMatchObject({ kind: "outcome_unknown" });
    const found = await pools.creator.find(order);
    expect(found?.profile.email).toBe(input.email);
    expect(pools.calls().filter((call) => call === "AdminCreateUser")).toHaveLength(1);
  });

  test("no user is found before the creation", async () => {
    expect(await pools.creator.find(orderOf({ realm: plan.id }))).toBeNull();
  });

  test("is gone after it was removed, and removing it again is no fault", async () => {
    const order = orderOf({ realm: plan.id });
    const { subject } = await createdBy(order);
    const key = keyOf({ poolId: plan.id, sub: subject });
    expect(await pools.creator.remove(order, key)).toBe("removed");
    expect(await pools.creator.remove(order, key)).toBe("removed");
    expect(await pools.read(subject, plan.id)).toBeNull();
  });

  test("is not removed by another order, however alike", async () => {
    const { subject } = await created({ realm: plan.id });
    const key = keyOf({ poolId: plan.id, sub: subject });
    expect(await pools.creator.remove(orderOf({ realm: plan.id }), key)).toBe("unproven");
    expect(await pools.read(subject, plan.id)).not.toBeNull();
    expect(pools.calls()).not.toContain("AdminDeleteUser");
  });
});

describe("an order", () => {
  test("is for a journal: it stays the same as JSON and holds no password", () => {
    const order = orderOf({ password: goodPassword, groups: ["staff"], appMetadata: { role: "x" } });
    const { startedAt: _, ...rest } = order;
    expect(JSON.parse(JSON.stringify(rest))).toEqual(rest);
    expect(JSON.stringify(order)).not.toContain(goodPassword);
    expect(order.secrets).toEqual(["password"]);
    expect(orderOf().secrets).toEqual([]);
  });

  test("holds every attribute that the input names", () => {
    const attributes = sentBy(
      orderOf({
        emailVerified: true,
        phoneNumber: "+15551234567",
        name: "Grace Hopper",
        nickname: "Amazing",
        picture: "https://images.example.com/grace.png",
        appMetadata: { role: "admiral", isExternal: true, admin: null, json: { shoe: 41 } },
        userMetadata: { siteId: "S-1" },
        json: { locale: "en-US", "custom:shoe_size": "41" },
      }),
    );
    expect(attributes).toEqual({
      email: "grace@example.com",
      email_verified: "true",
      phone_number: "+15551234567",
      phone_number_verified: "false",
      name: "Grace Hopper",
      given_name: "Grace",
      family_name: "Hopper",
      nickname: "Amazing",
      picture: "https://images.example.com/grace.png",
      "custom:app_metadata": '{"shoe":41,"role":"admiral","isExternal":true}',
      "custom:user_metadata": '{"siteId":"S-1"}',
      locale: "en-US",
      "custom:shoe_size": "41",
    });
    expect(sentBy(orderOf()).email_verified).toBe("false");
  });
});

describe("creating", () => {
  test("asks once what the pool is like, and makes one call after that", async () => {
    const creator = creatorOf(pools.connect());
    const order = orderOf({}, creator);
    await creator.create(order, {});
    await creator.create({ ...order, writeId: "019b0000-0000-7000-8000-000000000002" }, {});
    expect(pools.calls()).toEqual(["DescribeUserPool", "AdminCreateUser", "AdminCreateUser"]);
  });

  test.each([
    ["NONE", '"MessageAction":"SUPPRESS"'],
    ["EMAIL", '"DesiredDeliveryMediums":["EMAIL"]'],
    ["SMS", '"DesiredDeliveryMediums":["SMS"]'],
  ])("with the invitation %s sends %s, and nothing of the others", async (invitation, sent) => {
    expect(await isSent({ invitation, phoneNumber: "+15551234567" }, sent)).toBe(true);
    const others = ["MessageAction", "DesiredDeliveryMediums"].filter((name) => !sent.includes(name));
    for (const other of others) expect(await isSent({ invitation, phoneNumber: "+1555" }, other)).toBe(false);
  });

  test("counts as done when only the message failed", async () => {
    pools.running.emulator.settings.failDelivery = true;
    const order = orderOf({ invitation: "EMAIL" });
    const identity = await createdBy(order);
    expect((await pools.read(identity.subject))?.username).toBe(order.body.nonce);
  });

  test("is unknown when the message failed and the user can't be read", async () => {
    pools.running.emulator.settings.failDelivery = true;
    pools.running.emulator.faults.set({ ...refusal("TooManyRequestsException"), operation: "AdminGetUser" });
    expect(await failureOf(createWith({ invitation: "EMAIL" }))).toMatchObject({ kind: "outcome_unknown" });
  });

  test("gives a temporary password along, and no lasting one", async () => {
    const password = "[secret]";
    expect(
      await isSent({ password, isPasswordTemporary: true }, `"TemporaryPassword":"${goodPassword}"`),
    ).toBe(true);
    expect(await isSent({ password, username: "two" }, "Password")).toBe(false);
  });

  test("is refused, field and rule, when the temporary password breaks the policy", async () => {
    expect(await createWith({ password: "[secret]", isPasswordTemporary: true }, "Aa1!")).toEqual({
      kind: "refused",
      refusals: [{ field: "password", rule: "must be longer, by the pool's policy" }],
    });
  });

  test("is refused when an attribute is not declared in the pool", async () => {
    expect(await createWith({ json: { "custom:nowhere": "1" } })).toEqual({
      kind: "refused",
      refusals: [{ field: "json.custom:nowhere", rule: "does not exist in the pool" }],
    });
  });

  test.each([
    ["throttled", refusal("TooManyRequestsException"), "throttled"],
    ["down", { kind: "status", status: 503, body: {} } as const, "outcome_unknown"],
    ["garbage", { kind: "garbage" } as const, "outcome_unknown"],
    ["another shape", { kind: "status", status: 200, body: { User: {} } } as const, "outcome_unknown"],
  ])("fails as it should when Cognito is %s", async (_, fault, kind) => {
    pools.running.emulator.faults.set({ ...fault, operation: "AdminCreateUser" });
    expect(await failureOf(createWith({}))).toMatchObject({ kind });
  });

  test.each<[string, JsonObject, string]>([
    ["a user name beside the address", { realm: emailPool.id, username: "grace" }, "username"],
    ["an address of 129 characters as user name", { realm: emailPool.id, email: longEmail(129) }, "email"],
    ["an address as user name of its own", { realm: aliasPool.id, username: "g@example.com" }, "username"],
    [
      "a metadata attribute by its name",
      { json: { "custom:app_metadata": "{}" } },
      "json.custom:app_metadata",
    ],
    [
      "metadata of 2049 bytes",
      { appMetadata: { role: "x".repeat(2049 - '{"role":""}'.length) } },
      "appMetadata",
    ],
  ])("refuses %s, without a call", async (_, changes, field) => {
    await pools.creator.find(orderOf({ realm: changes.realm ?? input.realm }));
    pools.clear();
    const result = await createWith(changes);
    expect(result).toMatchObject({ kind: "refused", refusals: [{ field }] });
    expect(pools.calls()).toEqual([]);
  });

  test("takes metadata of 2048 bytes, and the address as user name beside the same one", async () => {
    const role = "x".repeat(2048 - '{"role":""}'.length);
    const { appMetadata } = await created({ appMetadata: { role } });
    expect(appMetadata?.role).toBe(role);
    await created({ realm: emailPool.id, username: input.email });
    await created({ realm: emailPool.id, email: longEmail(128) });
  });
});

describe("what is taken", () => {
  test.each<[string, string, JsonObject, string]>([
    ["the user name", staffPlan.id, { username: "grace" }, "username"],
    ["the address as user name", emailPool.id, {}, "email"],
    ["the address as alias", aliasPool.id, { emailVerified: true }, "email"],
  ])("is named: %s", async (_, pool, changes, field) => {
    const attributes = { email: input.email, email_verified: "true" };
    await createPast(pool === emailPool.id ? input.email : "grace", attributes, pool);
    expect(await createWith({ realm: pool, ...changes })).toEqual({ kind: "taken", field });
  });

  test("is not taken over, however alike", async () => {
    await createPast("grace", { email: input.email });
    await createWith({ username: "grace" });
    expect((await pools.read("grace"))?.attributes).not.toHaveProperty("given_name");
  });
});

describe("an earlier attempt is distinguished from another program's user", () => {
  const named = { username: "grace" };

  test("with everything the same, made at the same moment", async () => {
    const order = orderOf(named);
    await createPast("grace", sentBy(order));
    expect(await pools.creator.find(order)).toBeNull();
  });

  test("with another creation's mark", async () => {
    const order = orderOf(named);
    await createPast("grace", { ...sentBy(order), website: markOf(orderOf(named)) });
    expect(await pools.creator.find(order)).toBeNull();
  });

  test("when only the message failed, and the name belongs to another user by now", async () => {
    pools.running.emulator.faults.set({
      ...refusal("CodeDeliveryFailureException"),
      operation: "AdminCreateUser",
      containing: "DesiredDeliveryMediums",
    });
    const order = orderOf({ ...named, invitation: "EMAIL" });
    await createPast("grace", sentBy(order));
    expect(await failureOf(pools.creator.create(order, {}))).toMatchObject({ kind: "outcome_unknown" });
  });

  test("by the attribute of its own alone, where there is one", async () => {
    const creator = creatorOf(pools.connect({ COGNITO_WRITE_ID_ATTRIBUTE: "custom:write_id" }));
    const order = orderOf(named, creator);
    expect(sentBy(order)["custom:write_id"]).toBe(writeId);
    await createPast("grace", { ...sentBy(order), "custom:write_id": "another write" });
    expect(await creator.find(order)).toBeNull();
    pools.seed();
    const result = await creator.create(order, {});
    const found = await creator.find(order);
    expect(result).toMatchObject({ kind: "created", identity: { subject: found?.subject } });
    expect(found?.profile.username).toBe("grace");
    expect((await pools.read("grace"))?.attributes).not.toHaveProperty("website");
    expect(creator.completion(order, found as ProviderIdentity)).toEqual([]);
    expect(pools.calls().slice(0, 2)).toEqual(["AdminCreateUser", "AdminGetUser"]);
  });
});

describe("what follows the creation", () => {
  test("blocks before there is a password to sign in with, then sets the password, then groups, then takes the mark off", async () => {
    const changes = { password: "[secret]", groups: ["editors", "staff", "editors"], isBlocked: true };
    const order = orderOf({ ...changes, username: "grace" });
    const identity = await createdBy(order);
    const { subject } = identity;
    const steps = pools.creator.completion(order, identity);
    expect(steps.map(({ call, fields, secrets }) => [call, fields, secrets])).toEqual([
      ["disable", ["isBlocked"], []],
      ["set-password", ["password"], ["password"]],
      ["add-group", ["groups"], []],
      ["add-group", ["groups"], []],
      ["unmark", [], []],
    ]);
    for (const step of steps) await pools.writer.take(step, { password: goodPassword });
    expect(await pools.read(subject)).toMatchObject({
      status: "CONFIRMED",
      isEnabled: false,
      groups: ["editors", "staff"],
    });
    expect((await pools.read(subject))?.attributes).not.toHaveProperty("website");
  });

  test("names the field when a group is not there", async () => {
    const [step] = pools.creator.completion(orderOf({ groups: ["nowhere"] }), await created());
    if (step === undefined) throw new Error("no step");
    expect(await failureOf(pools.writer.take(step, {}))).toMatchObject({
      kind: "rejected",
      refusals: [{ field: "groups" }],
    });
  });

  test("is nothing where nothing was asked, or the password is temporary", async () => {
    for (const changes of [{}, { password: "[secret]", isPasswordTemporary: true }]) {
      const order = orderOf(changes);
      expect(pools.creator.completion(order, await createdBy(order))).toEqual([]);
    }
  });
});

function longEmail(length: number): string {
  const end = "@example.com";
  const domain = `${"d".repeat(50)}.${"e".repeat(length - 52 - end.length)}${end.replace("@", ".")}`;
  return `g@${domain}`.slice(0, length - 4).concat(".com");
}
