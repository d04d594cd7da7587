import type { Customer } from "./people.ts";
import { type Subgraph, serveSubgraph } from "./serve.ts";

/**
 * Computes a field of the user from a field of ours. The gateway fetches `email` first and sends it along with the reference.
 * A field that requires one of ours carries the same access directive, or composers refuse it.
 */
export const reviewsSdl = /* GraphQL */ `
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.9"
      import: ["@key", "@external", "@requires", "@authenticated"]
    )

  scalar EmailAddress

  type Query {
    reviews(first: Int): [Review!]!
  }

  type Review @key(fields: "id") {
    id: ID!
    text: String!
    "Null when the user does not exist."
    author: User
  }

  type User @key(fields: "id") {
    id: ID!
    email: EmailAddress @external
    reviews: [Review!]!
    "How the author is shown beside a review: the part of the address before the @. Null without an address."
    byline: String @requires(fields: "email") @authenticated
  }
`;

interface UserReference {
  readonly id: string;
  readonly email?: string | null;
}

/** One review by each customer. */
export function startReviews(customers: readonly Customer[], port?: number): Promise<Subgraph> {
  const reviews = customers.map(({ id }) => ({ id: `review by ${id}`, text: "Works.", author: { id } }));
  const resolvers = {
    Query: {
      reviews: (_: unknown, { first }: { first?: number | null }) => reviews.slice(0, first ?? undefined),
    },
    User: {
      __resolveReference: ({ id, email }: UserReference) => ({
        id,
        byline: email?.split("@")[0] ?? null,
        reviews: reviews.filter(({ author }) => author.id === id),
      }),
    },
  };
  return serveSubgraph({ name: "reviews", sdl: reviewsSdl, resolvers, port });
}
