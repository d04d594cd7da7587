import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../src/sandbox/people.js";
import { emulatorsOf } from "../support/emulators.js";
import { startSubgraph, type TestSubgraph } from "../support/start-subgraph.js";

/** Users with one identity at each provider. */
const people = createPeople(120).slice(-20);
const [ann] = people;
const keptVariables = { CACHE_FOUND_MS: "600000", DIRECTORY_CACHE_MS: "2000" };

/** How often a document is sent before the test looks: its plan and its fragments are made by then. */
const warmUps = 4;

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ people, variables: keptVariables });
});
afterAll(async () => {
  await subgraph.close();
});

interface Body {
  readonly data?: { readonly _entities?: readonly { readonly identities: readonly object[] }[] };
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function send(body: object): Promise<Body> {
  const response = await fetch(`${subgraph.app.origin}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${subgraph.sandbox.tokens.administrator}`,
    },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Body;
}

async function warmUp(body: object): Promise<void> {
  for (let count = 0; count < warmUps; count += 1) expect((await send(body)).errors).toBeUndefined();
}

const representation = { __typename: "User", id: ann?.userId };
const entities = (selection: string, variables = ""): string =>
  `query Users($references: [_Any!]!${variables}) { _entities(representations: $references) { ... on User { ${selection} } } }`;
const codesOf = ({ errors = [] }: Body): readonly string[] => errors.map(({ extensions }) => extensions.code);

describe("a document that was answered many times", () => {
  test("is answered for the variables that it is sent with now", async () => {
    const query = entities(
      "identities(providers: $providers) { __typename }",
      ", $providers: [IdentityProvider!]",
    );
    const typesAt = async (providers: readonly string[] | null): Promise<readonly unknown[]> => {
      const { data } = await send({ query, variables: { references: [representation], providers } });
      return data?._entities?.[0]?.identities.map((identity) => Object.values(identity)[0]) ?? [];
    };
    for (let count = 0; count < warmUps; count += 1) {
      expect(await typesAt(["AUTH0"])).toEqual(["Auth0Identity"]);
      expect(await typesAt(["NEXUS"])).toEqual(["NexusIdentity"]);
      expect(await typesAt(null)).toHaveLength(3);
      expect(await typesAt([])).toEqual([]);
    }
  });

  test("is refused under the name of another operation", async () => {
    const body = { query: entities("id"), variables: { references: [representation] } };
    await warmUp({ ...body, operationName: "Users" });
    expect(codesOf(await send({ ...body, operationName: "Others" }))).toEqual([
      "OPERATION_RESOLUTION_FAILURE",
    ]);
    expect((await send(body)).errors).toBeUndefined();
  });

  test("is refused with more keys, longer lists or deeper values than the limits allow", async () => {
    const query = entities("id name", ", $providers: [IdentityProvider!]").replace(
      "id name",
      "id identities(providers: $providers) { __typename }",
    );
    await warmUp({ query, variables: { references: [representation], providers: ["AUTH0"] } });
    const manyKeys = Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`k${index}`, 1]));
    let deep: object = {};
    for (let level = 0; level < 100; level += 1) deep = { deep };
    const tooLarge = [
      { references: [{ ...representation, ...manyKeys }] },
      { references: [{ ...representation, deep }] },
      { references: Array(10_001).fill(representation) },
      { references: [representation], providers: Array(10_001).fill("AUTH0") },
    ];
    for (const variables of tooLarge)
      expect(codesOf(await send({ query, variables }))).toEqual(["INPUT_TOO_LARGE"]);
  });
});

describe("providers that fail", () => {
  let failing: TestSubgraph;
  beforeAll(async () => {
    failing = await startSubgraph({ people });
  });
  afterAll(async () => {
    await failing.close();
  });

  test("are called as often for a document that was answered many times as for a new one", async () => {
    const query = entities("email identities { __typename ... on Identity { nickname } }");
    const variables = { references: [representation] };
    const countCalls = async (document: string): Promise<object> => {
      failing.resetCounts();
      for (const emulator of emulatorsOf(failing.sandbox))
        emulator.faults.set({ kind: "status", status: 500 });
      (await failing.execute(document, variables)).expectError("PROVIDER_DOWN");
      return failing.calls();
    };
    for (let count = 0; count < warmUps; count += 1) await failing.execute(query, variables);
    expect(await countCalls(query)).toEqual(await countCalls(query.replace("Users", "Others")));
  });
});
