import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { JsonObject } from "../../../src/identity/app-metadata.js";
import { toSubject } from "../../../src/identity/ids.js";
import { NexusRole } from "../../../src/providers/nexus/types.records.js";
import { personSeed, toPerson } from "../../../src/sandbox/person.js";
import { sandboxRealms } from "../../../src/sandbox/realms.js";
import { toNexusIdentity, toNexusRecord } from "../../../src/sandbox/records.js";
import { personCalled } from "../../support/sample.js";
import { errorOf, keyOf, type NexusHarness, openNexus, people } from "./nexus-harness.js";

const key = keyOf("everywhere");
const auth0UserId = personCalled("everywhere", people).auth0[0]?.user_id ?? "";
const gone = keyOf("gone-at-nexus").subject;

const order = (changes: JsonObject = {}): JsonObject => ({
  audience: "https://api.example.com",
  attributes: [],
  connection: { connectionId: "district" },
  ...changes,
});

let harness: NexusHarness;

beforeAll(async () => {
  harness = await openNexus({ NEXUS_TIMEOUT_MS: "20000" });
});

beforeEach(() => harness.reset());

afterAll(() => harness.close());

async function rolesFor(changes: JsonObject): Promise<unknown[]> {
  const result = await harness.sync.sync(key.subject, order(changes));
  return (result?.roles ?? []).map(({ id }) => id);
}

describe("a sync", () => {
  test("is one call that keeps attributes and answers the identity with what Nexus asserts", async () => {
    const attributes = [
      { key: "costCenter", value: "CC-99" },
      { key: "desk", value: null },
      { key: "floor" },
    ];
    const result = await harness.sync.sync(key.subject, order({ attributes, clientUpnKey: null }));
    expect(harness.calls()).toEqual(["SyncUserIdentity"]);
    expect(result?.isAuthenticated).toBe(true);
    expect(result?.identity).toMatchObject({
      ...key,
      profile: { email: personCalled("everywhere", people).email },
      assertedKeys: [{ provider: "AUTH0", realm: sandboxRealms.auth0, subject: auth0UserId }],
    });
    expect((await harness.fieldsOf(key)).attributes).toMatchObject([
      { name: "costCenter", value: "CC-99" },
      { name: "desk", value: null },
      { name: "floor", value: null },
    ]);
  });

  test("answers the roles of the groups, and those of an audience for that audience only", async () => {
    const connection = { connectionId: "district", groups: ["staff", "auditors"] };
    expect(await rolesFor({})).toEqual(["role-member"]);
    expect(await rolesFor({ connection })).toEqual(["role-member", "role-staff"]);
    expect(await rolesFor({ connection, audience: "https://reports.example.com" })).toEqual([
      "role-member",
      "role-staff",
      "role-auditor",
    ]);
    expect(await rolesFor({ connection: { ...connection, connectionId: "elsewhere" } })).toEqual([
      "role-member",
    ]);
  });

  test("answers roles that NexusRole can show", async () => {
    const result = await harness.sync.sync(key.subject, order());
    const shown = (result?.roles ?? []).map((role) => NexusRole.present(role));
    expect(shown).toEqual([expect.any(NexusRole.objectType)]);
    expect(shown).toMatchObject([
      { id: "role-member", name: "Member", description: "May sign in.", expires: null },
    ]);
  });

  test("leaves the connection's groups alone when none are given", async () => {
    await harness.sync.sync(key.subject, order());
    expect((await harness.fieldsOf(key)).idpIdentities).toMatchObject([{ groups: ["staff"] }]);
    await harness.sync.sync(key.subject, order({ connection: { connectionId: "district", groups: [] } }));
    expect((await harness.fieldsOf(key)).idpIdentities).toMatchObject([{ groups: [] }]);
  });

  test("is null for a user whom Nexus does not have", async () => {
    expect(await harness.sync.sync(gone, order())).toBeNull();
  });

  test("whose answer is lost has an unknown outcome, and doing it again does no harm", async () => {
    const input = order({ attributes: [{ key: "desk", value: "7" }] });
    harness.emulator.faults.set({ kind: "lost", times: 1 });
    expect(await errorOf(harness.sync.sync(key.subject, input))).toMatchObject({ kind: "outcome_unknown" });
    expect(await harness.sync.sync(key.subject, input)).toMatchObject({ isAuthenticated: true });
    expect(harness.calls()).toEqual(["SyncUserIdentity", "SyncUserIdentity"]);
    const attributes = (await harness.fieldsOf(key)).attributes as readonly { readonly name: string }[];
    expect(attributes.map(({ name }) => name)).toEqual(["costCenter", "desk"]);
  });

  test.each([
    ["half an answer", { kind: "truncated" as const }],
    ["no JSON", { kind: "garbage" as const }],
    ["a page of HTML", { kind: "html" as const }],
    ["500", { kind: "status" as const, status: 500 }],
  ])("with %s has an unknown outcome", async (_, fault) => {
    harness.emulator.faults.set(fault);
    expect(await errorOf(harness.sync.sync(key.subject, order()))).toMatchObject({ kind: "outcome_unknown" });
  });

  test.each([
    [400, "rejected"],
    [403, "unauthorized"],
    [409, "conflict"],
    [429, "throttled"],
  ])("that is answered %i is %s", async (status, kind) => {
    harness.emulator.faults.set({ kind: "status", status });
    expect(await errorOf(harness.sync.sync(key.subject, order()))).toMatchObject({ kind });
    expect(harness.calls()).toEqual(["SyncUserIdentity"]);
  });

  test.each([
    ["another user", { userId: "NX-other" }],
    ["no user id", {}],
    ["a record of another user", { userId: key.subject, user: { id: "NX-other" } }],
  ])("whose answer has %s is malformed", async (_, body) => {
    harness.emulator.faults.set({ kind: "status", status: 200, body });
    expect(await errorOf(harness.sync.sync(key.subject, order()))).toMatchObject({ kind: "malformed" });
  });

  test.each([
    ["no user", { userId: key.subject, roles: null }],
    ["a user without identities", { userId: key.subject, user: { id: key.subject } }],
  ])("whose answer has %s reads what Nexus asserts afresh", async (_, body) => {
    harness.emulator.faults.set({ kind: "status", status: 200, body, operation: "SyncUserIdentity" });
    expect(await harness.sync.sync(key.subject, order())).toMatchObject({
      roles: [],
      isAuthenticated: null,
      identity: { assertedKeys: [{ subject: auth0UserId }] },
    });
    expect(harness.calls()).toEqual(["SyncUserIdentity", "GetUser"]);
    harness.emulator.faults.set({ kind: "status", status: 429, operation: "GetUser" });
    expect(await errorOf(harness.sync.sync(key.subject, order()))).toMatchObject({ kind: "outcome_unknown" });
  });
});

describe("reading before a sync", () => {
  test("is one call, and null for a user whom Nexus does not have", async () => {
    expect(await harness.sync.read(key.subject)).toMatchObject(key);
    expect(await harness.sync.read(gone)).toBeNull();
    expect(harness.calls()).toEqual(["GetUser", "GetUser"]);
  });
});

describe("finding a user by an Auth0 connection", () => {
  test("is one call that answers the identity with what Nexus asserts", async () => {
    const found = await harness.sync.findByConnection("district", auth0UserId);
    expect(found).toMatchObject({ ...key, assertedKeys: [{ subject: auth0UserId }] });
    expect(harness.calls()).toEqual(["FindUserByConnection"]);
    expect(harness.emulator.requests[0]?.path).toContain("%7C");
  });

  test("is null when no user has that Auth0 user on that connection", async () => {
    expect(await harness.sync.findByConnection("self-signup", auth0UserId)).toBeNull();
    expect(await harness.sync.findByConnection("district", "auth0|nobody")).toBeNull();
  });

  test.each([
    ["o'brien", "auth0|it's"],
    ["''", "auth0|'"],
    ["a/b", "samlp|x/../y?z=1#f"],
    ["ünïcode", "auth0|名前😀"],
    ["100%", "auth0|%27),x='"],
    ["a,b)", "auth0|a','azoUserId='b"],
  ])("takes connection %s and Auth0 user %s as they are", async (azoConnectionId, azoUserId) => {
    const seed = personSeed(700);
    const identities = [{ ...toNexusIdentity(seed), azoConnectionId, azoUserId }];
    const person = toPerson(seed, { slug: "odd", about: "", nexus: [toNexusRecord(seed, { identities })] });
    harness.emulator.seed([...people, person]);
    const found = await harness.sync.findByConnection(azoConnectionId, azoUserId);
    expect(found?.subject).toBe(seed.nexusUserId);
    expect(found?.assertedKeys.map(({ subject }) => subject)).toEqual([toSubject(azoUserId)]);
  });

  test("does not take another user's record for the answer", async () => {
    const body = personCalled("two-pools", people).nexus[0];
    harness.emulator.faults.set({ kind: "status", status: 200, body });
    expect(await errorOf(harness.sync.findByConnection("district", auth0UserId))).toMatchObject({
      kind: "malformed",
    });
  });

  test("fails as every read does", async () => {
    harness.emulator.faults.set({ kind: "reset" });
    expect(await errorOf(harness.sync.findByConnection("district", auth0UserId))).toMatchObject({
      kind: "unavailable",
    });
  });
});
