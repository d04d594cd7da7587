import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Finder, finders, type Role } from "./expectations.js";
import { furtherChecks } from "./further-checks.js";
import { type AccessHarness, openAccessHarness } from "./harness.js";
import { walk } from "./matrix.js";
import { type Mutant, mutantsOf } from "./mutants.js";

type Way = readonly [Role, Finder];

/** Roles with few permissions first: their responses are short, and they show most loosened rules. */
const roles: readonly Role[] = [
  "stranger",
  "anonymous",
  "machine",
  "support",
  "self",
  "auditor",
  "administrator",
];
const ways: readonly Way[] = (["user by id", ...Object.keys(finders)] as Finder[]).flatMap((finder) =>
  roles.map((role): Way => [role, finder]),
);
const lossFirst: readonly Way[] = [["administrator", "user by id"], ...ways];

let harness: AccessHarness;

beforeAll(async () => {
  harness = await openAccessHarness();
});

afterAll(() => harness.close());

async function isNoticed({ policy, shownBy }: Mutant): Promise<boolean> {
  harness.obey(policy);
  const byWays = async (): Promise<boolean> => {
    for (const [role, finder] of shownBy === "loss" ? lossFirst : ways) {
      if ((await walk(harness, role, finder)).faults.length > 0) return true;
    }
    return false;
  };
  const byChecks = async (): Promise<boolean> => {
    for (const check of furtherChecks) {
      if ((await check(harness)).length > 0) return true;
    }
    return false;
  };
  return shownBy === "changes" ? (await byChecks()) || byWays() : (await byWays()) || byChecks();
}

test("no rule of the policy can be taken away or made looser without a test that fails", async () => {
  const unnoticed: string[] = [];
  const mutants = mutantsOf(harness.policy, harness.schema);
  for (const mutant of mutants) {
    if (!(await isNoticed(mutant))) unnoticed.push(mutant.name);
  }
  expect(unnoticed).toEqual([]);
  expect(mutants.length).toBeGreaterThan(300);
}, 300_000);
