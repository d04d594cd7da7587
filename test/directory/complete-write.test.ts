import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Directory } from "../../src/directory/directory.js";
import type { NewWrite } from "../../src/directory/journal.js";
import { mintUserId } from "../../src/identity/ids.js";
import { type IdentityKey, type LinkedUser, toIdentityText } from "../../src/identity/link.js";
import { storeKinds, type TestStore } from "../support/directories.js";
import { identity } from "../support/identities.js";
import { completionOf, momentAt, newWrite, start } from "../support/writes.js";

const auth0 = identity("AUTH0", "auth0|ada");
const cognito = identity("COGNITO", "sub-ada");
const nexus = identity("NEXUS", "NXADA");
const createdHere = (key: IdentityKey) => ({ key, evidence: "CREATED_HERE" }) as const;

describe.each(storeKinds)("completing a write in $name", (kind) => {
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

  test("keeps the outcome for replays, and lets the lease and the progress go", async () => {
    const user = await registerOne(auth0);
    const write = await begin({ userId: user.id, progress: { body: "private" } });
    now = momentAt(7);

    const result = await directory.journal.complete(
      completionOf(write, { outcome: { said: ["done", null] } }),
    );

    expect(result).toEqual({ kind: "completed" });
    expect((await directory.listUsers({ first: 10 })).users).toEqual([user]);
    expect(await directory.journal.find(write.id)).toMatchObject({
      state: "finished",
      outcome: { said: ["done", null] },
      lease: null,
      progress: {},
      startedAt: start,
      updatedAt: momentAt(7),
    });
  });

  test("makes the user, links and dates the identities, all in ten statements", async () => {
    const write = await begin({});
    const userId = mintUserId();
    now = momentAt(7);
    statements = [];

    const links = [createdHere(cognito), createdHere(nexus), createdHere(cognito)];
    const result = await directory.journal.complete(
      completionOf(write, { userId, createsUser: true, links, unlinks: [auth0], touched: [cognito] }),
    );

    expect(statements).toHaveLength(10);
    const linkOf = (key: IdentityKey) => ({ ...key, userId, evidence: "CREATED_HERE", linkedAt: now });
    const user = {
      id: userId,
      createdAt: now,
      links: [
        { ...linkOf(cognito), changedAt: now },
        { ...linkOf(nexus), changedAt: null },
      ],
    };
    expect(result).toEqual({ kind: "completed" });
    expect((await directory.listUsers({ first: 10 })).users).toEqual([user]);
    expect(await directory.journal.find(write.id)).toMatchObject({ userId });
  });

  test("leaves a user who is there and links of theirs as they are, and keeps the other realm's", async () => {
    const user = await registerOne(auth0);
    const stranger = await registerOne(identity("NEXUS", nexus.subject, "another-environment"));
    const write = await begin({ userId: user.id });
    now = momentAt(7);

    const result = await directory.journal.complete(
      completionOf(write, { createsUser: true, links: [createdHere(auth0), createdHere(nexus)] }),
    );

    const added = { ...nexus, userId: user.id, evidence: "CREATED_HERE", linkedAt: now, changedAt: null };
    expect(result).toEqual({ kind: "completed" });
    expect((await directory.listUsers({ first: 10 })).users).toContainEqual({
      ...user,
      links: [...user.links, added],
    });
    expect((await directory.listUsers({ first: 10 })).users).toContainEqual(stranger);
  });

  test("takes away links of the user, never those of others", async () => {
    const user = await registerOne(auth0, [nexus]);
    const stranger = await registerOne(cognito);
    const write = await begin({ userId: user.id });

    const result = await directory.journal.complete(completionOf(write, { unlinks: [nexus, cognito] }));

    const rest = { ...user, links: user.links.filter(({ provider }) => provider === "AUTH0") };
    expect(result).toEqual({ kind: "completed" });
    expect((await directory.listUsers({ first: 10 })).users).toEqual([rest, stranger]);
  });

  test("without a user, it dates the identities that it touches", async () => {
    await registerOne(auth0);
    const write = await begin({ touched: [auth0] });
    now = momentAt(7);

    const result = await directory.journal.complete(
      completionOf(write, { state: "undone", touched: [auth0] }),
    );

    expect(result).toEqual({ kind: "completed" });
    const [user] = (await directory.listUsers({ first: 1 })).users;
    expect(user?.links[0]?.changedAt).toEqual(momentAt(7));
  });

  test("a link of another user changes nothing, and the write can still end in another way", async () => {
    const user = await registerOne(auth0);
    const owner = await registerOne(nexus);
    const write = await begin({ userId: user.id });
    const before = await picture(write);
    now = momentAt(7);

    const taken = await directory.journal.complete(
      completionOf(write, {
        links: [createdHere(cognito), createdHere(nexus)],
        unlinks: [auth0],
        touched: [auth0],
      }),
    );

    expect(taken).toEqual({ kind: "link_taken", key: nexus, owner });
    expect(await picture(write)).toEqual(before);
    const undone = await directory.journal.complete(completionOf(write, { state: "undone" }));
    expect(undone).toEqual({ kind: "completed" });
    expect((await directory.listUsers({ first: 10 })).users).toEqual([user, owner]);
  });

  test("a taken link does not leave the new user behind", async () => {
    await registerOne(nexus);
    const write = await begin({});
    const userId = mintUserId();

    const links = [createdHere(cognito), createdHere(nexus)];
    const result = await directory.journal.complete(
      completionOf(write, { userId, createsUser: true, links }),
    );

    expect(result).toMatchObject({ kind: "link_taken", key: nexus });
    expect(await directory.countUsers()).toBe(1);
  });

  test("a process without the lease, or that completes twice, changes nothing", async () => {
    const user = await registerOne(auth0);
    const write = await begin({ userId: user.id });
    const harmful = { links: [createdHere(cognito)], unlinks: [auth0], touched: [auth0] };
    const complete = (given: object) =>
      directory.journal.complete(completionOf(write, { ...harmful, ...given }));
    const before = await picture(write);

    expect(await complete({ holder: "another process" })).toEqual({ kind: "lease_lost" });
    expect(await complete({ id: mintUserId() })).toEqual({ kind: "lease_lost" });
    expect(await picture(write)).toEqual(before);

    await directory.journal.complete(completionOf(write));
    const completed = await picture(write);
    expect(await complete({})).toEqual({ kind: "lease_lost" });
    expect(await picture(write)).toEqual(completed);
  });

  test("a user who is neither there nor made is a bug, and nothing is written", async () => {
    const write = await begin({});
    const before = await picture(write);
    const complete = (given: object) => directory.journal.complete(completionOf(write, given));

    await expect(complete({ userId: mintUserId() })).rejects.toThrow("unknown user");
    await expect(complete({ userId: mintUserId(), links: [createdHere(auth0)] })).rejects.toThrow(
      "unknown user",
    );
    await expect(complete({ links: [createdHere(auth0)] })).rejects.toThrow("without a user");
    await expect(
      complete({ links: [createdHere(identity("NEXUS", "\0"))], userId: mintUserId() }),
    ).rejects.toThrow("NEXUS subject must be");
    expect(await picture(write)).toEqual(before);
  });

  test("50 writes that want one identity: one gets it, nothing of the others is kept", async () => {
    const requests = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const own = identity("COGNITO", `sub-${index}`);
        return {
          write: await begin({}),
          userId: mintUserId(),
          links: [createdHere(own), createdHere(nexus)],
        };
      }),
    );

    const results = await Promise.all(
      requests.map(({ write, ...requested }) =>
        directory.journal.complete(completionOf(write, { ...requested, createsUser: true })),
      ),
    );

    const winner = results.findIndex(({ kind: result }) => result === "completed");
    const users = (await directory.listUsers({ first: 100 })).users;
    expect(users.map(({ id }) => id)).toEqual([requests[winner]?.userId]);
    expect(users[0]?.links).toHaveLength(2);
    const others = results.filter((_, index) => index !== winner);
    expect(others).toEqual(
      Array.from({ length: 49 }, () => ({ kind: "link_taken", key: nexus, owner: users[0] })),
    );
    expect(await directory.journal.listStarted({ limit: 100 })).toHaveLength(49);
    expect(await directory.journal.listAudit({ limit: 100 })).toHaveLength(1);
  });

  async function begin(given: Partial<NewWrite>): Promise<NewWrite> {
    const write = newWrite(given);
    expect(await directory.journal.begin(write)).toEqual({ kind: "started" });
    return write;
  }

  async function registerOne(
    key: IdentityKey,
    assertedKeys: readonly IdentityKey[] = [],
  ): Promise<LinkedUser> {
    const users = await directory.register([{ key, evidence: "FIRST_SEEN", assertedKeys }]);
    return users.get(toIdentityText(key)) as LinkedUser;
  }

  /** Everything that a completion could change. */
  async function picture({ id }: NewWrite): Promise<object> {
    return {
      write: { ...(await directory.journal.find(id)), readAt: null },
      users: (await directory.listUsers({ first: 100 })).users,
      audit: await directory.journal.listAudit({ limit: 100 }),
    };
  }
});
