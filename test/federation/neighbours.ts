import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import type { SamplePerson } from "../../src/sandbox/person.js";

/** A small subgraph of somebody else's, over HTTP. */
export interface Neighbour {
  readonly url: string;
  close(): Promise<void>;
}

/** Knows people by our id. */
export const ordersSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { orders: [Order!]! }
  type Order @key(fields: "id") { id: ID! customer: User }
  type User @key(fields: "id") { id: ID! orders: [Order!]! }
`;

/** Knows people by their Auth0 user_id, as tokens name them. */
export const auditSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { auditEntries: [AuditEntry!]! }
  type AuditEntry @key(fields: "id") { id: ID! action: String! actor: User }
  type User @key(fields: "auth0UserId") { auth0UserId: ID! auditEntries: [AuditEntry!]! }
`;

/** One order of each. */
export function startOrders(people: readonly SamplePerson[]): Promise<Neighbour> {
  const orders = people.map(({ userId }) => ({ id: `order of ${userId}`, customer: { id: userId } }));
  return start(ordersSdl, {
    Query: { orders: () => orders },
    User: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        orders: orders.filter(({ customer }) => customer.id === id),
      }),
    },
  });
}

/** One entry of each who is at Auth0. */
export function startAudit(people: readonly SamplePerson[]): Promise<Neighbour> {
  const entries = people.flatMap(({ auth0 }) =>
    auth0.slice(0, 1).map(({ user_id }) => ({
      id: `entry of ${user_id}`,
      action: "signed in",
      actor: { auth0UserId: user_id },
    })),
  );
  return start(auditSdl, {
    Query: { auditEntries: () => entries },
    User: {
      __resolveReference: ({ auth0UserId }: { auth0UserId: string }) => ({
        auth0UserId,
        auditEntries: entries.filter(({ actor }) => actor.auth0UserId === auth0UserId),
      }),
    },
  });
}

type Modules = Extract<Parameters<typeof buildSubgraphSchema>[0], readonly { typeDefs: unknown }[]>;

async function start(sdl: string, resolvers: object): Promise<Neighbour> {
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }] as Modules),
    plugins: [ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginUsageReportingDisabled()],
  });
  const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
  return { url, close: () => server.stop() };
}
