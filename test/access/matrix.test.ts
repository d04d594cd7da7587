import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Finder, finders, roles, visibility } from "./expectations.js";
import { furtherChecks } from "./further-checks.js";
import { type HttpHarness, openHttpHarness } from "./http-harness.js";
import { checkCase } from "./matrix.js";

let harness: HttpHarness;
const seen = new Set<string>();
let cases = 0;

beforeAll(async () => {
  harness = await openHttpHarness();
});

afterAll(() => harness.close());

describe.each(roles)("%s", (role) => {
  test.each(Object.keys(finders) as Finder[])(
    "sees exactly the fields of the table on the path %s",
    async (finder) => {
      const result = await checkCase(harness, role, finder);
      expect(result.violations).toEqual([]);
      cases += result.cases;
      for (const field of result.seen) seen.add(field);
    },
  );
});

test("every line of the table was compared, with thousands of fields in all", () => {
  const expected = visibility.flatMap(([type, fields]) =>
    fields.split(" ").map((field) => `${type}.${field}`),
  );
  expect([...seen].sort()).toEqual(expected.sort());
  expect(cases).toBeGreaterThan(20_000);
});

test.each(furtherChecks.map((check) => [check.name, check] as const))(
  "the rules that no path to a user shows hold: %s",
  async (_, check) => {
    expect(await check(harness)).toEqual([]);
  },
);
