import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Directory, UserFilter } from "../../src/directory/directory.js";
import { mintUserId, toUserId, type UserId } from "../../src/identity/ids.js";
import type { LinkedUser } from "../../src/identity/link.js";
import { storeKinds, type TestStore } from "../support/directories.js";
import { identity } from "../support/identities.js";

describe.each(storeKinds)("listing users in $name", (kind) => {
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

  test.each([1, 3, 7, 25, 100])(
    "pages of %i walk every user once, in order, with all links",
    async (first) => {
      const users = await importPeople(25);

      expect(await walk(first)).toEqual(users);
    },
  );

  test.each<UserFilter>([{}, { realm: "realm-2" }])(
    "pages from the newest user on walk the same users the other way: %j",
    async (filter) => {
      await importPeople(25);

      expect(await walk(7, filter, undefined, true)).toEqual((await walk(7, filter)).toReversed());
    },
  );

  test("a page is one statement and says whether more follow", async () => {
    const users = await importPeople(4);
    statements = [];

    const whole = await directory.listUsers({ first: 4 });
    const part = await directory.listUsers({ first: 3 });
    const none = await directory.listUsers({ first: 0 });

    expect(statements).toHaveLength(3);
    expect(whole).toEqual({ users, hasNextPage: false });
    expect(part).toEqual({ users: users.slice(0, 3), hasNextPage: true });
    expect(none).toEqual({ users: [], hasNextPage: true });
  });

  test("users are in the order of their ids' bytes, whatever the language of the database", async () => {
    const ids = ["0", "9", "a", "aa", "b", "c", "e", "f", "ff"].map((start) =>
      toUserId(`${start.padEnd(8, "0")}-0000-7000-8000-000000000000`),
    );
    await directory.importUsers(ids.toReversed().map((id) => ({ id, createdAt: new Date(0), links: [] })));

    expect((await walk(2)).map(({ id }) => id)).toEqual([...ids].sort());
  });

  test("users added meanwhile appear at the end, and no user twice", async () => {
    const users = await importPeople(10);
    const added: LinkedUser[] = [];

    const walked = await walk(3, {}, async () => {
      if (added.length < 4) added.push(...(await importPeople(1)));
    });

    expect(walked).toEqual([...users, ...added]);
  });

  test.each<UserFilter>([
    { provider: "AUTH0" },
    { provider: "NEXUS" },
    { realm: "realm-2" },
    { evidence: "MANUAL" },
    { provider: "COGNITO", realm: "realm-2" },
    { provider: "AUTH0", realm: "realm-1", evidence: "FIRST_SEEN" },
    { realm: "nowhere" },
  ])("a filter keeps the users who have one link that meets all of it: %j", async (filter) => {
    const users = await importPeople(24);
    const expected = users.filter(({ links }) =>
      links.some((link) =>
        Object.entries(filter).every(([part, value]) => link[part as keyof UserFilter] === value),
      ),
    );

    expect(await walk(2, filter)).toEqual(expected);
    expect(await directory.countUsers(filter)).toBe(expected.length);
    expect(await directory.countUsers()).toBe(24);
  });

  test.each([-1, 1.5, Number.NaN])("%p users are refused", async (first) => {
    await expect(directory.listUsers({ first })).rejects.toThrow("first must be a whole number, 0 or more");
  });

  async function walk(
    first: number,
    filter: UserFilter = {},
    afterPage: () => Promise<void> = async () => undefined,
    isNewestFirst = false,
  ): Promise<readonly LinkedUser[]> {
    const walked: LinkedUser[] = [];
    for (let after: UserId | undefined; ; after = walked.at(-1)?.id) {
      const start = after === undefined ? {} : { after };
      const page = await directory.listUsers({ first, filter, isNewestFirst, ...start });
      expect(page.users.length).toBeLessThanOrEqual(first);
      walked.push(...page.users);
      if (!page.hasNextPage) return walked;
      await afterPage();
    }
  }

  /** People with no link up to three, over two realms and two kinds of evidence. */
  async function importPeople(count: number): Promise<readonly LinkedUser[]> {
    const users = Array.from({ length: count }, (_, index): LinkedUser => {
      const id = mintUserId();
      const evidence = index % 3 === 0 ? "MANUAL" : "FIRST_SEEN";
      const linkedAt = new Date(1_700_000_000_000 + index);
      const links = (["AUTH0", "COGNITO", "NEXUS"] as const)
        .slice(0, index % 4)
        .map((provider) => identity(provider, `${provider}|${id}`, `realm-${1 + (index % 2)}`))
        .map((key) => ({ ...key, userId: id, evidence, linkedAt, changedAt: null }) as const);
      return { id, createdAt: linkedAt, links };
    });
    await directory.importUsers(users);
    return users;
  }
});
