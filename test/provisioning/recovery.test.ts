import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { v7 as uuidv7 } from "uuid";
import type { NewWrite } from "../../src/directory/journal.js";
import type { JsonObject } from "../../src/identity/app-metadata.js";
import { toSubject } from "../../src/identity/ids.js";
import type { IdentityKey } from "../../src/identity/link.js";
import { openScope } from "../../src/platform/call-scope.js";
import { writeHandlers } from "../../src/provisioning/handlers/all.js";
import { startCreation } from "../../src/provisioning/handlers/create-identity.js";
import { startUpdate, type UpdateProgress } from "../../src/provisioning/handlers/update-user.journal.js";
import { updateUser } from "../../src/provisioning/handlers/update-user.js";
import { openCreator } from "../../src/provisioning/open-writer.js";
import { type RecoveryRound, recover, startRecovery } from "../../src/provisioning/recovery.js";
import { giveUpRetained, runWrite } from "../../src/provisioning/runner.js";
import type { Run } from "../../src/provisioning/write-handler.js";
import type { SamplePerson } from "../../src/sandbox/person.js";
import { sandboxRealms } from "../../src/sandbox/realms.js";
import { sharedStoreKinds, type TestStore } from "../support/directories.js";
import { writingCalls } from "../support/mutations.js";
import { personCalled } from "../support/sample.js";
import { openWriteHarness, type WriteHarness } from "../support/write-harness.js";

const leaseMs = 30_000;
const dayMs = 24 * 60 * 60 * 1_000;
/** Stands wherever a value was sent that the journal must not keep. */
const canary = "canary";
const [staffPool] = sandboxRealms.cognito;

describe.each(sharedStoreKinds)("a write whose process died, on $name", (kind) => {
  let store: TestStore;
  let harness: WriteHarness;
  let person: SamplePerson;
  let key: IdentityKey;

  beforeAll(async () => {
    store = await kind.create();
  });
  afterAll(() => store.remove());
  beforeEach(async () => {
    harness = await openWriteHarness(store);
    person = personCalled("person-30", harness.sandbox.people);
    const subject = toSubject(person.auth0[0]?.user_id ?? "");
    key = { provider: "AUTH0", realm: sandboxRealms.auth0, subject };
  });
  afterEach(() => harness.close());

  /** Leaves a write behind, as a process does that dies after it has recorded it. */
  const leave = async (given: Pick<NewWrite, "kind" | "progress"> & Partial<NewWrite>): Promise<string> => {
    const id = given.id ?? uuidv7();
    const lease = { holder: randomUUID(), durationMs: leaseMs };
    const own = { userId: person.userId, idempotencyKey: "key", fields: ["profile.nickname"], touched: [] };
    const write = { actor: "client-1", digest: "sha256:abc", ...own, ...given, id, lease };
    expect(await harness.directory.journal.begin(write)).toEqual({ kind: "started" });
    return id;
  };
  const leaveUpdate = (own: JsonObject = { nickname: canary }) =>
    leave({
      kind: "update_user",
      progress: { requested: [{ key, change: { profile: {}, own } }], planned: null, steps: [] },
    });
  const creator = () => openCreator("COGNITO", harness.environment, openScope({ timeoutMs: 10_000 }));
  /** A creation whose process died after Cognito had made the user. */
  const leaveCreation = async (given: JsonObject = {}) => {
    const id = uuidv7();
    const input = { realm: staffPool, email: `${canary}@example.com`, familyName: "Hopper", ...given };
    const start = { provider: "COGNITO", writeId: id, now: new Date(), isForNewUser: true } as const;
    const progress = { ...(await startCreation(creator(), input, start)), isSent: true };
    const order = { ...progress.order, startedAt: new Date(progress.order.startedAt) };
    expect(await creator().create(order, {})).toMatchObject({ kind: "created" });
    await leave({
      id,
      kind: "create_identity",
      userId: null,
      idempotencyKey: null,
      progress,
    });
    return { id, order };
  };
  const recoverAll = (environment = harness.environment) => recover(environment, writeHandlers);
  const outcomeOf = async (id: string) => (await harness.directory.journal.find(id))?.outcome;
  const nothing = { completed: [], pending: [], failed: [] };

  test("is left alone while its lease lives, and then finished, once", async () => {
    const id = await leaveUpdate();
    harness.clock.ms += leaseMs - 1;
    expect(await recoverAll()).toEqual(nothing);
    harness.clock.ms += 1;
    expect(await recoverAll()).toEqual({ ...nothing, completed: [id] });
    expect(await recoverAll()).toEqual(nothing);
    expect(await outcomeOf(id)).toMatchObject({
      userId: person.userId,
      identities: [{ status: "APPLIED", appliedFields: ["nickname"] }],
    });
    expect(writingCalls(harness.sandbox).auth0).toEqual(["UpdateUser"]);
  });

  test("is done once by two recoveries at once", async () => {
    const other = await harness.openAnother();
    const id = await leaveUpdate();
    harness.clock.ms += leaseMs;
    const rounds = await Promise.all([recoverAll(), recoverAll(other)]);
    expect(rounds.flatMap(({ completed }) => completed)).toEqual([id]);
    expect(writingCalls(harness.sandbox).auth0).toEqual(["UpdateUser"]);
    expect(await harness.directory.journal.listAudit({ limit: 10 })).toHaveLength(1);
  });

  test("waits, and is looked at again, while its provider does not answer", async () => {
    harness.sandbox.auth0.faults.set({ kind: "reset", operation: "UpdateUser" });
    const id = await leaveUpdate();
    harness.clock.ms += leaseMs;
    expect(await recoverAll()).toEqual({ ...nothing, pending: [id] });
    harness.sandbox.auth0.faults.clear();
    expect(await recoverAll()).toEqual({ ...nothing, completed: [id] });
  });

  test("that throws is reported with its id, and does not keep the others waiting", async () => {
    const broken = await leaveUpdate();
    const other = personCalled("person-31", harness.sandbox.people).userId;
    harness.clock.ms += 1;
    const id = await leave({
      kind: "unlink_identity",
      userId: other,
      progress: { key },
      idempotencyKey: null,
    });
    harness.clock.ms += leaseMs;
    const error = new Error("a bug");
    const failing = { ...updateUser, run: () => Promise.reject(error) };
    const handlers = new Map(writeHandlers).set("update_user", failing);

    const round = await recover(harness.environment, handlers);

    expect(round).toEqual({ completed: [id], pending: [], failed: [{ writeId: broken, error }] });
  });

  test("stopping waits for the write in progress and leaves the others to the next start", async () => {
    const first = await leaveUpdate();
    const other = personCalled("person-31", harness.sandbox.people).userId;
    harness.clock.ms += 1;
    const second = await leave({
      kind: "unlink_identity",
      userId: other,
      progress: { key },
      idempotencyKey: null,
    });
    harness.clock.ms += leaseMs;
    const rounds: RecoveryRound[] = [];
    const started = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const slow = {
      ...updateUser,
      run: async (run: Run<UpdateProgress>) => {
        started.resolve();
        await mayEnd.promise;
        return updateUser.run(run);
      },
    };
    const timer = startRecovery({
      environment: harness.environment,
      handlers: new Map(writeHandlers).set("update_user", slow),
      pauseMs: 1,
      onRound: (round) => rounds.push(round),
      onParkedCount: () => undefined,
      onError: (error) => Promise.reject(error),
    });
    await started.promise;

    const stopped = timer.stop();
    mayEnd.resolve();
    await stopped;

    expect(rounds).toEqual([{ ...nothing, completed: [first] }]);
    expect(await harness.directory.journal.find(second)).toMatchObject({ state: "started" });
    expect(await recoverAll()).toEqual({ ...nothing, completed: [second] });
  });

  /** An update with a password for which no answer came. */
  const leaveWithPassword = async () => {
    const own = { email: "found@example.com", password: "[secret]" };
    harness.sandbox.auth0.faults.set({ kind: "reset", operation: "UpdateUser" });
    const request = {
      handler: updateUser,
      actor: "client-1",
      userId: person.userId,
      idempotencyKey: "key",
      input: { own },
      secrets: { "AUTH0.password": `${canary}-Horse-7` },
      progress: startUpdate([{ key, change: { profile: {}, own }, fields: Object.keys(own) }]),
      fields: ["auth0.email", "auth0.password"],
      touched: [key],
    };
    const run = await runWrite(harness.environment, writeHandlers, request);
    const [left] = await harness.directory.journal.listStarted({ limit: 10 });
    expect(run).toEqual({ kind: "pending", writeId: left?.id, isParked: false, progress: left?.progress });
    expect(JSON.stringify(left)).toContain("found@example.com");
    expect(JSON.stringify(left)).not.toContain(canary);
    harness.sandbox.auth0.faults.clear();
    return { id: left?.id ?? "", request };
  };

  test("a pending update keeps its password while its process lives, and no other process takes it", async () => {
    const { id } = await leaveWithPassword();
    const other = await harness.openAnother();
    expect(await recoverAll(other)).toEqual(nothing);
    expect(await recoverAll()).toEqual({ ...nothing, completed: [id] });
    expect(await outcomeOf(id)).toMatchObject({
      identities: [
        { status: "APPLIED", appliedFields: expect.arrayContaining(["email", "password"]), failure: null },
      ],
    });
  });

  test("an update whose password went with the process does the rest, and the same request with the password completes it", async () => {
    const { id, request } = await leaveWithPassword();
    const other = await harness.openAnother();
    harness.clock.ms += leaseMs;
    expect(await recoverAll(other)).toEqual({ ...nothing, completed: [id] });
    const email = expect.arrayContaining(["email"]);
    expect(await outcomeOf(id)).toMatchObject({
      identities: [{ status: "FAILED", appliedFields: email, failure: { kind: "secret_lost" } }],
    });

    const again = await runWrite(other, writeHandlers, request);

    expect(again).toMatchObject({
      ...{ kind: "completed", writeId: id },
      outcome: {
        identities: [
          { status: "APPLIED", appliedFields: expect.arrayContaining(["email", "password"]), failure: null },
        ],
      },
    });
    expect(await runWrite(other, writeHandlers, request)).toEqual(again);
    expect(await harness.directory.journal.find(id)).toMatchObject({ deaths: 0 });
  });

  test("a process that stops lets the others have the writes whose passwords it has, which is no death", async () => {
    const { id } = await leaveWithPassword();
    await giveUpRetained(harness.environment);
    const other = await harness.openAnother();
    expect(await recoverAll(other)).toEqual({ ...nothing, completed: [id] });
    expect(await harness.directory.journal.find(id)).toMatchObject({ deaths: 0, state: "finished" });
  });

  test("a creation that Cognito has carried out is found, completed and linked", async () => {
    const before = await harness.directory.countUsers();
    const { id } = await leaveCreation({ groups: ["editors"], isBlocked: true });
    harness.clock.ms += leaseMs;
    expect(await recoverAll()).toEqual({ ...nothing, completed: [id] });
    const outcome = (await outcomeOf(id)) as { userId: string; key: IdentityKey };
    const userKey = { kind: "subject", provider: "COGNITO", subject: outcome.key.subject } as const;
    const owners = [...(await harness.directory.findUsers([userKey])).values()].flat();
    expect(owners.map((user) => user.id)).toEqual([outcome.userId]);
    expect(await harness.directory.countUsers()).toBe(before + 1);
    expect(writingCalls(harness.sandbox).cognito).toEqual([
      "AdminCreateUser",
      "AdminDisableUser",
      "AdminAddUserToGroup",
    ]);
  });

  test("a creation whose password went with the process is undone, and nothing is left", async () => {
    const before = await harness.directory.countUsers();
    const { id, order } = await leaveCreation({ password: "[secret]" });
    expect(await creator().find(order)).not.toBeNull();
    harness.clock.ms += leaseMs;
    expect(await recoverAll()).toEqual({ ...nothing, completed: [id] });
    expect(await harness.directory.journal.find(id)).toMatchObject({
      state: "undone",
      outcome: { kind: "failed", failure: { kind: "secret_lost" } },
    });
    expect(await creator().find(order)).toBeNull();
    expect(await harness.directory.countUsers()).toBe(before);
  });

  test("a creation that arrives only after recovery has looked for it leaves nothing behind", async () => {
    const id = uuidv7();
    const input = { realm: staffPool, email: `${canary}@example.com`, password: "Late-Arrival-2026" };
    const start = { provider: "COGNITO", writeId: id, now: new Date(), isForNewUser: true } as const;
    const progress = { ...(await startCreation(creator(), input, start)), isSent: true };
    const own = { id, kind: "create_identity", userId: null, idempotencyKey: null };
    await leave({ ...own, progress });
    harness.clock.ms += leaseMs;
    expect(await recoverAll()).toEqual({ ...nothing, pending: [id] });
    const order = { ...progress.order, startedAt: new Date(progress.order.startedAt) };
    expect(await creator().create(order, { password: input.password })).toMatchObject({ kind: "created" });
    harness.clock.ms += leaseMs;
    expect(await recoverAll()).toEqual({ ...nothing, completed: [id] });
    expect(await outcomeOf(id)).toMatchObject({ kind: "failed", failure: { kind: "secret_lost" } });
    expect(await creator().find(order)).toBeNull();
  });

  test("a creation whose password is gone and that never arrives is given up after a lease", async () => {
    const id = uuidv7();
    const input = { realm: staffPool, email: `${canary}@example.com`, password: "Never-Arrives-2026" };
    const start = { provider: "COGNITO", writeId: id, now: new Date(), isForNewUser: true } as const;
    const progress = { ...(await startCreation(creator(), input, start)), isSent: true };
    const own = { id, kind: "create_identity", userId: null, idempotencyKey: null };
    await leave({ ...own, progress });
    for (const waitMs of [leaseMs, leaseMs - 1]) {
      harness.clock.ms += waitMs;
      expect(await recoverAll()).toEqual({ ...nothing, pending: [id] });
    }
    harness.clock.ms += 1;
    expect(await recoverAll()).toEqual({ ...nothing, completed: [id] });
    expect(await outcomeOf(id)).toMatchObject({ kind: "failed", failure: { kind: "secret_lost" } });
  });

  test("keeps no value once it has ended, and its audit says who, what, which fields and how it ended", async () => {
    const ids = [await leaveUpdate(), (await leaveCreation()).id];
    harness.clock.ms += leaseMs;
    await recoverAll();
    const { journal } = harness.directory;
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
          at: new Date(harness.clock.ms),
        }),
        expect.objectContaining({ writeId: ids[1], kind: "create_identity", result: "CREATED" }),
      ]),
    );
    expect(JSON.stringify([rows, audit])).not.toContain(canary);
  });

  test("is forgotten after a day, and its idempotency key is free again", async () => {
    const id = await leaveUpdate();
    harness.clock.ms += leaseMs;
    await recoverAll();
    harness.clock.ms += dayMs;
    await recoverAll();
    expect(await harness.directory.journal.find(id)).not.toBeNull();
    harness.clock.ms += 1;
    await recoverAll();
    expect(await harness.directory.journal.find(id)).toBeNull();
    await leaveUpdate({ nickname: "again" });
    expect(await harness.directory.journal.listAudit({ limit: 10 })).toHaveLength(1);
  });
});
