import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { isSameEmail } from "../../../src/identity/email-address.js";
import { createPeople } from "../../../src/sandbox/people.js";
import { type Mutations, mutationsOf } from "../../support/mutations.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
const person = personCalled("asserted-later", people);
const evidence = "VERIFIED_EMAIL" as const;
const input = {
  user: { id: person.userId },
  provider: "NEXUS",
  subject: person.nexus[0]?.id ?? "",
  evidence,
} as const;

let subgraph: TestSubgraph;
let mutations: Mutations;

beforeAll(async () => {
  const cache = { CACHE_FOUND_MS: "600000", CACHE_STALE_MS: "3600000" };
  subgraph = await startSubgraph({ people, variables: cache });
  mutations = mutationsOf(subgraph);
});
afterAll(() => subgraph.close());
beforeEach(() => subgraph.resetCounts());

const readAll = () =>
  subgraph.execute(
    /* GraphQL */ `query ($by: UserByInput!) { user(by: $by) { identities { provider email emailVerified } } }`,
    { by: { id: person.userId } },
  );

describe("an identity is linked on the evidence of an address", () => {
  test("only when both providers were asked just now, however fresh the cache is", async () => {
    await readAll();
    subgraph.sandbox.auth0.faults.set({ kind: "status", status: 503 });
    subgraph.sandbox.cognito.faults.set({ kind: "status", status: 503 });
    const answer = await mutations.linkIdentity(input);
    expect(answer).not.toHaveProperty("user");
    subgraph.sandbox.auth0.faults.clear();
    subgraph.sandbox.cognito.faults.clear();
    expect(await mutations.linkIdentity(input)).toMatchObject({ user: { id: person.userId } });
  });
});

test.each([
  ["the case of ASCII letters", "Ada.K@Example.com", "ada.k@example.COM", true],
  ["the Kelvin sign for a k", "ada.\u212A@example.com", "ada.k@example.com", false],
  ["a Cyrillic letter", "\u0430da@example.com", "ada@example.com", false],
  ["a dotted capital I", "\u0130da@example.com", "i\u0307da@example.com", false],
  ["a composed letter", "caf\u00E9@example.com", "cafe\u0301@example.com", false],
])("two addresses that differ in %s: %s, %s", (_what, one, other, isSame) => {
  expect(isSameEmail(one, other)).toBe(isSame);
});
