import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { TakeOverResult, Write } from "../../src/directory/journal.js";
import { wrongClocks } from "../support/clocks.js";
import { sharedStoreKinds, storeKinds, type TestStore } from "../support/directories.js";
import { type Call, callInProcesses } from "../support/directory-process.js";
import { identity, subjectKey } from "../support/identities.js";
import { completionOf, leaseMs, momentAt, newWrite, start } from "../support/writes.js";

const dayMs = 24 * 60 * 60 * 1_000;
const auth0 = identity("AUTH0", "auth0|ada");

describe.each(sharedStoreKinds)("processes whose clocks disagree, at $name", (kind) => {
  let store: TestStore;

  beforeAll(async () => {
    store = await kind.create();
  });
  afterEach(() => store.empty());
  afterAll(() => store.remove());

  /** What each of the processes receives from its calls. */
  const callInAll = (callsOf: (holder: string) => readonly Call[]) => {
    const calls = wrongClocks.map((_, index) => callsOf(`holder-${index}`));
    return callInProcesses(store.location, calls, wrongClocks);
  };

  test("none takes a write whose lease lives, one takes it when the lease has run out", async () => {
    const directory = await store.open();
    const [alive, dead] = [newWrite(), newWrite()];
    await directory.journal.begin(alive);
    await directory.journal.begin({ ...dead, lease: { ...dead.lease, durationMs: 0 } });
    const toTakeOver = (id: string, holder: string): Call => ({
      ...{ of: "journal", method: "takeOver" },
      arguments: [id, { holder, durationMs: leaseMs }, { maxDeaths: 3 }],
    });

    const answers = await callInAll((holder) => [toTakeOver(alive.id, holder), toTakeOver(dead.id, holder)]);

    const kinds = (answers as [TakeOverResult, TakeOverResult][]).map((results) =>
      results.map((each) => each.kind),
    );
    expect(kinds.toSorted()).toEqual([
      ["unavailable", "taken"],
      ...Array.from({ length: wrongClocks.length - 1 }, () => ["unavailable", "unavailable"]),
    ]);
  });

  test("all list the same writes as expired, and none purges what another has just completed", async () => {
    const directory = await store.open();
    const [alive, dead, completed] = [newWrite(), newWrite(), newWrite()];
    await directory.journal.begin(alive);
    await directory.journal.begin({ ...dead, lease: { ...dead.lease, durationMs: 0 } });
    await directory.journal.begin(completed);
    await directory.journal.complete(completionOf(completed));

    const answers = await callInAll(() => [
      { of: "journal", method: "listStarted", arguments: [{ isExpired: true, limit: 10 }] },
      { of: "journal", method: "purge", arguments: [30_000] },
    ]);

    const seen = (answers as [Write[], number][]).map(([listed, purged]) => [
      listed.map(({ id }) => id),
      purged,
    ]);
    expect(seen).toEqual(wrongClocks.map(() => [[dead.id], 0]));
  });
});

describe.each(storeKinds)("a machine whose clock is wrong, at $name", (kind) => {
  let store: TestStore;

  beforeAll(async () => {
    store = await kind.create();
  });
  afterEach(() => store.empty());
  afterAll(() => store.remove());

  test.each([60_000, -60_000, 2 * dayMs])(
    "by %d ms: leases, audit and purging go by the store's",
    async (aheadMs) => {
      let storeMs = 0;
      const directory = await store.open({
        now: () => momentAt(storeMs + aheadMs),
        storeNow: () => momentAt(storeMs),
      });
      const write = newWrite({ touched: [auth0] });

      await directory.journal.begin(write);

      expect(await directory.journal.find(write.id)).toMatchObject({
        startedAt: start,
        readAt: start,
        lease: { until: momentAt(leaseMs) },
      });
      storeMs = leaseMs - 1;
      expect(await directory.journal.listStarted({ isExpired: true, limit: 1 })).toEqual([]);
      storeMs = leaseMs;
      expect(await directory.journal.listStarted({ isExpired: true, limit: 1 })).toHaveLength(1);
      await directory.journal.complete(completionOf(write));
      expect(await directory.journal.listAudit({ limit: 1 })).toMatchObject([{ at: momentAt(leaseMs) }]);
      storeMs += dayMs;
      expect(await directory.journal.purge(dayMs)).toBe(0);
      storeMs += 1;
      expect(await directory.journal.purge(dayMs)).toBe(1);
    },
  );

  test("the age of an identity's change is measured by that clock", async () => {
    let storeMs = 0;
    const directory = await store.open({
      now: () => momentAt(storeMs + 60_000),
      storeNow: () => momentAt(storeMs),
    });
    await directory.register([{ key: auth0, evidence: "FIRST_SEEN", assertedKeys: [] }]);
    await directory.journal.begin(newWrite({ touched: [auth0] }));
    storeMs = 7;

    const [found] = [...(await directory.findUsers([subjectKey(auth0)])).values()].flat();

    expect(found?.links[0]?.changedAt).toEqual(momentAt(60_000));
    expect((await directory.listUsers({ first: 1 })).users).toEqual([found]);
  });

  test("without a replacement, the store's clock counts in milliseconds", async () => {
    const directory = await store.open();
    const before = Date.now() - 1;
    const write = newWrite();
    await directory.journal.begin(write);
    const after = Date.now() + 1;

    const { startedAt, lease } = (await directory.journal.find(write.id)) as Write;
    expect(startedAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(startedAt.getTime()).toBeLessThanOrEqual(after);
    expect(lease?.until).toEqual(new Date(startedAt.getTime() + leaseMs));
  });
});
