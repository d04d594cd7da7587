import type { Customer } from "./people.ts";
import { type Subgraph, serveSubgraph } from "./serve.ts";

/** Knows users only by the subject of their token, Auth0's `user_id`. */
export const auditSdl = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible", "@tag"])

  type Query {
    auditEntries(first: Int): [AuditEntry!]!
  }

  type AuditEntry @key(fields: "id") {
    id: ID!
    action: String! @tag(name: "support")
    "Null when the user does not exist."
    actor: User
    "For other subgraphs only: no client of the supergraph sees it."
    address: String @inaccessible
  }

  type User @key(fields: "auth0UserId") {
    auth0UserId: ID
    "Null for users without an account at Auth0, whom this subgraph cannot know."
    auditEntries: [AuditEntry!]
  }
`;

/** One entry for each customer with an account at Auth0. */
export function startAudit(customers: readonly Customer[], port?: number): Promise<Subgraph> {
  const entries = customers.flatMap(({ auth0UserId }) =>
    auth0UserId === null
      ? []
      : [
          {
            id: `entry of ${auth0UserId}`,
            action: "signed in",
            actor: { auth0UserId },
            address: "192.0.2.1",
          },
        ],
  );
  const resolvers = {
    Query: {
      auditEntries: (_: unknown, { first }: { first?: number | null }) =>
        entries.slice(0, first ?? undefined),
    },
    User: {
      // some gateways ask for a user without an account at Auth0 too, with null as the key
      __resolveReference: ({ auth0UserId }: { auth0UserId: string | null }) => ({
        auth0UserId,
        auditEntries:
          auth0UserId === null ? null : entries.filter(({ actor }) => actor.auth0UserId === auth0UserId),
      }),
    },
  };
  return serveSubgraph({ name: "audit", sdl: auditSdl, resolvers, port });
}
