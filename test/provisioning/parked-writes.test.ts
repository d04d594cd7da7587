import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { v7 as uuidv7 } from "uuid";
import type { JsonObject } from "../../src/identity/app-metadata.js";
import { writeHandlers } from "../../src/provisioning/handlers/all.js";
import { recover } from "../../src/provisioning/recovery.js";
import { type ParkedWrite, runWrite, type WriteEnvironment } from "../../src/provisioning/runner.js";
import { jsonObject } from "../../src/provisioning/stored-values.js";
import { toLinksTurn, type WriteHandler, type WriteHandlers } from "../../src/provisioning/write-handler.js";
import { sharedStoreKinds, type TestStore } from "../support/directories.js";
import { personCalled } from "../support/sample.js";
import { openWriteHarness, type WriteHarness } from "../support/write-harness.js";

const leaseMs = 30_000;
const nothing = { completed: [], pending: [], failed: [] };

describe.each(sharedStoreKinds)("a write that kills its processes, on $name", (kind) => {
  let store: TestStore;
  let harness: WriteHarness;
  let environment: WriteEnvironment;
  let parked: ParkedWrite[];
  let deaths: number;

  beforeAll(async () => {
    store = await kind.create();
  });
  afterAll(() => store.remove());
  beforeEach(async () => {
    harness = await openWriteHarness(store);
    parked = [];
    deaths = 0;
    environment = { ...harness.environment, timeoutMs: 100, onParked: (write) => parked.push(write) };
  });
  afterEach(() => harness.close());

  const toHandlers = (run: WriteHandler["run"]): WriteHandlers =>
    new Map([
      [
        "update_user",
        {
          ...{ kind: "update_user", progress: jsonObject, outcome: jsonObject, run, mayWait: false },
          turns: (_progress, userId) => (userId === null ? [] : [toLinksTurn(userId)]),
        },
      ],
    ]);
  /** Each process that works on the write dies in the middle of it. */
  const deadly = (onDeath: () => void) =>
    toHandlers(() => {
      deaths += 1;
      onDeath();
      return new Promise(() => {});
    });
  const ask = (
    handlers: WriteHandlers,
    given: { input?: JsonObject; progress?: JsonObject; idempotencyKey?: string } = {},
  ) =>
    runWrite(environment, handlers, {
      id: uuidv7(),
      handler: handlers.get("update_user") as WriteHandler,
      actor: "client-1",
      userId: personCalled("person-30", harness.sandbox.people).userId,
      idempotencyKey: "key",
      input: {},
      secrets: {},
      progress: { parts: [] },
      fields: [],
      touched: [],
      ...given,
    });
  /** Lets a process die while it works on the write, and its lease run out. */
  const die = async (start: (handlers: WriteHandlers) => Promise<unknown>): Promise<void> => {
    await new Promise<void>((resolve) => void start(deadly(resolve)));
    harness.clock.ms += leaseMs;
  };
  const recoverAll = (handlers = writeHandlers) => recover(environment, handlers);
  const leaveParked = async (): Promise<string> => {
    await die(ask);
    await die(recoverAll);
    await die(recoverAll);
    const [write] = await harness.directory.journal.listStarted({ limit: 1 });
    await recoverAll(deadly(() => undefined));
    return write?.id ?? "";
  };

  test("is parked after three deaths: recovery leaves it alone, and says so once", async () => {
    const id = await leaveParked();
    expect(deaths).toBe(3);

    harness.clock.ms += 100 * leaseMs;
    expect(await recoverAll(deadly(() => undefined))).toEqual(nothing);

    expect(deaths).toBe(3);
    expect(await harness.directory.journal.find(id)).toMatchObject({
      state: "started",
      deaths: 3,
      parkedReason: "holders_died",
    });
    expect(parked).toEqual([{ id, kind: "update_user", deaths: 3, reason: "holders_died" }]);
    const audit = await harness.directory.journal.listAudit({ limit: 10 });
    expect(audit).toEqual([
      expect.objectContaining({
        writeId: id,
        result: "PARKED",
        at: new Date(harness.clock.ms - 100 * leaseMs),
      }),
    ]);
    expect(await harness.directory.journal.countParked()).toBe(1);
  });

  test("is not taken over by a caller who repeats it, nor by one who wants another write of the user", async () => {
    const id = await leaveParked();

    expect(await ask(deadly(() => undefined))).toMatchObject({ kind: "pending", writeId: id });
    expect(
      await ask(
        deadly(() => undefined),
        { idempotencyKey: "other" },
      ),
    ).toMatchObject({
      kind: "busy",
      writeId: id,
    });
    expect(deaths).toBe(3);
  });

  test("is given back by a holder whose provider is away, which is no death", async () => {
    await ask(toHandlers(async () => ({ kind: "pending" })));
    for (let round = 1; round <= 10; round += 1)
      expect((await recoverAll(toHandlers(async () => ({ kind: "pending" })))).pending).toHaveLength(1);

    expect((await recoverAll()).completed).toHaveLength(1);
    expect(parked).toEqual([]);
  });

  test("can be parked by its handler, with a reason, and keeps its progress", async () => {
    const handlers = toHandlers(async (run) => {
      await run.save({ found: 2 });
      return { kind: "park", reason: "ownership_unknown" };
    });

    const result = await ask(handlers);

    const [write] = await harness.directory.journal.listStarted({ limit: 10 });
    expect(result).toMatchObject({ kind: "pending", writeId: write?.id });
    expect(write).toMatchObject({ parkedReason: "ownership_unknown", deaths: 0, progress: { found: 2 } });
    expect(parked).toEqual([{ id: write?.id, kind: "update_user", deaths: 0, reason: "ownership_unknown" }]);
    expect(await harness.directory.journal.listAudit({ limit: 10 })).toMatchObject([{ result: "PARKED" }]);
    harness.clock.ms += leaseMs;
    expect(await recoverAll()).toEqual(nothing);
  });

  test("is parked with a reason when the journal holds a progress of an unknown form", async () => {
    await ask(
      toHandlers(async () => ({ kind: "pending" })),
      { progress: { requested: "all of them" } },
    );
    const [left] = await harness.directory.journal.listStarted({ limit: 1 });

    expect(await recoverAll()).toEqual({ ...nothing, pending: [left?.id] });

    const reason = "progress_unreadable";
    expect(parked).toEqual([{ id: left?.id, kind: "update_user", deaths: 0, reason }]);
    expect(await harness.directory.journal.find(left?.id ?? "")).toMatchObject({
      parkedReason: reason,
      progress: { requested: "all of them" },
    });
  });
});
