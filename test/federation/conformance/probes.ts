import { type Subgraph, serveSubgraph } from "../../../examples/neighbours/serve.ts";

/** The keys of `User`, each known to a subgraph of its own. */
export const keys = ["id", "auth0UserId", "cognitoSub", "nexusUserId"] as const;
export type Key = (typeof keys)[number];

/** The root field of the subgraph that refers to users by the key. */
export function probeField(key: Key): string {
  return `refer_${key}`;
}

/** A subgraph per key. Each refers to the users that its argument names, whatever it is given. */
export function startProbes(): Promise<readonly Subgraph[]> {
  return Promise.all(keys.map(startProbe));
}

function startProbe(key: Key): Promise<Subgraph> {
  const field = probeField(key);
  const sdl = `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { ${field}(values: [ID]!): [Holder_${key}!]! }
    type Holder_${key} { user: User }
    type User @key(fields: "${key}", resolvable: false) { ${key}: ID }
  `;
  const refer = (_: unknown, { values }: { values: readonly (string | null)[] }) =>
    values.map((value) => ({ user: { [key]: value } }));
  return serveSubgraph({ name: `probe-${key.toLowerCase()}`, sdl, resolvers: { Query: { [field]: refer } } });
}
