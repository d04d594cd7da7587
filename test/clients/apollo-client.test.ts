import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Outage, readPossibleTypes, selections, startOutage, toDocument } from "./reads.js";

let outage: Outage;
beforeAll(async () => {
  outage = await startOutage();
});
afterAll(async () => {
  await outage.subgraph.close();
});

test("Apollo Client keeps one entry for an identity, of one type, whatever is selected and whether its provider answers", async () => {
  const { subgraph, userId, phases } = outage;
  const { origin } = subgraph.app;
  const cache = new InMemoryCache({ possibleTypes: readPossibleTypes() });
  const headers = { authorization: `Bearer ${subgraph.sandbox.tokens.administrator}` };
  const client = new ApolloClient({ cache, link: new HttpLink({ uri: `${origin}/graphql`, headers }) });
  const seen: unknown[] = [];
  for (const enter of phases) {
    enter();
    for (const selection of selections) {
      const query = gql(toDocument(selection));
      await client.query({ query, variables: { id: userId }, fetchPolicy: "network-only" });
    }
    const [key = "", ...others] = Object.keys(cache.extract()).filter((name) => /^\w+Identity:/.test(name));
    expect(others).toEqual([]);
    const entry = cache.extract()[key];
    seen.push([key, entry?.__typename, entry?.availability, entry?.email !== null]);
  }
  const key = expect.stringMatching(/^CognitoIdentity:[\w-]{22}$/);
  expect(seen).toEqual([
    [key, "CognitoIdentity", "FRESH", true],
    [key, "CognitoIdentity", "UNAVAILABLE", false],
    [key, "CognitoIdentity", "FRESH", true],
  ]);
  expect(new Set(seen.map((each) => (each as unknown[])[0])).size).toBe(1);
  client.stop();
});
