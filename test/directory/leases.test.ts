import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Directory } from "../../src/directory/directory.js";
import type { LeaseRequest, NewWrite, Write } from "../../src/directory/journal.js";
import { storeKinds, type TestStore } from "../support/directories.js";
import { completionOf, leaseMs, momentAt, newWrite, start } from "../support/writes.js";

describe.each(storeKinds)("the lease of a write in $name", (kind) => {
  let store: TestStore;
  let directory: Directory;
  let now: Date;

  beforeAll(async () => {
    store = await kind.create();
  });
  beforeEach(async () => {
    now = start;
    directory = await store.open({ now: () => now });
  });
  afterEach(() => store.empty());
  afterAll(() => store.remove());

  test("lets its holder keep progress, and is extended by it", async () => {
    const write = await begin();
    now = momentAt(7);

    expect(await directory.journal.save(write.id, lease(write.lease.holder, 99_000), { taken: 1 })).toBe(
      true,
    );

    const kept = await directory.journal.find(write.id);
    expect(kept).toMatchObject({
      lease: { holder: write.lease.holder, until: momentAt(99_000) },
      progress: { taken: 1 },
      startedAt: start,
      updatedAt: momentAt(7),
    });
  });

  test("is its holder's after it has run out, until another process takes it", async () => {
    const write = await begin();
    now = momentAt(leaseMs * 2);

    expect(await directory.journal.save(write.id, lease("next", leaseMs * 3), {})).toBe(false);
    expect(await directory.journal.save(write.id, lease(write.lease.holder, leaseMs * 3), {})).toBe(true);
    expect(await take(write, lease("next", leaseMs * 3))).toBeNull();
  });

  test("can be taken once it has run out, no moment earlier", async () => {
    const write = await begin();
    const next = lease("next", leaseMs * 2);

    now = momentAt(leaseMs - 1);
    expect(await take(write, next)).toBeNull();
    now = momentAt(leaseMs);
    const taken = await take(write, next);

    expect(taken).toMatchObject({ id: write.id, state: "started", progress: write.progress });
    expect(taken?.lease).toEqual({ holder: "next", until: momentAt(leaseMs * 3) });
    expect(taken).toEqual(await directory.journal.find(write.id));
  });

  test("that was lost lets its former holder change nothing", async () => {
    const write = await begin();
    now = momentAt(leaseMs + 1);
    await take(write, lease("next", leaseMs * 2));
    const taken = await directory.journal.find(write.id);

    expect(
      await directory.journal.save(write.id, lease(write.lease.holder, leaseMs * 9), { late: true }),
    ).toBe(false);
    expect(await directory.journal.complete(completionOf(write))).toEqual({ kind: "lease_lost" });

    expect(await directory.journal.find(write.id)).toEqual(taken);
    expect(await directory.journal.listAudit({ limit: 1 })).toEqual([]);
  });

  test("goes to one of 20 who want it at once", async () => {
    const write = await begin();
    now = momentAt(leaseMs + 1);

    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => take(write, lease(`holder-${index}`, leaseMs * 2))),
    );

    const taken = results.filter((result) => result !== null);
    expect(taken).toEqual([await directory.journal.find(write.id)]);
  });

  test("is gone with the completion: nothing is saved or taken any more", async () => {
    const write = await begin();
    await directory.journal.complete(completionOf(write));
    now = momentAt(leaseMs + 1);

    expect(await directory.journal.save(write.id, write.lease, {})).toBe(false);
    expect(await take(write, lease("next", leaseMs * 2))).toBeNull();
  });

  test("started writes are listed oldest first, up to the limit", async () => {
    const writes: NewWrite[] = [];
    for (const age of [0, 1, 2]) {
      now = momentAt(-age);
      writes.unshift(await begin());
    }
    const completed = await begin();
    await directory.journal.complete(completionOf(completed));

    expect(await listIds({ limit: 10 })).toEqual(writes.map(({ id }) => id));
    expect(await listIds({ limit: 2 })).toEqual(writes.slice(0, 2).map(({ id }) => id));
  });

  test("writes whose lease has run out are listed, those that wait longest first", async () => {
    const [late, alive, early] = [
      await begin({ lease: lease("late", 200) }),
      await begin({ lease: lease("alive", 300) }),
      await begin({ lease: lease("early", 100) }),
    ];
    now = momentAt(200);

    expect(await listIds({ isExpired: true, limit: 10 })).toEqual([early.id, late.id]);
    expect(await listIds({ isExpired: true, limit: 1 })).toEqual([early.id]);
    await take(early, lease("next", 200));
    expect(await listIds({ isExpired: false, limit: 10 })).toContain(alive.id);
    await directory.journal.complete(completionOf(late));
    expect(await listIds({ isExpired: true, limit: 10 })).toEqual([early.id]);
  });

  async function begin(given: Partial<NewWrite> = {}): Promise<NewWrite> {
    const write = newWrite(given);
    await directory.journal.begin(write);
    return write;
  }

  /** Null when it could not be taken. */
  async function take({ id }: NewWrite, lease: LeaseRequest): Promise<Write | null> {
    const result = await directory.journal.takeOver(id, lease, { maxDeaths: 3 });
    return result.kind === "taken" ? result.write : null;
  }

  async function listIds(options: { isExpired?: boolean; limit: number }): Promise<readonly string[]> {
    return (await directory.journal.listStarted(options)).map(({ id }) => id);
  }

  /** One that ends so many milliseconds after the start. */
  function lease(holder: string, untilMs: number): LeaseRequest {
    return { holder, durationMs: momentAt(untilMs).getTime() - now.getTime() };
  }
});
