import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Client, fetchExchange, type RequestPolicy } from "@urql/core";
import { cacheExchange, type KeyGenerator } from "@urql/exchange-graphcache";
import { createUrqlClient } from "../../examples/clients/urql.ts";
import {
  type Outage,
  readClientFile,
  readIntrospection,
  selections,
  startOutage,
  toDocument,
} from "./reads.js";

let outage: Outage;
beforeAll(async () => {
  outage = await startOutage();
});
afterAll(async () => {
  await outage.subgraph.close();
});

test("the urql client of the examples has a key for every type, and shows what can be read beside an error", async () => {
  const { subgraph, userId } = outage;
  const { auth0, cognito, nexus } = subgraph.sandbox;
  const { warn } = console;
  const warnings: unknown[] = [];
  console.warn = (...parts: unknown[]) => void warnings.push(parts);
  const client = createUrqlClient({
    url: `${subgraph.app.origin}/graphql`,
    token: subgraph.sandbox.tokens.administrator,
    sdl: readClientFile("api.graphql"),
  });
  const query = `query Page($id: ID!) { user(by: { id: $id }) {
    id username profileSources { provider availability } products { product } blockStatus
  } }`;
  const variables = { id: userId };
  const before = await client.query(query, variables);
  expect([before.error, before.data?.user.username]).toEqual([undefined, expect.any(String)]);
  for (const { faults } of [auth0, cognito, nexus]) faults.set({ kind: "status", status: 500 });
  const { data, error } = await client.query(query, variables, { requestPolicy: "network-only" });
  expect(data.user).toMatchObject({ username: null, blockStatus: "UNKNOWN" });
  expect(error?.graphQLErrors[0]).toMatchObject({
    path: ["user", "username"],
    extensions: { code: "PROVIDER_DOWN" },
  });
  console.warn = warn;
  subgraph.resetCounts();
  expect(warnings).toEqual([]);
});

test("urql's Graphcache keeps one entry for an identity, of one type, whatever is selected and whether its provider answers", async () => {
  const { subgraph, userId, phases } = outage;
  const warnings: string[] = [];
  const entries = new Set<string>();
  const keyOf: KeyGenerator = ({ __typename, id }) => {
    entries.add(`${__typename}:${id}`);
    return String(id);
  };
  const client = new Client({
    url: `${subgraph.app.origin}/graphql`,
    fetchOptions: { headers: { authorization: `Bearer ${subgraph.sandbox.tokens.administrator}` } },
    preferGetMethod: false,
    exchanges: [
      cacheExchange({
        schema: readIntrospection(),
        keys: { Auth0Identity: keyOf, CognitoIdentity: keyOf, NexusIdentity: keyOf },
        logger: (_severity, message) => {
          warnings.push(message);
        },
      }),
      fetchExchange,
    ],
  });
  const read = async (selection: string, requestPolicy: RequestPolicy): Promise<unknown> => {
    const { data, error } = await client.query(toDocument(selection), { id: userId }, { requestPolicy });
    expect(error).toBeUndefined();
    return data?.user.identities;
  };
  const kept: unknown[] = [];
  for (const enter of phases) {
    enter();
    for (const selection of selections) await read(selection, "network-only");
    kept.push(await read(selections.join(" "), "cache-only")); // was never sent like this
  }
  const identity = { __typename: "CognitoIdentity", provider: "COGNITO" };
  const up = { ...identity, availability: "FRESH", email: expect.any(String), status: "CONFIRMED" };
  const down = { ...identity, availability: "UNAVAILABLE", email: null, unavailableReason: "DOWN" };
  expect(kept).toEqual([up, down, up].map((each) => [expect.objectContaining(each)]));
  expect([...entries]).toEqual([expect.stringMatching(/^CognitoIdentity:[\w-]{22}$/)]);
  expect(warnings).toEqual([]);
});
