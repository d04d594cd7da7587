import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Directory } from "../../src/directory/directory.js";
import type { BeginResult, NewWrite } from "../../src/directory/journal.js";
import { mintUserId } from "../../src/identity/ids.js";
import { sharedStoreKinds, type TestStore } from "../support/directories.js";
import { callInProcesses } from "../support/directory-process.js";
import { identity } from "../support/identities.js";
import { completionOf, newWrite } from "../support/writes.js";

const userId = mintUserId();

describe.each(sharedStoreKinds)("a journal that is shared in $name", (kind) => {
  let store: TestStore;

  beforeAll(async () => {
    store = await kind.create();
  });
  afterEach(() => store.empty());
  afterAll(() => store.remove());

  test.each([
    ["known" as const, { idempotencyKey: "key", userId }],
    ["busy" as const, { userId }],
  ])("100 writes at once in two processes: one begins, the others get %s", async (expected, given) => {
    const writes = Array.from({ length: 2 }, () => Array.from({ length: 50 }, () => newWrite(given)));

    const answers = (await callInProcesses(
      store.location,
      writes.map((ofOne) =>
        ofOne.map((argument) => ({ of: "journal", method: "begin", arguments: [argument] }) as const),
      ),
    )) as BeginResult[][];

    const results = answers.flat();
    const started = writes.flat().filter((_, index) => results[index]?.kind === "started");
    expect(started).toHaveLength(1);
    expect(
      results.filter((result) => result.kind === expected && result.write.id === started[0]?.id),
    ).toHaveLength(99);
  });

  test("writers of one user on two connections take turns until all are through", async () => {
    const directories = await Promise.all([store.open(), store.open()]);
    let running = 0;
    const run = async (directory: Directory, write: NewWrite): Promise<void> => {
      while ((await directory.journal.begin(write)).kind !== "started");
      running += 1;
      expect(running).toBe(1);
      await directory.journal.save(write.id, write.lease, { step: 1 });
      running -= 1;
      await directory.journal.complete(completionOf(write, { createsUser: true }));
    };

    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        run(directories[index % 2] as Directory, newWrite({ userId })),
      ),
    );

    expect(await directories[0].journal.listAudit({ userId, limit: 100 })).toHaveLength(20);
  });

  test("a registration and a completion that want one identity at once give it one user", async () => {
    const [one, other] = await Promise.all([store.open(), store.open()]);

    const rounds = Array.from({ length: 20 }, async (_, round) => {
      const key = identity("NEXUS", `NX${round}`);
      const write = newWrite();
      await one.journal.begin(write);
      const requested = {
        userId: mintUserId(),
        createsUser: true,
        links: [{ key, evidence: "CREATED_HERE" }],
      } as const;
      const [completed, registered] = await Promise.all([
        one.journal.complete(completionOf(write, requested)),
        other.register([{ key, evidence: "FIRST_SEEN", assertedKeys: [] }]),
      ]);
      const [user] = registered.values();
      if (completed.kind === "link_taken") expect(completed.owner).toEqual(user);
      else expect(user?.id).toBe(requested.userId);
    });

    await Promise.all(rounds);
    expect(await one.countUsers()).toBe(20);
  });
});
