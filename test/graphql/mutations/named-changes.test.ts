import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../../src/sandbox/people.js";
import { UpdateUserDocument, type UpdateUserInput } from "../../generated/operations.js";
import type { Execute } from "../../support/execute.js";
import { type Mutations, mutationsOf, noCalls, writingCalls } from "../../support/mutations.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
const person = personCalled("everywhere", people);
const user = { id: person.userId };
const subject = person.auth0[0]?.user_id ?? "";

let subgraph: TestSubgraph;
let administrator: Mutations;
/** May change other people, and may not see their metadata. */
let asEditor: Execute;

beforeAll(async () => {
  subgraph = await startSubgraph({ people });
  administrator = mutationsOf(subgraph);
  const token = await subgraph.sandbox.issuer.issueAuth0({
    sub: "editor@clients",
    permissions: ["read:users", "update:users"],
  });
  asEditor = subgraph.as({ token });
});
afterAll(() => subgraph.close());
beforeEach(() => subgraph.resetCounts());

describe("an update that names no change is an invalid input", () => {
  test.each<[string, Omit<UpdateUserInput, "user">]>([
    ["nothing", {}],
    ["an empty profile", { profile: {} }],
    ["a part that only says at which account", { auth0: { subject } }],
    ["empty parts", { profile: {}, cognito: {}, nexus: {} }],
  ])("%s", async (_, changes) => {
    for (const dryRun of [false, true]) {
      expect(await administrator.updateUser({ user, ...changes, dryRun })).toMatchObject({
        code: "INVALID_INPUT",
        violations: [{ path: "input", constraint: "namesChange" }],
      });
    }
    expect(writingCalls(subgraph.sandbox)).toEqual(noCalls);
  });

  test("equal values are a change that is not needed", async () => {
    const profile = { nickname: "same" };
    await administrator.updateUser({ user, profile });
    expect(await administrator.updateUser({ user, profile })).toMatchObject({
      outcomes: expect.arrayContaining([expect.objectContaining({ status: "UNCHANGED" })]),
    });
  });
});

describe("metadata can't be guessed by who may change it and may not see it", () => {
  const guess = async (execute: Execute, json: Record<string, unknown>, dryRun: boolean) => {
    const parts = { auth0: { appMetadata: { json } }, cognito: { appMetadata: { json } } };
    const { data, errors } = await execute(UpdateUserDocument, { input: { user, ...parts, dryRun } });
    return { data, errors };
  };
  const withoutValues = (answer: unknown): unknown =>
    JSON.parse(
      JSON.stringify(answer, (name, value) => (["before", "after", "writeId"].includes(name) ? null : value)),
    );

  test.each([true, false])("a right guess is answered as a wrong one (dry run: %s)", async (dryRun) => {
    await guess(subgraph.execute, { badge: "right" }, false);
    const right = await guess(asEditor, { badge: "right" }, dryRun);
    await guess(subgraph.execute, { badge: "right" }, false);
    const wrong = await guess(asEditor, { badge: "wrong" }, dryRun);
    expect(withoutValues(right)).toEqual(withoutValues(wrong));
    expect(JSON.stringify(right)).not.toContain("UNCHANGED");
    expect(JSON.stringify(wrong)).not.toContain("right");
  });

  test("who may see it learns that nothing changes", async () => {
    await guess(subgraph.execute, { badge: "right" }, false);
    expect(JSON.stringify(await guess(subgraph.execute, { badge: "right" }, false))).toContain("UNCHANGED");
  });
});
