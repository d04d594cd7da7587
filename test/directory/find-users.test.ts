import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Directory, Registration } from "../../src/directory/directory.js";
import { mintUserId, toUserId } from "../../src/identity/ids.js";
import {
  type IdentityKey,
  type LinkedUser,
  toIdentityText,
  toUserKeyText,
  type UserKey,
} from "../../src/identity/link.js";
import { storeKinds, type TestStore } from "../support/directories.js";
import { identity, subjectKey } from "../support/identities.js";

describe.each(storeKinds)("finding users in $name", (kind) => {
  let store: TestStore;
  let directory: Directory;
  let statements: string[];

  beforeAll(async () => {
    store = await kind.create();
  });
  beforeEach(async () => {
    statements = [];
    directory = await store.open({ onStatement: (sql) => statements.push(sql) });
  });
  afterEach(() => store.empty());
  afterAll(() => store.remove());

  test.each([1, 100, 1_000, 10_000])("%i mixed keys cost one statement", async (count) => {
    const people = Array.from({ length: Math.ceil(count / 4) }, (_, index) => personOfThree(index));
    const registered = await directory.register(people);
    const wanted = people
      .flatMap((person) => {
        const { id } = registered.get(toIdentityText(person.key)) as LinkedUser;
        const keys: UserKey[] = [{ kind: "id", id }, ...[person.key, ...person.assertedKeys].map(subjectKey)];
        return keys.map((key) => ({ key, id }));
      })
      .slice(0, count);
    statements = [];

    const found = await directory.findUsers(wanted.map(({ key }) => key));

    expect(statements).toHaveLength(1);
    expect(found.size).toBe(count);
    const answers = wanted.map(({ key }) => found.get(toUserKeyText(key))?.map(({ id }) => id));
    expect(answers).toEqual(wanted.map(({ id }) => [id]));
  });

  test("no keys cost no statement", async () => {
    expect((await directory.findUsers([])).size).toBe(0);
    expect(statements).toHaveLength(0);
  });

  test("unknown keys are absent and cost the others nothing", async () => {
    const known = await registerOne(identity("AUTH0", "auth0|known"));
    const keys: UserKey[] = [
      { kind: "id", id: mintUserId() },
      subjectKey(identity("COGNITO", "auth0|known")),
      subjectKey(identity("AUTH0", "AUTH0|KNOWN")),
      subjectKey(identity("AUTH0", "auth0|known")),
    ];

    const found = await directory.findUsers(keys);

    expect([...found]).toEqual([[toUserKeyText(keys[3] as UserKey), [known]]]);
  });

  test("a user without links is found by id", async () => {
    const user = { id: mintUserId(), createdAt: new Date(1_700_000_000_123), links: [] };
    await directory.importUsers([user]);

    const found = await directory.findUsers([{ kind: "id", id: user.id }]);

    expect(found.get(user.id)).toEqual([user]);
  });

  test("a subject in two realms gives both users", async () => {
    const [one, other] = [
      identity("AUTH0", "auth0|twin", "tenant-1"),
      identity("AUTH0", "auth0|twin", "tenant-2"),
    ];
    const users = [await registerOne(one), await registerOne(other)];

    const found = await directory.findUsers([subjectKey(one)]);

    expect(found.get(toUserKeyText(subjectKey(one)))).toEqual(users);
    expect(users[0]?.id).not.toBe(users[1]?.id);
  });

  test("a user with the same subject in two realms is given once", async () => {
    const key = identity("AUTH0", "auth0|mover", "tenant-1");
    const user = await registerOne(key, [identity("AUTH0", "auth0|mover", "tenant-2")]);

    const found = await directory.findUsers([subjectKey(key)]);

    expect(found.get(toUserKeyText(subjectKey(key)))).toEqual([user]);
  });

  test("links come oldest first, and those of the same moment in the same order everywhere", async () => {
    const id = mintUserId();
    const linkOf = (key: IdentityKey, linkedAt: Date) =>
      ({ ...key, userId: id, evidence: "MANUAL", linkedAt, changedAt: null }) as const;
    const oldest = linkOf(identity("NEXUS", "NX1"), new Date(1_000));
    const alike = [
      linkOf(identity("AUTH0", "auth0|Z"), new Date(2_000)),
      linkOf(identity("AUTH0", "auth0|aa"), new Date(2_000)),
      linkOf(identity("AUTH0", "auth0|b"), new Date(2_000)),
      linkOf(identity("COGNITO", "c"), new Date(2_000)),
    ];
    const newest = linkOf(identity("AUTH0", "auth0|0"), new Date(3_000));
    await directory.importUsers([
      { id, createdAt: new Date(500), links: [newest, ...alike.toReversed(), oldest] },
    ]);

    const found = await directory.findUsers([{ kind: "id", id }]);

    expect(found.get(id)?.[0]?.links).toEqual([oldest, ...alike, newest]);
  });

  test("keys with SQL in them are only data", async () => {
    const known = await registerOne(identity("AUTH0", "auth0|known"));
    const attacks = [
      "' or '1'='1",
      "'; drop table identity_links; --",
      '") or 1=1 --',
      "{auth0|known}",
      '["x"]',
      "%",
    ];

    const found = await directory.findUsers(
      attacks.flatMap((text): UserKey[] => [
        { kind: "id", id: toUserId(text) },
        subjectKey(identity("AUTH0", text)),
      ]),
    );

    expect(found.size).toBe(0);
    expect(await directory.countUsers()).toBe(1);
    expect((await directory.findUsers([{ kind: "id", id: known.id }])).size).toBe(1);
  });

  test("a key that no store can hold is unknown and costs the others nothing", async () => {
    const known = await registerOne(identity("AUTH0", "auth0|\uFFFD"));
    const impossible = ["auth0|\0", "auth0|\uD800", "", "x".repeat(100_000)];

    const found = await directory.findUsers([
      ...impossible.map((text) => subjectKey(identity("AUTH0", text))),
      { kind: "id", id: toUserId("\0") },
      { kind: "id", id: known.id },
    ]);

    expect([...found.keys()]).toEqual([known.id]);
  });

  async function registerOne(key: IdentityKey, assertedKeys: readonly IdentityKey[] = []) {
    const users = await directory.register([{ key, evidence: "FIRST_SEEN", assertedKeys }]);
    const user = users.get(toIdentityText(key));
    if (user === undefined) throw new Error(`no answer for ${toIdentityText(key)}`);
    return user;
  }
});

function personOfThree(index: number): Registration {
  return {
    key: identity("AUTH0", `auth0|${index}`),
    evidence: "FIRST_SEEN",
    assertedKeys: [identity("COGNITO", `sub-${index}`), identity("NEXUS", `NX${index}`)],
  };
}
