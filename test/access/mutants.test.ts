import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Finder, finders, type Role } from "./expectations.js";
import { furtherChecks } from "./further-checks.js";
import { type AccessHarness, openAccessHarness } from "./harness.js";
import { checkCase } from "./matrix.js";
import { type Mutant, mutantsOf } from "./mutants.js";

type Case = readonly [Role, Finder];

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
const cases: readonly Case[] = (["user by id", ...Object.keys(finders)] as Finder[]).flatMap((finder) =>
  roles.map((role): Case => [role, finder]),
);
const lossFirst: readonly Case[] = [["administrator", "user by id"], ...cases];

let harness: AccessHarness;

beforeAll(async () => {
  harness = await openAccessHarness();
});

afterAll(() => harness.close());

async function isDetected({ policy, shownBy }: Mutant): Promise<boolean> {
  harness.applyPolicy(policy);
  const byMatrix = async (): Promise<boolean> => {
    for (const [role, finder] of shownBy === "loss" ? lossFirst : cases) {
      if ((await checkCase(harness, role, finder)).violations.length > 0) return true;
    }
    return false;
  };
  const byChecks = async (): Promise<boolean> => {
    for (const check of furtherChecks) {
      if ((await check(harness)).length > 0) return true;
    }
    return false;
  };
  return shownBy === "changes" ? (await byChecks()) || byMatrix() : (await byMatrix()) || byChecks();
}

test("a policy with any one rule removed or loosened makes a test fail", async () => {
  const undetected: string[] = [];
  const mutants = mutantsOf(harness.policy, harness.schema);
  for (const mutant of mutants) {
    if (!(await isDetected(mutant))) undetected.push(mutant.name);
  }
  expect(undetected).toEqual([]);
  expect(mutants.length).toBeGreaterThan(300);
}, 300_000);
