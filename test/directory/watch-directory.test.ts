import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Directory } from "../../src/directory/directory.js";
import { openDirectory } from "../../src/directory/open-directory.js";
import { type DirectoryChange, watchDirectory } from "../../src/directory/watch-directory.js";
import { mintUserId, toRealm, toSubject } from "../../src/identity/ids.js";
import type { IdentityKey } from "../../src/identity/link.js";

const key: IdentityKey = { provider: "AUTH0", realm: toRealm("tenant"), subject: toSubject("auth0|1") };
const changes: DirectoryChange[] = [];
let directory: Directory;

beforeAll(async () => {
  directory = watchDirectory(await openDirectory({ sqliteFile: ":memory:" }), (change) =>
    changes.push(change),
  );
});
beforeEach(() => {
  changes.length = 0;
});
afterAll(() => directory.close());

const seen = (): DirectoryChange => ({
  userIds: changes.flatMap(({ userIds }) => userIds),
  identities: changes.flatMap(({ identities }) => identities),
});

test("a registration reports the identities and the users that it gave them", async () => {
  const users = await directory.register([{ key, evidence: "FIRST_SEEN", assertedKeys: [] }]);
  const [user] = [...users.values()];
  expect(seen().userIds).toContain(user?.id);
  expect(seen().identities).toContainEqual(key);
});

test("a write reports its user and what it touches when it begins and when it ends", async () => {
  const [user] = [
    ...(await directory.register([{ key, evidence: "FIRST_SEEN", assertedKeys: [] }])).values(),
  ];
  const userId = user?.id ?? mintUserId();
  changes.length = 0;
  const id = mintUserId();
  await directory.journal.begin({
    ...{ id, kind: "link_identity", actor: "tester", userId, idempotencyKey: null, digest: "sha256:x" },
    ...{ progress: {}, fields: [], touched: [key], lease: { holder: "one", durationMs: 30_000 } },
  });
  expect(seen()).toEqual({ userIds: [userId], identities: [key] });
  changes.length = 0;
  await directory.journal.complete({
    ...{ id, holder: "one", state: "finished", outcome: {}, result: "UNLINKED", userId },
    ...{ unlinks: [key], touched: [] },
  });
  expect(seen()).toEqual({ userIds: [userId], identities: [key] });
});
