/** JSON of an answer. Tests state its form by what they expect of it; a type would state the same twice. */
// biome-ignore lint/suspicious/noExplicitAny: with unknown, every expectation would begin with a cast
export type Json = any;

/** The value at a path of a GraphQL response; null when there is none. */
export function valueAt(data: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((value: Json, key) => value?.[key], data) ?? null;
}
