import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Directory } from "../../src/directory/directory.js";
import type { NewWrite, WriteCompletion } from "../../src/directory/journal.js";
import { mintUserId } from "../../src/identity/ids.js";
import { storeKinds, type TestStore } from "../support/directories.js";
import { completionOf, momentAt, newWrite, start } from "../support/writes.js";

describe.each(storeKinds)("the audit in $name", (kind) => {
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

  test("tells who did what to whom, which fields, when and how it ended", async () => {
    const userId = mintUserId();
    now = momentAt(9);
    const write = await runThrough(
      { kind: "create", actor: "client-9", fields: ["email", "password"], progress: { body: "private" } },
      { userId, createsUser: true, state: "finished", result: "CREATED", outcome: { said: "private" } },
    );

    expect(await directory.journal.listAudit({ limit: 10 })).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{14}7[0-9a-f-]{21}$/),
        writeId: write.id,
        kind: "create",
        actor: "client-9",
        userId,
        fields: ["email", "password"],
        result: "CREATED",
        at: momentAt(9),
      },
    ]);
  });

  test("is listed newest first, of one user or of all, up to the limit", async () => {
    const [ada, bob] = [mintUserId(), mintUserId()];
    for (const [index, userId] of [ada, bob, ada].entries()) {
      now = momentAt(index);
      await runThrough({}, { userId, createsUser: true, result: `R${index}` });
    }

    expect(await results({ limit: 10 })).toEqual(["R2", "R1", "R0"]);
    expect(await results({ limit: 2 })).toEqual(["R2", "R1"]);
    expect(await results({ userId: ada, limit: 10 })).toEqual(["R2", "R0"]);
    expect(await results({ userId: ada, limit: 1 })).toEqual(["R2"]);
    expect(await results({ userId: mintUserId(), limit: 10 })).toEqual([]);
  });

  test("names the user whom an undone write was about", async () => {
    const userId = mintUserId();
    await runThrough({ userId }, { userId: null, state: "undone", result: "REFUSED" });

    expect(await results({ userId, limit: 10 })).toEqual(["REFUSED"]);
  });

  test("outlives its writes; started writes are never purged, and freed keys count as new", async () => {
    const old = await runThrough({ idempotencyKey: "old" }, {});
    const waiting = newWrite({ idempotencyKey: "waiting" });
    await directory.journal.begin(waiting);
    now = momentAt(1_000);
    const recent = await runThrough({ idempotencyKey: "recent" }, {});

    expect(await directory.journal.purge(0)).toBe(1);
    expect(await directory.journal.purge(0)).toBe(0);

    expect(await directory.journal.find(old.id)).toBeNull();
    expect(await directory.journal.find(waiting.id)).toMatchObject({ state: "started" });
    expect(await directory.journal.find(recent.id)).toMatchObject({ state: "finished" });
    expect(await results({ limit: 10 })).toHaveLength(2);
    const begin = async (idempotencyKey: string) =>
      (await directory.journal.begin(newWrite({ idempotencyKey }))).kind;
    expect([await begin("old"), await begin("waiting"), await begin("recent")]).toEqual([
      "started",
      "known",
      "known",
    ]);
  });

  async function runThrough(given: Partial<NewWrite>, end: Partial<WriteCompletion>): Promise<NewWrite> {
    const write = newWrite(given);
    await directory.journal.begin(write);
    expect(await directory.journal.complete(completionOf(write, end))).toMatchObject({ kind: "completed" });
    return write;
  }

  async function results(
    options: Parameters<Directory["journal"]["listAudit"]>[0],
  ): Promise<readonly string[]> {
    return (await directory.journal.listAudit(options)).map(({ result }) => result);
  }
});
