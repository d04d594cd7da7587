import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../../src/sandbox/people.js";
import { UnlinkIdentityDocument, type UnlinkIdentityInput } from "../../generated/operations.js";
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
const auth0Of = (slug: string) => person(slug).auth0[0]?.user_id ?? "";

describe("linking an identity", () => {
  let subgraph: TestSubgraph;
  let linkIdentity: Mutations["linkIdentity"];

  beforeAll(async () => {
    subgraph = await startSubgraph({ people });
    ({ linkIdentity } = mutationsOf(subgraph));
  });
  afterAll(() => subgraph.close());
  beforeEach(() => subgraph.resetCounts());

  const unlink = async (input: UnlinkIdentityInput) =>
    (await subgraph.execute(UnlinkIdentityDocument, { input })).expectData().unlinkIdentity;

  test("without a user gives it to the user, once or twice", async () => {
    const { userId } = person("cognito-only");
    const subject = auth0Of("just-in-time");
    const input = { user: { id: userId }, provider: "AUTH0", subject } as const;
    for (const _ of [1, 2]) {
      expect(await linkIdentity(input)).toMatchObject({
        user: {
          id: userId,
          identities: expect.arrayContaining([
            expect.objectContaining({ provider: "AUTH0", subject, evidence: "MANUAL" }),
          ]),
        },
      });
    }
    expect(writingCalls(subgraph.sandbox)).toEqual(noCalls);
  });

  test("of another user leaves it there", async () => {
    const subject = auth0Of("person-60");
    const user = { id: person("person-61").userId };
    expect(await linkIdentity({ user, provider: "AUTH0", subject })).toMatchObject({
      code: "IDENTITY_CONFLICT",
      provider: "AUTH0",
      subject,
    });
    expect(await ownersOf(subgraph, "AUTH0", subject)).toEqual([person("person-60").userId]);
  });

  test("that its provider does not hold, or that can't be one, is a problem", async () => {
    const user = { id: person("person-62").userId };
    const link = (subject: string) => linkIdentity({ user, provider: "AUTH0", subject });
    expect(await link("auth0|000000000000000000000000")).toMatchObject({ code: "IDENTITY_NOT_FOUND" });
    expect(await link("canary")).toMatchObject({ code: "INVALID_INPUT", violations: [{ path: "subject" }] });
    expect(JSON.stringify(await link("canary"))).not.toContain("canary");
    subgraph.sandbox.auth0.faults.set({ kind: "status", status: 503 });
    expect(await link(auth0Of("person-63"))).toMatchObject({ code: "PROVIDER_FAILED" });
  });

  test("on the evidence of an address needs one that is verified at both", async () => {
    const evidence = "VERIFIED_EMAIL" as const;
    const own = { user: { id: person("auth0-only").userId }, provider: "NEXUS" } as const;
    const subject = person("nexus-only").nexus[0]?.id ?? "";
    expect(await linkIdentity({ ...own, subject, evidence })).toMatchObject({
      code: "INVALID_INPUT",
      violations: [{ path: "evidence" }],
    });
    const user = { id: person("asserted-later").userId };
    const same = person("asserted-later").nexus[0]?.id ?? "";
    expect(await linkIdentity({ user, provider: "NEXUS", subject: same, evidence })).toMatchObject({
      user: { identities: expect.arrayContaining([expect.objectContaining({ subject: same, evidence })]) },
    });
  });

  test("that is unlinked has no user, and can be linked to another", async () => {
    const subject = person("person-64").nexus[0]?.id ?? "";
    const own = { user: { id: person("person-64").userId }, provider: "NEXUS", subject } as const;
    expect(await unlink(own)).toMatchObject({ user: { id: person("person-64").userId } });
    expect(await unlink(own)).toMatchObject({ code: "IDENTITY_NOT_FOUND" });
    const user = { id: person("cognito-only").userId };
    expect(await linkIdentity({ ...own, user })).toMatchObject({
      user: { identities: expect.arrayContaining([expect.objectContaining({ subject })]) },
    });
    expect(writingCalls(subgraph.sandbox)).toEqual(noCalls);
  });

  test("under a key that has been used replays, or is refused when it says something else", async () => {
    const subject = person("person-65").nexus[0]?.id ?? "";
    const user = { id: person("person-65").userId };
    const input = { user, provider: "NEXUS", subject, idempotencyKey: "link-65" } as const;
    const answer = await linkIdentity(input);
    expect(await linkIdentity(input)).toEqual(answer);
    expect(await linkIdentity({ ...input, evidence: "VERIFIED_EMAIL" })).toMatchObject({
      code: "IDEMPOTENCY_CONFLICT",
    });
  });
});

describe.each(sharedStoreKinds)("one subject, one user, on $name", (kind) => {
  let store: TestStore;
  let first: TestSubgraph;
  let second: TestSubgraph;
  const rivals = createRivals(100).slice(1);

  beforeAll(async () => {
    store = await kind.create();
    const variables = toStoreVariables(store.location);
    first = await startSubgraph({ people: createRivals(100), variables });
    second = await startSubgraph({ sandbox: first.sandbox, variables });
  });
  afterAll(async () => {
    await second.close();
    await first.close();
    await store.remove();
  });

  test("100 users fight for one Auth0 subject by link and by sync, through two subgraphs: one gets it", async () => {
    const [one, other] = [mutationsOf(first), mutationsOf(second)];
    const connection = { connectionId: "district" };
    const answers = await Promise.all(
      rivals.map(({ userId: id }, index) => {
        const { linkIdentity, syncNexusIdentity } = index % 4 < 2 ? one : other;
        return index % 2 === 0
          ? linkIdentity({ user: { id }, provider: "AUTH0", subject: contestedSubject })
          : syncNexusIdentity({ user: { id }, audience: "any", attributes: [], connection });
      }),
    );
    const won = answers.filter((answer) => answer != null && "user" in answer);
    expect(won).toHaveLength(1);
    expect(answers.filter((answer) => answer !== won[0])).toEqual(
      Array(99).fill(
        expect.objectContaining({ code: "IDENTITY_CONFLICT", provider: "AUTH0", subject: contestedSubject }),
      ),
    );
    const { user } = won[0] as { user: { id: string } };
    expect(await ownersOf(second, "AUTH0", contestedSubject)).toEqual([user.id]);
  });
});
