import { readFileSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, parse } from "graphql";

/** A reference or a whole user; plain objects with `__typename`, as the service answers them. */
export type User = Readonly<Record<string, unknown>> & { readonly id: string };

const [file = ""] = process.argv.slice(2);
const { sdl, users } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly sdl: string;
  readonly users: readonly User[];
};
const byId = new Map(users.map((user) => [user.id, user]));

/** The part of the service's schema that the benchmark uses. */
export { sdl };

export function findUser(id: string): User | null {
  return byId.get(id) ?? null;
}

/** One call for many, as a database would be asked. */
export async function findUsers(ids: readonly string[]): Promise<(User | null)[]> {
  return ids.map(findUser);
}

/** The users come from memory by `resolve`, with nothing checked. */
export function buildSchema<Context>(resolve: (reference: User, context: Context) => unknown): GraphQLSchema {
  return buildSubgraphSchema([
    {
      typeDefs: parse(sdl),
      resolvers: { User: { __resolveReference: resolve } } as never,
    },
  ]);
}
