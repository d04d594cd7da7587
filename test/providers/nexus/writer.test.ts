import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { IdentityUpdate, WriteStep } from "../../../src/identity/writer.js";
import { openScope } from "../../../src/platform/call-scope.js";
import { errorOf, keyOf, type NexusHarness, openNexus } from "./nexus-harness.js";

const key = keyOf("everywhere");
let harness: NexusHarness;

beforeAll(async () => {
  harness = await openNexus({ NEXUS_TIMEOUT_MS: "20000" });
});

beforeEach(() => harness.reset());

afterAll(() => harness.close());

async function plan(change: Partial<IdentityUpdate>, of = key) {
  const made = await harness.writer.plan(of, { profile: {}, ...change });
  if (made === null) throw new Error("there is no such user");
  return made;
}

async function stepFor(change: Partial<IdentityUpdate>): Promise<WriteStep> {
  const [step] = (await plan(change)).steps;
  if (step === undefined) throw new Error("nothing would change");
  harness.emulator.clearRequests();
  return step;
}

describe("a plan", () => {
  test("is one call, after one fresh read of the user", async () => {
    const { steps, refusals } = await plan({ profile: { name: "New Name" }, own: { language: "de-DE" } });
    expect(harness.calls()).toEqual(["GetUser"]);
    expect(refusals).toEqual([]);
    expect(steps).toEqual([
      {
        key,
        call: "patch",
        fields: ["name", "language"],
        body: { displayName: "New Name", language: "de-DE" },
        secrets: [],
      },
    ]);
  });

  test("puts each field of the profile where Nexus has it, and e-mail nowhere", async () => {
    const { steps, refusals, changes } = await plan({
      profile: {
        email: "new@example.com",
        emailVerified: false,
        name: "n",
        givenName: "g",
        familyName: "f",
        nickname: "k",
        username: "u",
        picture: "https://a.example/p.png",
        phoneNumber: "+15551234567",
      },
    });
    expect(steps[0]?.body).toEqual({
      displayName: "n",
      givenName: "g",
      familyName: "f",
      nickname: "k",
      username: "u",
      picture: "https://a.example/p.png",
      phoneNumber: "+15551234567",
    });
    expect(refusals).toEqual([]);
    expect(changes.map(({ field }) => field)).not.toContain("email");
  });

  test("has no step and no refusal for an e-mail address alone", async () => {
    expect(await plan({ profile: { email: "new@example.com" } })).toEqual({
      steps: [],
      changes: [],
      refusals: [],
    });
  });

  test("leaves out what is like that already, dates in another spelling too", async () => {
    const { nickname } = (await harness.read(key)).profile;
    const own = {
      language: "en-US",
      isMfaDisabled: false,
      emailVerified: true,
      emailVerifySentDate: "2026-01-01T09:00:00+01:00",
      givenName: "Other",
    };
    const { steps, changes } = await plan({ profile: { nickname: nickname as string }, own });
    expect(steps.map(({ body }) => body)).toEqual([{ givenName: "Other" }]);
    expect(changes).toEqual([{ field: "givenName", before: expect.any(String), after: "Other" }]);
    const { givenName: _, ...same } = own;
    expect((await plan({ own: same })).steps).toEqual([]);
  });

  test("always sends isBlocked, which no read shows", async () => {
    const { steps, changes } = await plan({ own: { isBlocked: false } });
    expect(steps[0]?.body).toEqual({ isBlocked: false });
    expect(changes).toEqual([{ field: "isBlocked", before: null, after: false }]);
  });

  test("names the password and keeps it nowhere", async () => {
    const made = await plan({ own: { password: "[secret]", nickname: "k" } });
    expect(made.steps[0]).toMatchObject({
      fields: ["password", "nickname"],
      body: { nickname: "k" },
      secrets: ["password"],
    });
    expect(made.changes).toContainEqual({ field: "password", before: null, after: null });
    expect(JSON.stringify(made)).not.toContain("[secret]");
  });

  test("takes the provider's own part before the profile, and named fields before open keys", async () => {
    const own = { name: "Own", subject: key.subject, json: { theme: "dark", displayName: "json" } };
    const { steps } = await plan({ profile: { name: "Shared" }, own });
    expect(steps[0]?.body).toEqual({ displayName: "Own", theme: "dark" });
    expect(steps[0]?.fields).toEqual(["json.theme", "name"]);
  });

  test("refuses to clear a value, but not where there is none", async () => {
    const { steps, refusals } = await plan({ profile: { nickname: null, picture: null, email: null } });
    expect(steps).toEqual([]);
    expect(refusals).toEqual([{ field: "nickname", rule: "can't be cleared: Nexus ignores null" }]);
  });

  test("refuses values of the profile that are longer than Nexus takes, by the profile's names", async () => {
    const { steps, refusals } = await plan({ profile: { name: "n".repeat(201), givenName: "g" } });
    expect(steps).toEqual([]);
    expect(refusals).toEqual([{ field: "name", rule: "must have at most 200 characters" }]);
  });

  test("lets a value that is too long stay as it is", async () => {
    const made = await plan({ profile: { name: "D".repeat(250) } }, keyOf("long-values"));
    expect(made).toEqual({ steps: [], changes: [], refusals: [] });
  });
});

describe("taking a step", () => {
  test.each([false, true])("changes the user in one call (answered 204: %s)", async (patchAnswers204) => {
    harness.emulator.settings.patchAnswers204 = patchAnswers204;
    const own = { language: "de-DE", emailVerified: false, emailVerifySentDate: "2026-02-03T04:05:06Z" };
    const step = await stepFor({ profile: { name: "New Name" }, own });
    await harness.writer.take(step, {});
    expect(harness.calls()).toEqual(["PatchUser"]);
    expect(await harness.fieldsOf(key)).toMatchObject({
      name: "New Name",
      language: "de-DE",
      emailVerified: false,
      emailVerifySentDate: new Date("2026-02-03T04:05:06Z"),
      givenName: expect.any(String),
    });
  });

  test("does not mind what a success has for a body", async () => {
    const step = await stepFor({ profile: { name: "New Name" } });
    harness.emulator.faults.set({ kind: "truncated", operation: "PatchUser" });
    await harness.writer.take(step, {});
    expect((await harness.read(key)).profile.name).toBe("New Name");
  });

  test.each([
    ["a cut connection", { kind: "reset" as const }],
    ["500", { kind: "status" as const, status: 500 }],
    ["503", { kind: "status" as const, status: 503 }],
    ["408", { kind: "status" as const, status: 408 }],
    ["a page of HTML", { kind: "html" as const, status: 200 }],
  ])("%s is an unknown outcome, and not repeated", async (_, fault) => {
    const step = await stepFor({ profile: { name: "New Name" } });
    harness.emulator.faults.set({ ...fault, operation: "PatchUser" });
    expect(await errorOf(harness.writer.take(step, {}))).toMatchObject({ kind: "outcome_unknown" });
    expect(harness.calls()).toEqual(["PatchUser"]);
  });

  test.each(["delay_headers", "delay_body"] as const)(
    "an answer that comes too late (%s) is one too",
    async (kind) => {
      const step = await stepFor({ profile: { name: "New Name" } });
      const impatient = await openNexus({ NEXUS_TIMEOUT_MS: "100" });
      impatient.emulator.faults.set({ kind, delayMs: 20_000 });
      expect(await errorOf(impatient.writer.take(step, {}))).toMatchObject({ kind: "outcome_unknown" });
      expect(impatient.calls()).toEqual(["PatchUser"]);
      await impatient.close();
    },
  );

  test.each([
    [401, "unauthorized"],
    [403, "unauthorized"],
    [404, "not_found"],
    [409, "conflict"],
    [429, "throttled"],
    [400, "rejected"],
    [422, "rejected"],
  ])("%i is %s", async (status, kind) => {
    const step = await stepFor({ profile: { name: "New Name" } });
    harness.emulator.faults.set({ kind: "status", status, headers: { "retry-after": "7" } });
    const error = await errorOf(harness.writer.take(step, {}));
    expect(error.kind).toBe(kind);
    expect(error.retryAfterSeconds).toBe(status === 429 ? 7 : undefined);
  });

  test("a server that does not listen is unavailable, because nothing was sent", async () => {
    const gone = await openNexus();
    await gone.close();
    const step = await stepFor({ profile: { name: "New Name" } });
    expect(await errorOf(gone.writer.take(step, {}))).toMatchObject({ kind: "unavailable" });
  });

  test.each([
    [400, "rejected", "is not accepted by Nexus"],
    [409, "conflict", "conflicts with an existing record at Nexus"],
  ])(
    "a %i tells which fields Nexus names, by the caller's names, and says why without a value that was sent",
    async (status, kind, rule) => {
      const step = await stepFor({
        profile: { name: "canary-1" },
        own: { username: "canary-2", language: "de" },
      });
      const body = { status, detail: "displayName 'canary-1' is bad.", errors: { Username: ["canary-2"] } };
      harness.emulator.faults.set({ kind: "status", status, body });
      const error = await errorOf(harness.writer.take(step, {}));
      expect(error).toMatchObject({
        kind,
        refusals: [
          { field: "name", rule: `${rule}: displayName […] is bad. […]` },
          { field: "username", rule: `${rule}: displayName […] is bad. […]` },
        ],
      });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("canary");
    },
  );

  test("what Nexus itself refuses is rejected", async () => {
    const step = await stepFor({ profile: { name: "New Name" } });
    const tooLong = { ...step, body: { displayName: "n".repeat(201) } };
    expect(await errorOf(harness.writer.take(tooLong, {}))).toMatchObject({
      kind: "rejected",
      refusals: [{ field: "name", rule: expect.stringMatching(/^is not accepted by Nexus/) }],
    });
  });
});

describe("reading after a write", () => {
  const others = ["two-pools", "two-connections", "blocked-at-auth0"].map(keyOf);
  const open = () => harness.connected.openSource(openScope());

  test("a user written to recently is read by id, the others by the list", async () => {
    const source = open();
    await Promise.all([
      source.load(key.realm, key.subject, new Date()),
      ...others.map(({ realm, subject }) => source.load(realm, subject, new Date(0))),
    ]);
    expect([...harness.calls()].sort()).toEqual(["GetUser", "ListUsers"]);
  });

  test("NEXUS_LIST_LAG_MS=0 trusts the list at once", async () => {
    const trusting = await openNexus({ NEXUS_LIST_LAG_MS: "0" });
    trusting.reset();
    const source = trusting.connected.openSource(openScope());
    const changedAt = new Date(Date.now() - 1);
    await Promise.all(others.map(({ realm, subject }) => source.load(realm, subject, changedAt)));
    expect(trusting.calls()).toEqual(["ListUsers"]);
    await trusting.close();
  });
});
