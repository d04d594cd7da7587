import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createPeople } from "../../src/sandbox/people.js";
import type { Execute } from "../support/execute.js";
import { apolloComposers } from "./compose.js";
import { type Supergraph, startSupergraph } from "./supergraph.js";

/** One hundred people with an identity at each provider. */
const customers = createPeople()
  .filter(({ slug }) => slug.startsWith("person-"))
  .slice(0, 100);

const identities = `identities {
  __typename
  ... on Identity { provider subject availability unavailableReason username name }
  ... on Auth0Identity { email }
  ... on CognitoIdentity { status }
  ... on NexusIdentity { isActive }
}`;

let supergraph: Supergraph;

beforeAll(async () => {
  supergraph = await startSupergraph(customers);
});

afterAll(async () => {
  await supergraph?.close();
});

describe.each(apolloComposers.map(({ name }) => name))("a gateway over %s", (composer) => {
  let execute: Execute;

  beforeEach(() => {
    execute = supergraph.gateways.get(composer) as Execute;
    supergraph.subgraph.resetCounts();
  });

  test("orders to users by id to the audit by auth0UserId: one statement and no provider", async () => {
    const query = "{ orders { id customer { id nexusUserId auditEntries { action } } } }";
    expect((await execute(query)).expectData()).toEqual({
      orders: customers.map(({ userId, nexus }) => ({
        id: `order of ${userId}`,
        customer: { id: userId, nexusUserId: nexus[0]?.id, auditEntries: [{ action: "signed in" }] },
      })),
    });
    expectCost({ statements: 1, auth0: 0, cognito: 0, nexus: 0 });
  });

  test("every identity of 100 customers: one statement and 2, 100 and 7 calls", async () => {
    const data = (
      await execute(`{ orders { customer { email ${identities} auditEntries { id } } } }`)
    ).expectData();
    expect(data).toEqual({
      orders: customers.map(({ email, auth0, cognito, nexus }) => ({
        customer: {
          email,
          identities: expect.arrayContaining([
            {
              __typename: "Auth0Identity",
              provider: "AUTH0",
              subject: auth0[0]?.user_id,
              availability: "FRESH",
              unavailableReason: null,
              username: auth0[0]?.username ?? null,
              name: auth0[0]?.name ?? null,
              email,
            },
            expect.objectContaining({ __typename: "CognitoIdentity", username: cognito[0]?.username }),
            expect.objectContaining({ __typename: "NexusIdentity", name: nexus[0]?.displayName }),
          ]),
          auditEntries: [{ id: `entry of ${auth0[0]?.user_id}` }],
        },
      })),
    });
    expectCost({ statements: 1, auth0: 2, cognito: 100, nexus: 7 });
  });

  test("the audit to users by auth0UserId to their orders: one statement and two searches", async () => {
    const data = (await execute("{ auditEntries { actor { id email orders { id } } } }")).expectData();
    expect(data).toEqual({
      auditEntries: customers.map(({ userId, email }) => ({
        actor: { id: userId, email, orders: [{ id: `order of ${userId}` }] },
      })),
    });
    expectCost({ statements: 1, auth0: 2, cognito: 0, nexus: 0 });
  });

  test("a user by exactly one key comes with what the neighbours know", async () => {
    const [customer] = customers;
    const by = { cognitoSub: customer?.cognito[0]?.sub };
    const data = (await execute(userQuery, { by })).expectData();
    expect(data).toEqual({
      user: { id: customer?.userId, orders: [{ id: `order of ${customer?.userId}` }] },
    });
  });

  test("a user by two keys is refused", async () => {
    const by = { id: customers[0]?.userId, auth0UserId: customers[1]?.auth0[0]?.user_id };
    const { errors, data } = await execute(userQuery, { by });
    expect(data ?? { user: null }).toEqual({ user: null });
    expect(JSON.stringify(errors)).toMatch(/exactly one key must be specified/i);
  });

  test("one provider down leaves every identity its type, and its availability says so without an error", async () => {
    supergraph.subgraph.sandbox.cognito.faults.set({ kind: "status", status: 503 });
    const data = (await execute(`{ orders { customer { id ${identities} } } }`)).expectData();
    expect(data).toEqual({
      orders: customers.map(({ userId, cognito }) => ({
        customer: {
          id: userId,
          identities: expect.arrayContaining([
            expect.objectContaining({ __typename: "Auth0Identity", availability: "FRESH" }),
            expect.objectContaining({ __typename: "NexusIdentity", availability: "FRESH" }),
            {
              __typename: "CognitoIdentity",
              provider: "COGNITO",
              subject: cognito[0]?.sub,
              availability: "UNAVAILABLE",
              unavailableReason: "DOWN",
              username: null,
              name: null,
              status: null,
            },
          ]),
        },
      })),
    });
  });
});

const userQuery = "query ($by: UserByInput!) { user(by: $by) { id orders { id } } }";

interface Cost {
  readonly statements: number;
  readonly auth0: number;
  readonly cognito: number;
  readonly nexus: number;
}

function expectCost(cost: Cost): void {
  const { statements, calls } = supergraph.subgraph;
  expect({ statements: statements.length, ...calls() }).toEqual(cost);
}
