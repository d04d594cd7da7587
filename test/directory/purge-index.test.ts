import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sharedStoreKinds, type TestStore } from "../support/directories.js";

const [file] = sharedStoreKinds;
let store: TestStore;
const statements: string[] = [];

beforeAll(async () => {
  if (file === undefined) throw new Error("there is no store in a file");
  store = await file.create();
  const directory = await store.open({ onStatement: (sql) => statements.push(sql) });
  await directory.journal.purge(0);
});
afterAll(() => store.remove());

test("ended writes are found for removal by an index, however many there are", () => {
  const { location } = store;
  const database = new DatabaseSync("sqliteFile" in location ? location.sqliteFile : "");
  const purge = statements.find((sql) => sql.startsWith("delete from")) ?? "";
  const plan = database
    .prepare(`explain query plan ${purge}`)
    .all(...(purge.match(/\?/g) ?? []).map(() => 0));
  database.close();
  expect(plan).toEqual([expect.objectContaining({ detail: expect.stringContaining("INDEX writes_ended") })]);
});
