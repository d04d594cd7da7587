import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { openDirectory } from "../../src/directory/open-directory.js";
import { mintUserId } from "../../src/identity/ids.js";
import { sharedStoreKinds, storeKinds, type TestStore } from "../support/directories.js";
import { firstOf } from "../support/first-of.js";
import { identity, subjectKey } from "../support/identities.js";
import { createTestDatabase } from "../support/postgres.js";
import { startPostgres } from "../support/postgres-server.js";
import { registerInProcesses } from "../support/register-process.js";
import { until } from "../support/until.js";

const known = identity("AUTH0", "auth0|known");
const registration = { key: known, evidence: "FIRST_SEEN", assertedKeys: [] } as const;

describe.each(storeKinds)("a directory in $name", (kind) => {
  let store: TestStore;

  beforeAll(async () => {
    store = await kind.create();
  });
  afterEach(() => store.empty());
  afterAll(() => store.remove());

  test("answers as long as it is open", async () => {
    const directory = await store.open();
    await directory.ping();

    await directory.close();
    await directory.close();

    await expect(directory.ping()).rejects.toThrow();
    await expect(directory.countUsers()).rejects.toThrow();
  });

  test("does not count the statements that made its tables", async () => {
    const statements: string[] = [];
    const directory = await store.open({ onStatement: (sql) => statements.push(sql) });
    expect(statements).toEqual([]);

    await directory.countUsers();

    expect(statements).toHaveLength(1);
  });

  test("keeps moments to the millisecond", async () => {
    const directory = await store.open();
    const moments = [0, 1, 999, 1_700_000_000_123, 4_102_444_799_999].map((time) => new Date(time));
    const users = moments.map((createdAt) => {
      const userId = mintUserId();
      const key = identity("NEXUS", userId);
      return {
        id: userId,
        createdAt,
        links: [{ ...key, userId, evidence: "MANUAL" as const, linkedAt: createdAt, changedAt: null }],
      };
    });

    await directory.importUsers(users);

    expect((await directory.listUsers({ first: 10 })).users).toEqual(users);
  });
});

describe.each(sharedStoreKinds)("opening $name", (kind) => {
  let store: TestStore;

  beforeAll(async () => {
    store = await kind.create();
  });
  afterEach(() => store.empty());
  afterAll(() => store.remove());

  test("makes the tables once, and keeps what is in them", async () => {
    const first = await store.open();
    await first.register([registration]);
    await first.close();

    const second = await store.open();

    expect((await second.findUsers([subjectKey(known)])).size).toBe(1);
  });

  test("several times at once from an empty store works in one process", async () => {
    const directories = await Promise.all(Array.from({ length: 4 }, () => store.open()));

    await directories[0]?.register([registration]);

    const counts = await Promise.all(directories.map((directory) => directory.countUsers()));
    expect(counts).toEqual([1, 1, 1, 1]);
  });

  test("at once from an empty store works in several processes", async () => {
    const answers = await registerInProcesses(store.location, [
      [[registration]],
      [[registration]],
      [[registration]],
    ]);

    expect(new Set(answers.flat(2).map(([, id]) => id)).size).toBe(1);
  });
});

describe("a directory in PostgreSQL", () => {
  test("fails while its server is away, and lives on", async () => {
    const server = await startPostgres();
    const { url } = await createTestDatabase(server.url);
    const outages: Error[] = [];
    const directory = await openDirectory({ url, onOutage: (error) => outages.push(error) });
    await directory.countUsers();

    await server.stop();

    await expect(directory.countUsers()).rejects.toThrow("the directory is unavailable");
    expect(outages).toHaveLength(1);
    await expect(openDirectory({ url })).rejects.toThrow(
      "The directory can't be opened: no answer from PostgreSQL",
    );
    await directory.close();
  });

  test("outlives its connections, in the middle of a transaction too", async () => {
    const database = await createTestDatabase();
    const directory = await openDirectory({ url: database.url });
    const breakAll = () =>
      database.run(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );

    for (let round = 0; round < 5; round += 1) {
      const registrations = Array.from({ length: 20 }, () => directory.register([registration]));
      await Promise.allSettled([...registrations, breakAll()]);
    }

    await eventually(() => directory.register([registration]));
    expect(await eventually(() => directory.countUsers())).toBe(1);
    await directory.close();
    await database.drop();
  });

  test("cannot be reached at an address where nothing listens", async () => {
    await expect(openDirectory({ url: "postgres://nobody@127.0.0.1:1/nothing" })).rejects.toThrow(
      "The directory can't be opened: no answer from PostgreSQL",
    );
  });
});

/** The pool hears of a broken connection a little later than it broke. */
async function eventually<Result>(step: () => Promise<Result>): Promise<Result> {
  const results: Result[] = [];
  const note = (result: Result): boolean => results.push(result) > 0;
  await until(() => step().then(note, () => false), "the directory answers again");
  return firstOf(results);
}
