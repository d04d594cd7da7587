import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Directory } from "../../src/directory/directory.js";
import type { LeaseRequest, NewWrite } from "../../src/directory/journal.js";
import { mintUserId } from "../../src/identity/ids.js";
import { storeKinds, type TestStore } from "../support/directories.js";
import { completionOf, leaseMs, momentAt, newWrite, start } from "../support/writes.js";

const userId = mintUserId();

describe.each(storeKinds)("parking a write in $name", (kind) => {
  let store: TestStore;
  let directory: Directory;
  let statements: string[];
  let now: Date;

  beforeAll(async () => {
    store = await kind.create();
  });
  beforeEach(async () => {
    statements = [];
    now = start;
    directory = await store.open({ onStatement: (sql) => statements.push(sql), now: () => now });
  });
  afterEach(() => store.empty());
  afterAll(() => store.remove());

  test("leases that run out are counted, those that are given back are not", async () => {
    const write = await begin();
    expect(await directory.journal.release(write.id, write.lease.holder, { step: 1 })).toBe(true);
    const first = await take(write, "first");
    now = momentAt(2 * leaseMs);
    const second = await take(write, "second");

    expect(first).toMatchObject({ kind: "taken", write: { deaths: 0, progress: { step: 1 } } });
    expect(second).toMatchObject({ kind: "taken", write: { deaths: 1, parkedReason: null } });
  });

  test("the last death parks it; then it has no holder, is not listed as expired, and has an audit entry", async () => {
    const write = await begin({ userId, idempotencyKey: "key" });
    now = momentAt(2 * leaseMs);
    statements = [];

    const result = await take(write, "next", 1);

    expect(statements).toHaveLength(5);
    expect(result).toMatchObject({ kind: "parked", write: { deaths: 1, parkedReason: "holders_died" } });
    expect(await directory.journal.save(write.id, lease("next"), {})).toBe(false);
    expect(await directory.journal.complete(completionOf(write))).toEqual({ kind: "lease_lost" });
    now = momentAt(9 * leaseMs);
    expect(await take(write, "again")).toEqual({ kind: "unavailable" });
    expect(await directory.journal.listStarted({ isExpired: true, limit: 10 })).toEqual([]);
    expect(await directory.journal.listStarted({ limit: 10 })).toHaveLength(1);
    expect(await directory.journal.begin(newWrite({ userId }))).toMatchObject({ kind: "busy" });
    expect(await directory.journal.begin(newWrite({ idempotencyKey: "key" }))).toMatchObject({
      kind: "known",
    });
    expect(await directory.journal.listAudit({ limit: 10 })).toMatchObject([
      { writeId: write.id, userId, result: "PARKED", at: momentAt(2 * leaseMs) },
    ]);
  });

  test("20 who want it at once park it once", async () => {
    const write = await begin();
    now = momentAt(2 * leaseMs);

    const results = await Promise.all(Array.from({ length: 20 }, (_, index) => take(write, `h${index}`, 1)));

    expect(results.filter((result) => result.kind === "parked")).toHaveLength(1);
    expect(results.filter((result) => result.kind === "unavailable")).toHaveLength(19);
    expect(await directory.journal.listAudit({ limit: 100 })).toHaveLength(1);
  });

  test("only its holder can park it", async () => {
    const write = await begin();
    const park = (holder: string) =>
      directory.journal.park({ id: write.id, holder, reason: "why", progress: {} });

    expect(await park("another process")).toBeNull();
    expect(await park(write.lease.holder)).toMatchObject({ parkedReason: "why", deaths: 0 });
    expect(await park(write.lease.holder)).toBeNull();
    expect(await directory.journal.listAudit({ limit: 10 })).toHaveLength(1);
  });

  test("an operator takes it, and when that process dies too it is parked again", async () => {
    const write = await begin({ userId });
    now = momentAt(2 * leaseMs);
    await take(write, "next", 1);

    const taken = await directory.journal.takeOver(write.id, lease("operator"), { isOperator: true });

    expect(taken).toMatchObject({ kind: "taken", write: { parkedReason: null, deaths: 1 } });
    expect(await directory.journal.countParked()).toBe(0);
    now = momentAt(9 * leaseMs);
    expect(await take(write, "next", 2)).toMatchObject({ kind: "parked", write: { deaths: 2 } });
  });

  test("an operator does not take a write that a process works on", async () => {
    const write = await begin();
    const taken = await directory.journal.takeOver(write.id, lease("operator"), { isOperator: true });
    expect(taken).toEqual({ kind: "unavailable" });
  });

  async function begin(given: Partial<NewWrite> = {}): Promise<NewWrite> {
    const write = newWrite(given);
    await directory.journal.begin(write);
    return write;
  }

  function take({ id }: NewWrite, holder: string, maxDeaths = 3) {
    return directory.journal.takeOver(id, lease(holder), { maxDeaths });
  }

  function lease(holder: string): LeaseRequest {
    return { holder, durationMs: leaseMs };
  }
});
