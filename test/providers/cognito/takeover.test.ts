import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { aliasPool, emailPool, sandboxPools } from "../../../src/sandbox/cognito/pool-plan.js";
import { firstOf } from "../../support/first-of.js";
import { type Account, type Creations, createIn, goodPassword, openCreations } from "./creations.js";

const staff = firstOf(sandboxPools);
const email = "grace@example.com";
const names = { given_name: "Grace", family_name: "Hopper" };
const poolKinds = [
  ["user names are free", staff.id, "grace", { username: "grace" }],
  ["the address is the user name", emailPool.id, email, {}],
  ["the address is an alias", aliasPool.id, "grace", { username: "grace" }],
] as const;
const mutations = /^Admin(Set|Add|Remove|Disable|Enable|Update|Delete)/;

let creations: Creations;

beforeAll(async () => {
  creations = await openCreations();
});
afterAll(() => creations.close());
beforeEach(() => creations.reset());

const inputOf = (pool: string, rest: object) => ({
  ...{ realm: pool, email, givenName: "Grace", familyName: "Hopper" },
  ...{ password: goodPassword, groups: ["editors"], isBlocked: true },
  ...rest,
});
const linked = async (): Promise<readonly string[]> => {
  const { users } = await creations.directory().listUsers({ first: 100 });
  return users.flatMap(({ links }) => links.map(({ subject }) => subject));
};
const addTwin = async (pool: string, username: string): Promise<Account> => {
  const attributes = { email, email_verified: "false", ...names };
  const twin = await creations.addStranger({ pool, username, attributes, isConfirmed: true });
  if (twin === null) throw new Error("the pool can hold no twin");
  return twin;
};

describe.each(poolKinds)(
  "where %s, another program's account with the same name, address and age",
  (...kind) => {
    const [, pool, name, own] = kind;

    test.each([
      ["reset", 1],
      ["reset", 3],
      ["lost", 1],
    ] as const)("is left alone when creations are cut (%s, %i times)", async (fault, times) => {
      const twin = await addTwin(pool, name);
      creations.running.emulator.clearRequests();
      creations.running.emulator.faults.set({ kind: fault, operation: "AdminCreateUser", times });
      const outcome = await createIn(creations.environment(), inputOf(pool, own));
      expect(creations.calls().filter((call) => mutations.test(call))).toEqual([]);
      expect(outcome === null || outcome.kind === "failed").toBe(true);
      expect(await creations.read(pool, twin.sub)).toEqual(twin);
      expect(await linked()).toEqual([]);
    });

    test("is why the creation ends: the name is taken", async () => {
      await addTwin(pool, name);
      creations.running.emulator.faults.set({ kind: "reset", operation: "AdminCreateUser", times: 1 });
      const field = pool === emailPool.id ? "email" : "username";
      expect(await createIn(creations.environment(), inputOf(pool, own))).toMatchObject({
        kind: "failed",
        failure: { kind: "taken", field },
      });
    });

    test("is not deleted with a creation that must be undone", async () => {
      const twin = await addTwin(pool, name);
      creations.running.emulator.faults.set({ kind: "reset", operation: "AdminCreateUser", times: 1 });
      await createIn(creations.environment(), inputOf(pool, { ...own, groups: ["missing"] }));
      expect(await creations.read(pool, twin.sub)).toEqual(twin);
    });

    test.each(["reset", "lost"] as const)(
      "is told apart when it comes from a second creation here, and one call is %s",
      async (kind) => {
        creations.running.emulator.faults.set({ kind, operation: "AdminCreateUser", times: 1 });
        const environment = creations.environment();
        const input = inputOf(pool, own);
        const outcomes = await Promise.all([createIn(environment, input), createIn(environment, input)]);
        expect(outcomes.map((outcome) => outcome?.kind).sort()).toEqual(["created", "failed"]);
        const [account, ...others] = await creations.list(pool);
        expect(others).toEqual([]);
        expect(await linked()).toEqual([account?.sub]);
      },
    );
  },
);
