import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../../src/sandbox/people.js";
import type { SyncNexusIdentityInput } from "../../generated/operations.js";
import { contestedSubject, createRivals } from "../../support/contested.js";
import { sharedStoreKinds, type TestStore } from "../../support/directories.js";
import {
  type Mutations,
  mutationsOf,
  noCalls,
  ownersOf,
  toStoreVariables,
  writingCalls,
} from "../../support/mutations.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
const person = (slug: string) => personCalled(slug, people);
const inputFor = (
  user: SyncNexusIdentityInput["user"],
  given: Partial<SyncNexusIdentityInput> = {},
): SyncNexusIdentityInput => ({
  user,
  audience: "https://reports.example.com",
  attributes: [{ key: "costCenter", value: "CC-new" }],
  connection: { connectionId: "district", groups: ["staff", "auditors"] },
  ...given,
});

describe("synchronising a Nexus identity", () => {
  let subgraph: TestSubgraph;
  let syncNexusIdentity: Mutations["syncNexusIdentity"];

  beforeAll(async () => {
    subgraph = await startSubgraph({ people });
    ({ syncNexusIdentity } = mutationsOf(subgraph));
  });
  afterAll(() => subgraph.close());
  beforeEach(() => subgraph.resetCounts());

  test.each([
    ["our id", (slug: string) => ({ id: person(slug).userId })],
    ["the Nexus id", (slug: string) => ({ nexusUserId: person(slug).nexus[0]?.id ?? "" })],
    ["the Auth0 subject", (slug: string) => ({ auth0UserId: person(slug).auth0[0]?.user_id ?? "" })],
  ])("finds the user by %s, and answers the roles for the audience", async (_kind, by) => {
    const answer = await syncNexusIdentity(inputFor(by("person-50")));
    const { userId, nexus, auth0 } = person("person-50");
    expect(answer).toMatchObject({
      user: { id: userId, nexusUserId: nexus[0]?.id, auth0UserId: auth0[0]?.user_id },
      isAuthenticated: true,
      roles: expect.arrayContaining([
        expect.objectContaining({ id: "role-staff", name: "Staff" }),
        expect.objectContaining({ id: "role-auditor" }),
      ]),
    });
    expect(writingCalls(subgraph.sandbox).nexus).toEqual(["SyncUserIdentity"]);
  });

  test("returns the id and the names that Nexus answers, and null for a name that it leaves out", async () => {
    const { userId, nexus } = person("person-55");
    const id = nexus[0]?.id ?? "";
    const body = { userId: id, displayName: "Answered Whole", familyName: "Answered Family", user: nexus[0] };
    subgraph.sandbox.nexus.faults.set({ kind: "status", status: 200, body, operation: "SyncUserIdentity" });
    expect(await syncNexusIdentity(inputFor({ id: userId }))).toMatchObject({
      nexusUserId: id,
      name: "Answered Whole",
      givenName: null,
      familyName: "Answered Family",
      isAuthenticated: null,
    });
  });

  test("links what Nexus asserts, for a user who had no Auth0 link", async () => {
    const { userId, nexus, auth0 } = person("just-in-time");
    const answer = await syncNexusIdentity(inputFor({ nexusUserId: nexus[0]?.id ?? "" }));
    expect(answer).toMatchObject({ user: { auth0UserId: auth0[0]?.user_id } });
    expect(answer).not.toMatchObject({ user: { id: userId } });
  });

  test("whose answer is lost is told again, and the same key replays the outcome", async () => {
    const input = inputFor({ id: person("person-51").userId }, { idempotencyKey: "sync-51" });
    subgraph.sandbox.nexus.faults.set({ kind: "lost", operation: "SyncUserIdentity", times: 1 });
    const answer = await syncNexusIdentity(input);
    expect(answer).toMatchObject({ isAuthenticated: true });
    subgraph.resetCounts();
    expect(await syncNexusIdentity(input)).toEqual(answer);
    expect(writingCalls(subgraph.sandbox)).toEqual(noCalls);
    expect(await syncNexusIdentity({ ...input, audience: "https://other.example.com" })).toMatchObject({
      code: "IDEMPOTENCY_CONFLICT",
    });
  });

  test("is refused with every violation at once when the input breaks rules", async () => {
    const answer = await syncNexusIdentity({
      user: { id: person("person-52").userId },
      audience: "",
      attributes: [{ key: "", value: "canary".repeat(1_000) }],
      connection: { connectionId: "canary".repeat(10) },
    });
    expect(answer).toMatchObject({ code: "INVALID_INPUT" });
    const { violations } = answer as { violations: { path: string }[] };
    expect([...new Set(violations.map(({ path }) => path))].sort()).toEqual([
      "attributes.0.key",
      "attributes.0.value",
      "audience",
      "connection.connectionId",
    ]);
    expect(JSON.stringify(answer)).not.toContain("canary");
    expect(subgraph.calls().nexus).toBe(0);
  });

  test("needs the connection only for an Auth0 subject that is not known yet", async () => {
    const by = (slug: string) => ({ auth0UserId: person(slug).auth0[0]?.user_id ?? "" });
    const known = await syncNexusIdentity(inputFor(by("person-54"), { connection: {} }));
    expect(known).toMatchObject({ user: { id: person("person-54").userId } });
    const unknown = { auth0UserId: "auth0|00000000000000000000dead" };
    expect(await syncNexusIdentity(inputFor(unknown, { connection: {} }))).toMatchObject({
      code: "INVALID_INPUT",
      violations: [{ path: "connection.connectionId" }],
    });
    expect(await syncNexusIdentity(inputFor(unknown))).toMatchObject({ code: "IDENTITY_NOT_FOUND" });
  });

  test("of an unknown user, or of one without a Nexus identity, is a problem", async () => {
    const id = "019b0000-0000-7000-8000-00000000dead";
    expect(await syncNexusIdentity(inputFor({ id }))).toMatchObject({ code: "USER_NOT_FOUND" });
    const gone = { id: person("gone-at-nexus").userId };
    for (const user of [{ id: person("auth0-only").userId }, { nexusUserId: "NXnobody" }, gone]) {
      expect(await syncNexusIdentity(inputFor(user))).toMatchObject({ code: "IDENTITY_NOT_FOUND" });
    }
    expect(writingCalls(subgraph.sandbox).nexus).toEqual([]);
  });

  test("while Nexus is down is a problem that says so", async () => {
    subgraph.sandbox.nexus.faults.set({ kind: "status", status: 503 });
    const answer = await syncNexusIdentity(inputFor({ id: person("person-53").userId }));
    expect(answer).toMatchObject({ code: "PROVIDER_FAILED" });
  });
});

describe.each(sharedStoreKinds)("one subject, one user, on $name", (kind) => {
  let store: TestStore;
  let subgraph: TestSubgraph;
  const rivals = createRivals(100).slice(1);

  beforeAll(async () => {
    store = await kind.create();
    const variables = toStoreVariables(store.location);
    subgraph = await startSubgraph({ people: createRivals(100), variables });
  });
  afterAll(async () => {
    await subgraph.close();
    await store.remove();
  });

  test("100 users whom Nexus gives one Auth0 subject at once: one gets it, and the others hear of the conflict", async () => {
    const { syncNexusIdentity } = mutationsOf(subgraph);
    const answers = await Promise.all(
      rivals.map(({ userId }) => syncNexusIdentity(inputFor({ id: userId }))),
    );
    const won = answers.filter((answer) => answer !== null && "user" in answer);
    expect(won).toHaveLength(1);
    expect(answers.filter((answer) => answer !== won[0])).toEqual(
      Array(99).fill(
        expect.objectContaining({ code: "IDENTITY_CONFLICT", provider: "AUTH0", subject: contestedSubject }),
      ),
    );
    const { user } = won[0] as { user: { id: string } };
    expect(await ownersOf(subgraph, "AUTH0", contestedSubject)).toEqual([user.id]);
    expect(await subgraph.app.directory.countUsers()).toBe(100);
  });
});
