import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Directory } from "../../src/directory/directory.js";
import { mintUserId } from "../../src/identity/ids.js";
import { toIdentityText } from "../../src/identity/link.js";
import { storeKinds, type TestStore } from "../support/directories.js";
import { identity, subjectKey } from "../support/identities.js";
import { completionOf, leaseMs, momentAt, newWrite, start } from "../support/writes.js";

const userId = mintUserId();
const auth0 = identity("AUTH0", "auth0|ada");
const nexus = identity("NEXUS", "NXADA");

describe.each(storeKinds)("beginning a write in $name", (kind) => {
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

  test("it is kept as given, dated to the millisecond", async () => {
    const write = newWrite({
      userId,
      idempotencyKey: "key",
      progress: { text: "o'brien \0 \uD800 🦊", list: [1, null, { deep: true }] },
      fields: ["nickname", "ümlaut"],
    });

    expect(await directory.journal.begin(write)).toEqual({ kind: "started" });

    const { touched: _, turns: __, ...kept } = write;
    expect(await directory.journal.find(write.id)).toEqual({
      ...kept,
      state: "started",
      outcome: null,
      deaths: 0,
      parkedReason: null,
      lease: { holder: write.lease.holder, until: momentAt(leaseMs) },
      readAt: start,
      startedAt: start,
      updatedAt: start,
    });
    expect(await directory.journal.find(mintUserId())).toBeNull();
  });

  test("costs six statements with what it touches and its turn, and five when another write comes first", async () => {
    const write = newWrite({ userId, touched: [auth0, nexus] });

    await directory.journal.begin(write);
    expect(statements).toHaveLength(6);
    statements = [];
    await directory.journal.begin(newWrite({ userId }));
    expect(statements).toHaveLength(5);
  });

  test("a key that its actor used is known, in progress or finished", async () => {
    const first = newWrite({ idempotencyKey: "key" });
    const again = newWrite({ idempotencyKey: "key", kind: "create", digest: "sha256:other" });
    await directory.journal.begin(first);

    const underWay = await directory.journal.begin(again);
    await directory.journal.complete(completionOf(first, { outcome: { said: "yes" } }));
    const completed = await directory.journal.begin(again);

    expect(underWay).toMatchObject({
      kind: "known",
      write: { id: first.id, state: "started", outcome: null },
    });
    expect(completed).toMatchObject({
      kind: "known",
      write: { id: first.id, state: "finished", outcome: { said: "yes" } },
    });
    expect(completed).toMatchObject({ write: { kind: "update", digest: "sha256:abc", lease: null } });
    expect(await directory.journal.find(again.id)).toBeNull();
  });

  test.each(["undone", "abandoned"] as const)(
    "the key of a write that was %s is free again",
    async (state) => {
      const first = newWrite({ idempotencyKey: "key" });
      await directory.journal.begin(first);
      await directory.journal.complete(completionOf(first, { state, outcome: { said: "no" } }));

      expect(await directory.journal.begin(newWrite({ idempotencyKey: "key" }))).toEqual({ kind: "started" });
      expect(await directory.journal.find(first.id)).toMatchObject({ state, outcome: { said: "no" } });
    },
  );

  test("another actor's key, another key and no key are no obstacle", async () => {
    const begin = (given: object) => directory.journal.begin(newWrite(given));
    await begin({ idempotencyKey: "key" });
    await begin({});

    const results = [
      await begin({ idempotencyKey: "key", actor: "client-2" }),
      await begin({ idempotencyKey: "KEY" }),
      await begin({ idempotencyKey: "key " }),
      await begin({}),
    ];

    expect(results.map((result) => result.kind)).toEqual(["started", "started", "started", "started"]);
  });

  test("a user is busy until the write has ended, also after its lease has run out", async () => {
    const first = newWrite({ userId });
    const next = newWrite({ userId, actor: "client-2" });
    await directory.journal.begin(first);
    now = momentAt(1_000_000);

    expect(await directory.journal.begin(next)).toEqual({
      kind: "busy",
      write: await directory.journal.find(first.id),
    });
    expect(await directory.journal.begin(newWrite({ userId: mintUserId() }))).toEqual({ kind: "started" });
    await directory.journal.complete(completionOf(first, { userId: null }));
    expect(await directory.journal.begin(next)).toEqual({ kind: "started" });
  });

  test("a known key comes before a busy user", async () => {
    const first = newWrite({ userId, idempotencyKey: "first" });
    const other = newWrite({ idempotencyKey: "other" });
    await directory.journal.begin(first);
    await directory.journal.begin(other);

    const same = await directory.journal.begin(newWrite({ userId, idempotencyKey: "first" }));
    const crossed = await directory.journal.begin(newWrite({ userId, idempotencyKey: "other" }));

    expect(same).toMatchObject({ kind: "known", write: { id: first.id } });
    expect(crossed).toMatchObject({ kind: "known", write: { id: other.id } });
  });

  test("an id that has started does not begin again", async () => {
    const write = newWrite();
    await directory.journal.begin(write);

    await expect(directory.journal.begin(write)).rejects.toThrow("has started already");
  });

  test("what it touches is dated, nothing else, and read in one statement as before", async () => {
    await directory.register([{ key: auth0, evidence: "FIRST_SEEN", assertedKeys: [nexus] }]);
    const elsewhere = identity("AUTH0", auth0.subject, "another-tenant");
    await directory.register([{ key: elsewhere, evidence: "FIRST_SEEN", assertedKeys: [] }]);
    now = momentAt(5);

    await directory.journal.begin(newWrite({ touched: [auth0, identity("COGNITO", "nobody")] }));

    statements = [];
    const users = [...(await directory.findUsers([subjectKey(auth0)])).values()].flat();
    expect(statements).toHaveLength(1);
    const changes = users.flatMap(({ links }) => links.map((link) => [toIdentityText(link), link.changedAt]));
    expect(new Map(changes as [string, Date | null][])).toEqual(
      new Map([
        [toIdentityText(auth0), momentAt(5)],
        [toIdentityText(nexus), null],
        [toIdentityText(elsewhere), null],
      ]),
    );
    expect((await directory.listUsers({ first: 10 })).users).toEqual(users);
  });

  test("a write that collides leaves no date", async () => {
    await directory.register([{ key: auth0, evidence: "FIRST_SEEN", assertedKeys: [] }]);
    await directory.journal.begin(newWrite({ userId }));

    await directory.journal.begin(newWrite({ userId, touched: [auth0] }));

    const [user] = (await directory.listUsers({ first: 1 })).users;
    expect(user?.links[0]?.changedAt).toBeNull();
  });

  test.each([
    ["actor", { actor: "" }],
    ["actor", { actor: "x".repeat(513) }],
    ["actor", { actor: "client\0" }],
    ["idempotencyKey", { idempotencyKey: "" }],
    ["idempotencyKey", { idempotencyKey: "🦊".repeat(256) }],
    ["idempotencyKey", { idempotencyKey: "\uD800" }],
  ])("an %s that could not be stored is refused by name", async (name, given) => {
    await expect(directory.journal.begin(newWrite(given))).rejects.toThrow(`${name} must be 1 to`);
    expect(statements).toHaveLength(0);
  });

  test("a key of 255 characters is kept, whatever they are", async () => {
    const given = { actor: "漢".repeat(512), idempotencyKey: "🦊".repeat(255) };

    expect(await directory.journal.begin(newWrite(given))).toEqual({ kind: "started" });
    expect(await directory.journal.begin(newWrite(given))).toMatchObject({ kind: "known", write: given });
  });

  test("100 writes with one key at once: one begins, the others know it", async () => {
    const writes = Array.from({ length: 100 }, () => newWrite({ idempotencyKey: "key", userId }));

    const results = await Promise.all(writes.map((write) => directory.journal.begin(write)));

    const started = writes.filter((_, index) => results[index]?.kind === "started");
    expect(started).toHaveLength(1);
    const known = results.filter((result) => result.kind === "known" && result.write.id === started[0]?.id);
    expect(known).toHaveLength(99);
  });

  test("100 writes of one user at once: one begins, the others hear of it", async () => {
    const writes = Array.from({ length: 100 }, () => newWrite({ userId }));

    const results = await Promise.all(writes.map((write) => directory.journal.begin(write)));

    const started = writes.filter((_, index) => results[index]?.kind === "started");
    expect(started).toHaveLength(1);
    const busy = results.filter((result) => result.kind === "busy" && result.write.id === started[0]?.id);
    expect(busy).toHaveLength(99);
  });
});
