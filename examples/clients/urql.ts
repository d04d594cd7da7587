import { Client, fetchExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { buildSchema, type GraphQLSchema, introspectionFromSchema, isObjectType } from "graphql";

export interface UrqlOptions {
  readonly url: string;
  readonly token: string;
  /** The text of schema/api.graphql. */
  readonly sdl: string;
}

export function createUrqlClient({ url, token, sdl }: UrqlOptions): Client {
  const schema = buildSchema(sdl);
  const cache = cacheExchange({ schema: introspectionFromSchema(schema), keys: toKeys(schema) });
  return new Client({
    url,
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { authorization: `Bearer ${token}` } }),
    exchanges: [cache, fetchExchange],
  });
}

/** Objects without an id belong to the object that they were selected in, and have no entry of their own. */
function toKeys(schema: GraphQLSchema): Record<string, () => null> {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const keyless = types.filter((type) => !("id" in type.getFields()));
  return Object.fromEntries(keyless.map(({ name }) => [name, () => null]));
}
