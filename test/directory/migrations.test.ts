import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { identityLinks } from "../../src/directory/migrations/0001-identity-links.js";
import type { StoreLocation } from "../../src/directory/open-directory.js";
import { createPostgresDialect, postgresDialect } from "../../src/directory/postgres.js";
import { createSqliteDialect, sqliteDialect } from "../../src/directory/sqlite.js";
import { mintUserId } from "../../src/identity/ids.js";
import { sharedStoreKinds, type TestStore } from "../support/directories.js";
import { identity } from "../support/identities.js";
import { newWrite } from "../support/writes.js";

const userId = mintUserId();
const key = identity("AUTH0", "auth0|ada");
const time = new Date("2026-01-02T03:04:05.006Z");

describe.each(sharedStoreKinds)("migrating $name", (kind) => {
  let store: TestStore;

  beforeAll(async () => {
    store = await kind.create();
  });
  afterEach(() => store.empty());
  afterAll(() => store.remove());

  test("a store of the first version keeps its users and links, and takes writes", async () => {
    await fillFirstVersion(store.location);

    const directory = await store.open();

    const linkOf = { ...key, userId, evidence: "MANUAL", linkedAt: time };
    const user = { id: userId, createdAt: time, links: [{ ...linkOf, changedAt: null }] };
    expect((await directory.listUsers({ first: 10 })).users).toEqual([user]);
    expect(await directory.journal.begin(newWrite({ userId, touched: [key] }))).toEqual({ kind: "started" });
    const [changed] = (await directory.listUsers({ first: 10 })).users;
    expect(changed?.links[0]?.changedAt).toBeInstanceOf(Date);
  });
});

interface FirstVersion {
  users: { id: string; created_at_ms: number };
  identity_links: {
    provider: string;
    subject: string;
    realm: string;
    user_id: string;
    evidence: string;
    linked_at_ms: number;
  };
}

/** A store as it was before there was a journal, with one user. */
async function fillFirstVersion(location: StoreLocation): Promise<void> {
  const options = {
    maxConnections: 1,
    statementTimeoutMs: 0,
    connectTimeoutMs: 5_000,
    onConnectionError: () => undefined,
  };
  const [dialect, sqlDialect] =
    "url" in location
      ? [createPostgresDialect({ ...options, url: location.url }), postgresDialect]
      : [createSqliteDialect(location.sqliteFile), sqliteDialect];
  const kysely = new Kysely<FirstVersion>({ dialect });
  const getMigrations = async () => ({ "0001-identity-links": identityLinks(sqlDialect) });
  const { error } = await new Migrator({ db: kysely, provider: { getMigrations } }).migrateToLatest();
  expect(error).toBeUndefined();
  const moment = time.getTime();
  await kysely.insertInto("users").values({ id: userId, created_at_ms: moment }).execute();
  await kysely
    .insertInto("identity_links")
    .values({ ...key, user_id: userId, evidence: "MANUAL", linked_at_ms: moment })
    .execute();
  await kysely.destroy();
}
