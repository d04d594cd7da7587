import type { Customer } from "./people.ts";
import { type Subgraph, serveSubgraph } from "./serve.ts";

/** Refers to a user by our `id`, and adds a field to the user. */
export const ordersSdl = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Query {
    orders(first: Int): [Order!]!
  }

  type Order @key(fields: "id") {
    id: ID!
    "Null when the user does not exist."
    customer: User
  }

  type User @key(fields: "id") {
    id: ID!
    orders: [Order!]!
  }
`;

/** One order of each customer. */
export function startOrders(customers: readonly Customer[], port?: number): Promise<Subgraph> {
  const orders = customers.map(({ id }) => ({ id: `order of ${id}`, customer: { id } }));
  const resolvers = {
    Query: {
      orders: (_: unknown, { first }: { first?: number | null }) => orders.slice(0, first ?? undefined),
    },
    User: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        orders: orders.filter(({ customer }) => customer.id === id),
      }),
    },
  };
  return serveSubgraph({ name: "orders", sdl: ordersSdl, resolvers, port });
}
