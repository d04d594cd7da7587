import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../src/sandbox/people.js";
import { ReferenceKeysDocument } from "../generated/operations.js";
import { sharedStoreKinds } from "../support/directories.js";
import { personCalled } from "../support/sample.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

const people = createPeople();
/** People whom no directory knows: their links are taken away. */
const strangers = people.slice(40, 90).map((person) => ({ ...person, links: [] }));

describe("just-in-time registration", () => {
  let subgraph: TestSubgraph;

  beforeEach(async () => {
    subgraph = await startSubgraph({ people: [...people.slice(0, 40), ...strangers] });
  });
  afterEach(() => subgraph.close());

  const resolve = async (representations: readonly Record<string, unknown>[]) => {
    const result = await subgraph.execute(ReferenceKeysDocument, {
      representations: representations.map((keys) => ({ __typename: "User", ...keys })),
    });
    return result.expectData()._entities;
  };

  test("an unknown subject that its provider knows becomes a user, and stays the same user", async () => {
    const subject = personCalled("just-in-time-cognito", people).cognito[0]?.sub;
    const [first] = await resolve([{ cognitoSub: subject }]);
    expect(first).toMatchObject({ cognitoSub: subject, auth0UserId: null, nexusUserId: null });
    subgraph.resetCounts();
    const [again] = await resolve([{ cognitoSub: subject }]);
    expect(again?.id).toBe(first?.id);
    expect(subgraph.statements).toHaveLength(1);
    expect(subgraph.calls()).toEqual({ auth0: 0, cognito: 0, nexus: 0 });
  });

  test("50 unknown subjects at once: one search at Auth0, 50 users", async () => {
    const entities = await resolve(strangers.map(({ auth0 }) => ({ auth0UserId: auth0[0]?.user_id })));
    expect(new Set(entities.map((user) => user?.id)).size).toBe(50);
    expect(subgraph.calls()).toEqual({ auth0: 1, cognito: 0, nexus: 0 });
  });

  test("50 requests for one unknown subject at once: one user", async () => {
    const auth0UserId = strangers[0]?.auth0[0]?.user_id;
    const answers = await Promise.all(Array.from({ length: 50 }, () => resolve([{ auth0UserId }])));
    expect(new Set(answers.map(([user]) => user?.id)).size).toBe(1);
    const knownBefore = people.slice(0, 40).filter(({ links }) => links.length > 0).length;
    expect(await subgraph.app.directory.countUsers()).toBe(knownBefore + 1);
  });

  test("what Nexus asserts joins the person, whichever subject comes first", async () => {
    const [nexusFirst, auth0First] = strangers;
    const [byNexus] = await resolve([{ nexusUserId: nexusFirst?.nexus[0]?.id }]);
    expect(byNexus?.auth0UserId).toBe(nexusFirst?.auth0[0]?.user_id);
    const [later] = await resolve([{ auth0UserId: nexusFirst?.auth0[0]?.user_id }]);
    expect(later?.id).toBe(byNexus?.id);

    const [byAuth0] = await resolve([{ auth0UserId: auth0First?.auth0[0]?.user_id }]);
    const [joined] = await resolve([{ nexusUserId: auth0First?.nexus[0]?.id }]);
    expect(joined?.id).toBe(byAuth0?.id);
  });

  test("both subjects of one unknown person in one request: one user", async () => {
    const [person] = strangers;
    const [byAuth0, byNexus] = await resolve([
      { auth0UserId: person?.auth0[0]?.user_id },
      { nexusUserId: person?.nexus[0]?.id },
    ]);
    expect(byAuth0?.id).toBeDefined();
    expect(byNexus?.id).toBe(byAuth0?.id);
  });

  test("a Nexus user joins the user whom the directory knows by the asserted Auth0 id", async () => {
    const person = personCalled("asserted-later", people);
    const [user] = await resolve([{ nexusUserId: person.nexus[0]?.id }]);
    expect(user?.id).toBe(person.userId);
  });

  test("an assertion about a tenant that is not ours is not followed", async () => {
    const person = personCalled("other-tenant", people);
    const [user] = await resolve([{ nexusUserId: person.nexus[0]?.id }]);
    expect(user?.auth0UserId).toBeNull();
  });
});

describe.each(sharedStoreKinds)("just-in-time registration by two processes on $name", (kind) => {
  test("50 subjects met by both at once become 50 users", async () => {
    const store = await kind.create();
    const variables = toVariables(store.location);
    const one = await startSubgraph({ people: strangers, variables });
    const two = await startSubgraph({ people: strangers, variables });
    try {
      const representations = strangers.map(({ auth0 }) => ({
        __typename: "User",
        auth0UserId: auth0[0]?.user_id,
      }));
      const answers = await Promise.all(
        [one, two, one, two].map((subgraph) => subgraph.execute(ReferenceKeysDocument, { representations })),
      );
      const [first, ...others] = answers.map((answer) =>
        answer.expectData()._entities.map((user) => user?.id),
      );
      for (const other of others) expect(other).toEqual(first);
      expect(await one.app.directory.countUsers()).toBe(50);
    } finally {
      await one.close();
      await two.close();
      await store.remove();
    }
  });
});

function toVariables(
  location: { readonly url: string } | { readonly sqliteFile: string },
): Record<string, string> {
  return "url" in location ? { DATABASE_URL: location.url } : { SQLITE_FILE: location.sqliteFile };
}
