import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Finder, finders, roles, visibility } from "./expectations.js";
import { furtherChecks } from "./further-checks.js";
import { type HttpHarness, openHttpHarness } from "./http-harness.js";
import { walk } from "./matrix.js";

let harness: HttpHarness;
const seen = new Set<string>();
let cases = 0;

beforeAll(async () => {
  harness = await openHttpHarness();
});

afterAll(() => harness.close());

describe.each(roles)("%s", (role) => {
  test.each(Object.keys(finders) as Finder[])(
    "sees by way of %s what the table says, field by field",
    async (finder) => {
      const walked = await walk(harness, role, finder);
      expect(walked.faults).toEqual([]);
      cases += walked.cases;
      for (const field of walked.seen) seen.add(field);
    },
  );
});

test("every line of the table was held against thousands of fields", () => {
  const expected = visibility.flatMap(([type, fields]) =>
    fields.split(" ").map((field) => `${type}.${field}`),
  );
  expect([...seen].sort()).toEqual(expected.sort());
  expect(cases).toBeGreaterThan(20_000);
});

test.each(furtherChecks.map((check) => [check.name, check] as const))(
  "what the ways to a user don't show is as it should be: %s",
  async (_, check) => {
    expect(await check(harness)).toEqual([]);
  },
);
