import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Directory } from "../../src/directory/directory.js";
import { mintUserId } from "../../src/identity/ids.js";
import { type IdentityKey, type LinkedUser, toIdentityText, toUserKeyText } from "../../src/identity/link.js";
import { storeKinds, type TestStore } from "../support/directories.js";
import { identity, subjectKey } from "../support/identities.js";

const now = new Date("2026-03-04T05:06:07.089Z");
const auth0 = identity("AUTH0", "auth0|ada");
const cognito = identity("COGNITO", "sub-ada");
const nexus = identity("NEXUS", "NXADA");

describe.each(storeKinds)("registering identities in $name", (kind) => {
  let store: TestStore;
  let directory: Directory;
  let statements: string[];

  beforeAll(async () => {
    store = await kind.create();
  });
  beforeEach(async () => {
    statements = [];
    directory = await store.open({ onStatement: (sql) => statements.push(sql), now: () => now });
  });
  afterEach(() => store.empty());
  afterAll(() => store.remove());

  test("an identity seen first gets a new user, dated to the millisecond", async () => {
    const user = await registerOne(auth0);

    expect(user).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{14}7[0-9a-f-]{21}$/),
      createdAt: now,
      links: [{ ...auth0, userId: user.id, evidence: "FIRST_SEEN", linkedAt: now, changedAt: null }],
    });
    expect(await find(auth0)).toEqual([user]);
    expect((await find(auth0))[0]?.createdAt.getTime()).toBe(now.getTime());
  });

  test("an identity keeps its user, and its evidence", async () => {
    const user = await registerOne(auth0);

    const again = await directory.register([{ key: auth0, evidence: "MANUAL", assertedKeys: [] }]);

    expect(again).toEqual(new Map([[toIdentityText(auth0), user]]));
    expect(await directory.countUsers()).toBe(1);
  });

  test("asserted identities without a user are linked too", async () => {
    const user = await registerOne(auth0, [cognito, nexus]);

    expect(user.links.map(({ subject, evidence }) => [subject, evidence])).toEqual([
      [auth0.subject, "FIRST_SEEN"],
      [cognito.subject, "PROVIDER_ASSERTED"],
      [nexus.subject, "PROVIDER_ASSERTED"],
    ]);
    expect(await find(nexus)).toEqual([user]);
  });

  test("an identity linked already takes newly asserted identities to its user", async () => {
    const user = await registerOne(auth0);

    const joined = await registerOne(auth0, [nexus]);

    expect(joined.id).toBe(user.id);
    expect(await find(nexus)).toEqual([joined]);
  });

  test("a new identity joins the one user whom its asserted identities belong to", async () => {
    const user = await registerOne(auth0, [nexus]);

    const joined = await registerOne(cognito, [auth0, nexus, identity("NEXUS", "unknown")]);

    expect(joined.id).toBe(user.id);
    expect(joined.links).toHaveLength(4);
    expect(await directory.countUsers()).toBe(1);
  });

  test("identities asserted of two users give a new user, and nothing is taken from either", async () => {
    const [one, other] = [await registerOne(auth0), await registerOne(nexus)];
    const free = identity("COGNITO", "sub-free");

    const third = await registerOne(cognito, [auth0, nexus, free]);

    expect(third.links.map(({ subject }) => subject)).toEqual([cognito.subject, free.subject]);
    expect([one.id, other.id]).not.toContain(third.id);
    expect(await find(auth0)).toEqual([one]);
    expect(await find(nexus)).toEqual([other]);
  });

  test("an identity linked already does not join the user whom its asserted identity belongs to", async () => {
    const [one, other] = [await registerOne(auth0), await registerOne(nexus)];

    expect(await registerOne(auth0, [nexus])).toEqual(one);
    expect(await find(nexus)).toEqual([other]);
  });

  test("registrations of one batch see each other", async () => {
    const users = await directory.register([
      { key: auth0, evidence: "FIRST_SEEN", assertedKeys: [nexus] },
      { key: cognito, evidence: "FIRST_SEEN", assertedKeys: [nexus] },
      { key: nexus, evidence: "FIRST_SEEN", assertedKeys: [] },
      { key: auth0, evidence: "FIRST_SEEN", assertedKeys: [] },
    ]);

    expect([...users.keys()]).toEqual([auth0, cognito, nexus].map(toIdentityText));
    expect(new Set(users.values()).size).toBe(1);
    expect(await find(cognito)).toEqual([users.get(toIdentityText(auth0))]);
  });

  test("the same subject in another realm is another person", async () => {
    const elsewhere = identity("AUTH0", auth0.subject, "another-tenant");

    expect((await registerOne(auth0)).id).not.toBe((await registerOne(elsewhere)).id);
  });

  test("fifty identities cost five statements, and three when all are known", async () => {
    const batch = Array.from({ length: 50 }, (_, index) => ({
      key: identity("AUTH0", `auth0|${index}`),
      evidence: "FIRST_SEEN" as const,
      assertedKeys: [identity("NEXUS", `NX${index}`)],
    }));

    const first = await directory.register(batch);
    expect(statements).toHaveLength(5);
    statements = [];
    expect(await directory.register(batch)).toEqual(first);
    expect(statements).toHaveLength(3);
    expect(new Set([...first.values()].map(({ id }) => id)).size).toBe(50);
  });

  test("an empty batch costs nothing", async () => {
    expect((await directory.register([])).size).toBe(0);
    expect(statements).toHaveLength(0);
  });

  test.each([
    ["quotes", 'o\'brien "the" `quote` \\ back\\\\slash'],
    ["an SQL attack", "'); drop table users; --"],
    ["Unicode", "Zoë 李 🦊 \u202E e\u0301 é ﬁ"],
    ["250 characters", "ä".repeat(250)],
    ["signs of patterns and formats", "100% _ %s $1 ? :name {a,b} [1] NULL"],
    ["white space", " \t x \r "],
    ["JSON", '["a",{"b":null}]'],
    ["numbers", "0012.50"],
  ])("a subject with %s survives", async (_, subject) => {
    const key = identity("AUTH0", subject, subject);
    const user = await registerOne(key, [identity("NEXUS", subject)]);

    expect(user.links.map((link) => [link.subject, link.realm])).toContainEqual([subject, subject]);
    expect(await find(key)).toEqual([user]);
    expect(await find(identity("AUTH0", `${subject} `))).toEqual([]);
    expect(await registerOne(key)).toEqual(user);
  });

  test.each(["", "x".repeat(513), "auth0|\0", "auth0|\uD800"])(
    "a subject that could not be stored is refused by name, and nothing is written",
    async (subject) => {
      const rejected = registerOne(auth0, [identity("NEXUS", subject)]);

      await expect(rejected).rejects.toThrow("NEXUS subject must be 1 to 512 characters");
      expect(await directory.countUsers()).toBe(0);
    },
  );

  test("users are put in as given, again and again, leaving alone what is there", async () => {
    const resident = await registerOne(auth0);
    const id = mintUserId();
    const linkedAt = new Date("1999-12-31T23:59:59.999Z");
    const changedAt = new Date("2000-01-01T00:00:00.001Z");
    const linkTo = (key: IdentityKey) =>
      ({ ...key, userId: id, evidence: "MANUAL", linkedAt, changedAt }) as const;
    const newcomer: LinkedUser = { id, createdAt: linkedAt, links: [linkTo(auth0), linkTo(nexus)] };
    const later = { ...resident, createdAt: linkedAt };

    await directory.importUsers([newcomer, later]);
    await directory.importUsers([newcomer, later]);

    expect(await find(auth0)).toEqual([resident]);
    expect(await find(nexus)).toEqual([{ ...newcomer, links: [linkTo(nexus)] }]);
    expect(await directory.countUsers()).toBe(2);
  });

  async function registerOne(
    key: IdentityKey,
    assertedKeys: readonly IdentityKey[] = [],
  ): Promise<LinkedUser> {
    const users = await directory.register([{ key, evidence: "FIRST_SEEN", assertedKeys }]);
    return users.get(toIdentityText(key)) as LinkedUser;
  }

  async function find(key: IdentityKey): Promise<readonly LinkedUser[]> {
    return (await directory.findUsers([subjectKey(key)])).get(toUserKeyText(subjectKey(key))) ?? [];
  }
});
