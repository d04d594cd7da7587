import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Directory, Registration } from "../../src/directory/directory.js";
import { type IdentityKey, toIdentityText, toUserKeyText } from "../../src/identity/link.js";
import { sharedStoreKinds, storeKinds, type TestStore } from "../support/directories.js";
import { identity, subjectKey } from "../support/identities.js";
import { registerInProcesses } from "../support/register-process.js";

const key = identity("AUTH0", "auth0|wanted");
const asserted = identity("NEXUS", "NXWANTED");

describe.each(storeKinds)("one connection to $name", (kind) => {
  let store: TestStore;

  beforeAll(async () => {
    store = await kind.create();
  });
  afterEach(() => store.empty());
  afterAll(() => store.remove());

  test("50 registrations of one identity at once give one user, the same to all", async () => {
    const directory = await store.open();

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => directory.register([firstSeen(key, asserted)])),
    );

    await expectOneUser(
      directory,
      answers.flatMap((users) => [...users.values()].map(({ id }) => id)),
    );
  });
});

describe.each(sharedStoreKinds)("several connections to $name", (kind) => {
  let store: TestStore;

  beforeAll(async () => {
    store = await kind.create();
  });
  afterEach(() => store.empty());
  afterAll(() => store.remove());

  test("100 registrations of one identity through two directories give one user, the same to all", async () => {
    const directories = await Promise.all([store.open(), store.open()]);

    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        directories.map((directory) => directory.register([firstSeen(key, asserted)])),
      ).flat(),
    );

    await expectOneUser(
      directories[0],
      answers.flatMap((users) => [...users.values()].map(({ id }) => id)),
    );
  });

  test("100 registrations of one identity in three processes, from an empty store, give one user", async () => {
    const batches = Array.from({ length: 33 }, () => [firstSeen(key, asserted)]);

    const answers = await registerInProcesses(store.location, [
      batches,
      batches,
      [...batches, [firstSeen(key)]],
    ]);

    const ids = answers.flat(2).map(([, id]) => id);
    expect(ids).toHaveLength(100);
    await expectOneUser(await store.open(), ids);
  });

  test("identities that assert each other, registered at once from both ends, give one user", async () => {
    const [one, other] = await Promise.all([store.open(), store.open()]);

    const rounds = Array.from({ length: 20 }, async (_, round) => {
      const left = identity("AUTH0", `auth0|${round}`);
      const right = identity("NEXUS", `NX${round}`);
      const [fromLeft, fromRight] = await Promise.all([
        one.register([firstSeen(left, right)]),
        other.register([firstSeen(right, left)]),
      ]);
      expect(fromLeft.get(toIdentityText(left))?.id).toBe(fromRight.get(toIdentityText(right))?.id);
    });

    await Promise.all(rounds);
    expect(await one.countUsers()).toBe(20);
  });

  test("overlapping batches in opposite orders neither lock each other out nor make a second user", async () => {
    const directories = await Promise.all([store.open(), store.open()]);
    const people = Array.from({ length: 60 }, (_, index) =>
      firstSeen(identity("AUTH0", `auth0|${index}`), identity("COGNITO", `sub-${59 - index}`)),
    );
    const batches = Array.from({ length: 16 }, (_, turn) => {
      const batch = people.slice(turn * 2, turn * 2 + 30);
      return turn % 2 === 0 ? batch : batch.toReversed();
    });

    const answers = await Promise.all(
      batches.map((batch, turn) => (directories[turn % 2] as Directory).register(batch)),
    );

    const owners = answers.flatMap((users) => [...users].map(([text, { id }]) => `${text}\n${id}`));
    expect(new Set(owners).size).toBe(60);
    expect(await directories[0].countUsers()).toBe(60);
  });
});

function firstSeen(identityKey: IdentityKey, ...assertedKeys: IdentityKey[]): Registration {
  return { key: identityKey, evidence: "FIRST_SEEN", assertedKeys };
}

async function expectOneUser(directory: Directory, ids: readonly string[]): Promise<void> {
  expect(new Set(ids).size).toBe(1);
  expect(await directory.countUsers()).toBe(1);
  const found = await directory.findUsers([subjectKey(key), subjectKey(asserted)]);
  const owners = [key, asserted].map((owned) =>
    found.get(toUserKeyText(subjectKey(owned)))?.map(({ id }) => id),
  );
  expect(owners).toEqual([[ids[0]], [ids[0]]]);
}
