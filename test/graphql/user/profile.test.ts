import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../../src/sandbox/people.js";
import { ReferenceEmailDocument, UserProfileDocument } from "../../generated/operations.js";
import { personCalled } from "../../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

const people = createPeople();
const whole = personCalled("everywhere", people);

/** Answers one field of one user. */
type Answer = { user: Record<string, unknown> };

describe("the profile", () => {
  let subgraph: TestSubgraph;

  beforeAll(async () => {
    subgraph = await startSubgraph({ people });
  });
  afterAll(() => subgraph.close());
  beforeEach(() => subgraph.resetCounts());

  const ask = (fields: string, slug = "everywhere") =>
    subgraph.execute<Answer, { id: string }>(`query ($id: ID!) { user(by: { id: $id }) { ${fields} } }`, {
      id: personCalled(slug, people).userId,
    });

  test("takes each field from the first provider that has it, and asks no further", async () => {
    const { user } = (await ask("email name")).expectData();
    expect(user).toEqual({ email: whole.email, name: whole.auth0[0]?.name });
    expect(subgraph.calls()).toEqual({ auth0: 1, cognito: 0, nexus: 0 });
  });

  test("goes on to the next provider for what the first does not have", async () => {
    const { user } = (await ask("email phoneNumber")).expectData();
    expect(user.phoneNumber).toBe(whole.cognito[0]?.attributes.phone_number);
    expect(subgraph.calls()).toEqual({ auth0: 1, cognito: 1, nexus: 0 });
  });

  test("is null without an error when every provider answered and none has it", async () => {
    expect((await ask("nickname", "no-metadata")).expectData().user.nickname).toBeNull();
  });

  test("one provider down: the fields come from the next in order", async () => {
    subgraph.sandbox.auth0.faults.set({ kind: "status", status: 503 });
    const { user } = (await ask("email name products { product }")).expectData();
    expect(user.email).toBe(whole.email);
    expect(user.products).not.toHaveLength(0);
    expect(subgraph.calls()).toEqual({ auth0: 1, cognito: 1, nexus: 0 });
  });

  test("down and no other provider has a value: null with a coded error, and all else is whole", async () => {
    subgraph.sandbox.auth0.faults.set({ kind: "status", status: 503 });
    const result = await ask(
      "id username email products { product } blockStatus identities { ... on Identity { provider } }",
      "auth0-only",
    );
    const person = personCalled("auth0-only", people);
    expect(result.data?.user).toEqual({
      id: person.userId,
      username: null,
      email: null,
      products: null,
      blockStatus: "UNKNOWN",
      identities: [{ provider: "AUTH0" }],
    });
    expect(result.errors.map(({ path, extensions }) => [path?.at(-1), extensions])).toEqual(
      expect.arrayContaining(
        ["username", "email", "products"].map((field) => [
          field,
          { code: "PROVIDER_DOWN", provider: "AUTH0" },
        ]),
      ),
    );
    expect(result.errors).toHaveLength(3);
  });

  test("all providers down: keys, links and createdAt are still there", async () => {
    for (const name of ["auth0", "cognito", "nexus"] as const)
      subgraph.sandbox[name].faults.set({ kind: "reset" });
    const result = await subgraph.execute(UserProfileDocument, { by: { id: whole.userId } });
    expect(result.data?.user).toMatchObject({
      id: whole.userId,
      auth0UserId: whole.auth0[0]?.user_id,
      email: null,
      blockStatus: "UNKNOWN",
      createdAt: "2026-01-01T09:00:00.000Z",
    });
  });

  test("profileSources lists the accounts that were read for the profile, whether or not they could be", async () => {
    subgraph.sandbox.auth0.faults.set({ kind: "status", status: 500 });
    const selection = "email profileSources { provider availability readAt reason }";
    const { user } = (await ask(selection)).expectData();
    expect(user).toMatchObject({
      profileSources: [
        { provider: "AUTH0", availability: "UNAVAILABLE", readAt: null, reason: "DOWN" },
        { provider: "COGNITO", availability: "FRESH", readAt: expect.any(String), reason: null },
      ],
    });
    expect((await ask("profileSources { provider }")).expectData().user).toEqual({ profileSources: [] });
  });

  test("an identity that is gone has no value, which is no error", async () => {
    const person = personCalled("gone-at-auth0", people);
    const { user } = (await ask("email", "gone-at-auth0")).expectData();
    expect(user.email).toBe(person.email);
  });

  test("emailVerified is said by the provider that gives the address", async () => {
    // Auth0 gives the address and does not say that it is verified; Cognito does not count
    const { user } = (await ask("email emailVerified", "no-metadata")).expectData();
    expect(user).toEqual({ email: personCalled("no-metadata", people).email, emailVerified: false });
    expect(subgraph.calls()).toEqual({ auth0: 1, cognito: 0, nexus: 0 });
  });

  test.each([
    ["everywhere", "NOT_BLOCKED"],
    ["blocked-at-auth0", "PARTIALLY_BLOCKED"],
    ["blocked-everywhere", "BLOCKED"],
    ["gone-at-cognito", "NOT_BLOCKED"],
    ["nexus-only", "UNKNOWN"],
  ])("the block status of %s is %s, and Nexus is not asked", async (slug, blockStatus) => {
    expect((await ask("blockStatus", slug)).expectData().user.blockStatus).toBe(blockStatus);
    expect(subgraph.calls().nexus).toBe(0);
  });

  test("the block status is UNKNOWN while a provider that has one cannot be read", async () => {
    subgraph.sandbox.cognito.faults.set({ kind: "reset" });
    expect((await ask("blockStatus")).expectData().user.blockStatus).toBe("UNKNOWN");
  });

  test("products come from the metadata, with the person's id in each", async () => {
    const { user } = (await ask("products { product authorized userId }")).expectData();
    expect(user.products).toEqual([
      { product: "CTS", authorized: true, userId: "cts-0" },
      { product: "TITAN", authorized: true, userId: "titan-0" },
    ]);
  });

  test("people whom Auth0 does not have cost a call each to make sure, and a call each to the next provider", async () => {
    const others = people.filter(({ slug }) => slug.startsWith("person-")).slice(0, 100);
    const missing = others.slice(0, 3).map(({ auth0 }) => auth0[0]?.user_id ?? "");
    subgraph.sandbox.auth0.faults.set(
      ...missing.map((id) => ({
        kind: "status" as const,
        status: 404,
        operation: "GetUser",
        containing: id,
      })),
    );
    subgraph.sandbox.auth0.settings.omit = missing.join(",");
    const representations = others.map(({ userId }) => ({ __typename: "User", id: userId }));
    const data = (await subgraph.execute(ReferenceEmailDocument, { representations })).expectData();
    subgraph.sandbox.auth0.settings.omit = "";
    expect(data._entities.map((user) => user?.email)).toEqual(others.map(({ email }) => email));
    expect(subgraph.calls()).toEqual({ auth0: 5, cognito: 3, nexus: 0 });
  });
});

describe("another profile order", () => {
  test("PROFILE_ORDER decides who is asked first", async () => {
    const subgraph = await startSubgraph({ people, variables: { PROFILE_ORDER: "nexus,cognito,auth0" } });
    try {
      const data = await subgraph.execute<Answer, { id: string }>(
        "query ($id: ID!) { user(by: { id: $id }) { name } }",
        {
          id: personCalled("long-values", people).userId,
        },
      );
      expect(data.expectData().user.name).toBe("D".repeat(250));
    } finally {
      await subgraph.close();
    }
  });

  test("a provider that is switched off is not asked, and says so in its identities", async () => {
    const subgraph = await startSubgraph({ people, variables: { PROVIDERS_OFF: "auth0" } });
    try {
      const query = `query ($id: ID!) { user(by: { id: $id }) {
        email auth0UserId identities(providers: [AUTH0]) { __typename ... on Identity { availability unavailableReason } }
      } }`;
      const { user } = (
        await subgraph.execute<Answer, { id: string }>(query, { id: whole.userId })
      ).expectData();
      expect(user).toEqual({
        email: whole.email,
        auth0UserId: whole.auth0[0]?.user_id,
        identities: [
          { __typename: "Auth0Identity", availability: "UNAVAILABLE", unavailableReason: "REFUSED" },
        ],
      });
      expect(subgraph.sandbox.auth0.requests).toHaveLength(0);
    } finally {
      await subgraph.close();
    }
  });
});
