import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { v7 as uuidv7 } from "uuid";
import type { NewWrite } from "../../src/directory/journal.js";
import type { JsonObject } from "../../src/identity/app-metadata.js";
import { toSubject } from "../../src/identity/ids.js";
import type { IdentityKey } from "../../src/identity/link.js";
import { openScope } from "../../src/platform/call-scope.js";
import { openCreator, startCreation } from "../../src/provisioning/create-identity.js";
import { recover } from "../../src/provisioning/recover.js";
import { writeHandlers } from "../../src/provisioning/write-handlers.js";
import { runWrite } from "../../src/provisioning/write-runner.js";
import type { SamplePerson } from "../../src/sandbox/person.js";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import { sharedStoreKinds, type TestStore } from "../support/directories.js";
import { writingCalls } from "../support/mutations.js";
import { personCalled } from "../support/sample.js";
import { openWriteWorld, type WriteWorld } from "../support/write-world.js";

const leaseMs = 30_000;
const dayMs = 24 * 60 * 60 * 1_000;
/** Stands wherever a value was sent that the journal must not keep. */
const canary = "canary";
const [staffPool] = sandboxRealms.cognito;

describe.each(sharedStoreKinds)("a write whose process died, on $name", (kind) => {
  let store: TestStore;
  let world: WriteWorld;
  let person: SamplePerson;
  let key: IdentityKey;

  beforeAll(async () => {
    store = await kind.create();
  });
  afterAll(() => store.remove());
  beforeEach(async () => {
    world = await openWriteWorld(store);
    person = personCalled("person-30", world.sandbox.people);
    const subject = toSubject(person.auth0[0]?.user_id ?? "");
    key = { provider: "AUTH0", realm: sandboxRealms.auth0, subject };
  });
  afterEach(() => world.close());

  /** Leaves a write behind, as a process does that dies after it has recorded it. */
  const leave = async (given: Pick<NewWrite, "kind" | "progress"> & Partial<NewWrite>): Promise<string> => {
    const id = given.id ?? uuidv7();
    const lease = { holder: randomUUID(), durationMs: leaseMs };
    const own = { userId: person.userId, idempotencyKey: "key", fields: ["profile.nickname"], touched: [] };
    const write = { actor: "client-1", digest: "sha256:abc", ...own, ...given, id, lease };
    expect(await world.directory.journal.begin(write)).toEqual({ kind: "begun" });
    return id;
  };
  const leaveUpdate = (own: JsonObject = { nickname: canary }) =>
    leave({
      kind: "update_user",
      progress: { wanted: [{ key, change: { profile: {}, own } }], planned: null, steps: [] } as never,
    });
  const creator = () => openCreator("COGNITO", world.environment, openScope({ timeoutMs: 10_000 }));
  /** A creation whose process died after Cognito had made the user. */
  const leaveCreation = async (given: JsonObject = {}) => {
    const id = uuidv7();
    const input = { userPoolId: staffPool, email: `${canary}@example.com`, familyName: "Hopper", ...given };
    const start = { provider: "COGNITO", writeId: id, now: new Date(), isForNewUser: true } as const;
    const progress = { ...(await startCreation(creator(), input, start)), isSent: true };
    const order = { ...progress.order, startedAt: new Date(progress.order.startedAt) };
    expect(await creator().create(order, {})).toMatchObject({ kind: "created" });
    await leave({
      id,
      kind: "create_identity",
      userId: null,
      idempotencyKey: null,
      progress: progress as never,
    });
    return { id, order };
  };
  const recoverAll = (environment = world.environment) => recover(environment, writeHandlers);
  const outcomeOf = async (id: string) => (await world.directory.journal.find(id))?.outcome;
  const nothing = { settled: [], pending: [] };

  test("is left alone while its lease lives, and then finished, once", async () => {
    const id = await leaveUpdate();
    world.clock.ms += leaseMs - 1;
    expect(await recoverAll()).toEqual(nothing);
    world.clock.ms += 1;
    expect(await recoverAll()).toEqual({ settled: [id], pending: [] });
    expect(await recoverAll()).toEqual(nothing);
    expect(await outcomeOf(id)).toMatchObject({
      userId: person.userId,
      identities: [{ status: "APPLIED", appliedFields: ["nickname"] }],
    });
    expect(writingCalls(world.sandbox).auth0).toEqual(["UpdateUser"]);
  });

  test("is done once by two recoveries at once", async () => {
    const other = await world.openAnother();
    const id = await leaveUpdate();
    world.clock.ms += leaseMs;
    const rounds = await Promise.all([recoverAll(), recoverAll(other)]);
    expect(rounds.flatMap(({ settled }) => settled)).toEqual([id]);
    expect(writingCalls(world.sandbox).auth0).toEqual(["UpdateUser"]);
    expect(await world.directory.journal.listAudit({ limit: 10 })).toHaveLength(1);
  });

  test("waits, and is looked at again, while its provider does not answer", async () => {
    world.sandbox.auth0.faults.set({ kind: "reset", operation: "UpdateUser" });
    const id = await leaveUpdate();
    world.clock.ms += leaseMs;
    expect(await recoverAll()).toEqual({ settled: [], pending: [id] });
    world.sandbox.auth0.faults.clear();
    expect(await recoverAll()).toEqual({ settled: [id], pending: [] });
  });

  test("an update whose password went with the process does the rest, and says that the password failed", async () => {
    const password = `${canary}-Horse-7`;
    const own = { email: "found@example.com", password: "[secret]" };
    world.sandbox.auth0.faults.set({ kind: "reset", operation: "UpdateUser" });
    const run = await runWrite(world.environment, writeHandlers, {
      handler: writeHandlers.get("update_user") as never,
      actor: "client-1",
      userId: person.userId,
      idempotencyKey: "key",
      input: { own },
      secrets: { "AUTH0.password": password },
      progress: { wanted: [{ key, change: { profile: {}, own } }], planned: null, steps: [] } as never,
      fields: ["auth0.email", "auth0.password"],
      touched: [key],
    });
    const [left] = await world.directory.journal.listStarted({ limit: 10 });
    expect(run).toEqual({ kind: "pending", writeId: left?.id, write: left });
    expect(JSON.stringify(left)).toContain("found@example.com");
    expect(JSON.stringify(left)).not.toContain(canary);
    world.sandbox.auth0.faults.clear();
    await recoverAll();
    expect(await outcomeOf(left?.id ?? "")).toMatchObject({
      identities: [
        {
          status: "FAILED",
          appliedFields: expect.arrayContaining(["email"]),
          failure: { kind: "secret_lost" },
        },
      ],
    });
  });

  test("a creation that Cognito has carried out is found, completed and linked", async () => {
    const before = await world.directory.countUsers();
    const { id } = await leaveCreation({ groups: ["editors"], blocked: true });
    world.clock.ms += leaseMs;
    expect(await recoverAll()).toEqual({ settled: [id], pending: [] });
    const outcome = (await outcomeOf(id)) as { userId: string; key: IdentityKey };
    const userKey = { kind: "subject", provider: "COGNITO", subject: outcome.key.subject } as const;
    const owners = [...(await world.directory.findUsers([userKey])).values()].flat();
    expect(owners.map((user) => user.id)).toEqual([outcome.userId]);
    expect(await world.directory.countUsers()).toBe(before + 1);
    expect(writingCalls(world.sandbox).cognito).toEqual([
      "AdminCreateUser",
      "AdminAddUserToGroup",
      "AdminDisableUser",
    ]);
  });

  test("a creation whose password went with the process is undone, and nothing is left", async () => {
    const before = await world.directory.countUsers();
    const { id, order } = await leaveCreation({ password: "[secret]" });
    expect(await creator().find(order)).not.toBeNull();
    world.clock.ms += leaseMs;
    expect(await recoverAll()).toEqual({ settled: [id], pending: [] });
    expect(await world.directory.journal.find(id)).toMatchObject({
      state: "undone",
      outcome: { kind: "failed", failure: { kind: "secret_lost" } },
    });
    expect(await creator().find(order)).toBeNull();
    expect(await world.directory.countUsers()).toBe(before);
  });

  test("a creation that arrives only after recovery has looked for it leaves nothing behind", async () => {
    const id = uuidv7();
    const input = { userPoolId: staffPool, email: `${canary}@example.com`, password: "Late-Arrival-2026" };
    const start = { provider: "COGNITO", writeId: id, now: new Date(), isForNewUser: true } as const;
    const progress = { ...(await startCreation(creator(), input, start)), isSent: true };
    const own = { id, kind: "create_identity", userId: null, idempotencyKey: null };
    await leave({ ...own, progress: progress as never });
    world.clock.ms += leaseMs;
    expect(await recoverAll()).toEqual({ settled: [], pending: [id] });
    const order = { ...progress.order, startedAt: new Date(progress.order.startedAt) };
    expect(await creator().create(order, { password: input.password })).toMatchObject({ kind: "created" });
    world.clock.ms += leaseMs;
    expect(await recoverAll()).toEqual({ settled: [id], pending: [] });
    expect(await outcomeOf(id)).toMatchObject({ kind: "failed", failure: { kind: "secret_lost" } });
    expect(await creator().find(order)).toBeNull();
  });

  test("a creation whose password is gone and that never arrives is given up after a lease", async () => {
    const id = uuidv7();
    const input = { userPoolId: staffPool, email: `${canary}@example.com`, password: "Never-Arrives-2026" };
    const start = { provider: "COGNITO", writeId: id, now: new Date(), isForNewUser: true } as const;
    const progress = { ...(await startCreation(creator(), input, start)), isSent: true };
    const own = { id, kind: "create_identity", userId: null, idempotencyKey: null };
    await leave({ ...own, progress: progress as never });
    for (const waitMs of [leaseMs, leaseMs - 1]) {
      world.clock.ms += waitMs;
      expect(await recoverAll()).toEqual({ settled: [], pending: [id] });
    }
    world.clock.ms += 1;
    expect(await recoverAll()).toEqual({ settled: [id], pending: [] });
    expect(await outcomeOf(id)).toMatchObject({ kind: "failed", failure: { kind: "secret_lost" } });
  });

  test("keeps no value once it is settled, and its audit says who, what, which fields and how it ended", async () => {
    const ids = [await leaveUpdate(), (await leaveCreation()).id];
    world.clock.ms += leaseMs;
    await recoverAll();
    const { journal } = world.directory;
    const rows = await Promise.all(ids.map((id) => journal.find(id)));
    const audit = await journal.listAudit({ limit: 10 });
    expect(rows.map((row) => row?.state)).toEqual(["finished", "finished"]);
    expect(audit).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          writeId: ids[0],
          kind: "update_user",
          actor: "client-1",
          userId: person.userId,
          fields: ["profile.nickname"],
          result: "APPLIED",
          at: new Date(world.clock.ms),
        }),
        expect.objectContaining({ writeId: ids[1], kind: "create_identity", result: "CREATED" }),
      ]),
    );
    expect(JSON.stringify([rows, audit])).not.toContain(canary);
  });

  test("is forgotten after a day, and its idempotency key is free again", async () => {
    const id = await leaveUpdate();
    world.clock.ms += leaseMs;
    await recoverAll();
    world.clock.ms += dayMs;
    await recoverAll();
    expect(await world.directory.journal.find(id)).not.toBeNull();
    world.clock.ms += 1;
    await recoverAll();
    expect(await world.directory.journal.find(id)).toBeNull();
    await leaveUpdate({ nickname: "again" });
    expect(await world.directory.journal.listAudit({ limit: 10 })).toHaveLength(1);
  });
});
