import type { GraphQLResolveInfo } from "graphql";
import type { Provider } from "../../identity/provider.js";
import { badInput } from "../errors/bad-input.js";
import type { GraphContext } from "../schema/context.js";
import { lookUp, toUserKey } from "./reference.js";

type Prepare = (value: unknown, context: GraphContext, info: GraphQLResolveInfo) => unknown;

type ResolveEntities = (
  source: unknown,
  args: { readonly representations: readonly unknown[] },
  context: GraphContext,
  info: GraphQLResolveInfo,
) => readonly unknown[];

/**
 * Resolves `Query._entities` for all representations together. Whatever is wrong with one of them is an error of that one:
 * it stands in the list as an Error.
 */
export function createResolveEntities(registry: readonly Provider[], prepare: Prepare): ResolveEntities {
  const resolveOne = (representation: unknown, context: GraphContext, info: GraphQLResolveInfo): unknown => {
    try {
      const key = toUserKey(checkRepresentation(representation), registry, "representation");
      return prepare(lookUp(key, key.kind === "id" ? "id" : "reference", context), context, info);
    } catch (error) {
      return error;
    }
  };
  return (_source, { representations }, context, info) =>
    representations.map((representation) => resolveOne(representation, context, info));
}

/** Throws BAD_USER_INPUT. */
function checkRepresentation(representation: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof representation === "object" && representation !== null;
  if (!isObject || !("__typename" in representation) || representation.__typename !== "User")
    throw badInput("representation", "must be an object whose __typename is User");
  return representation as Readonly<Record<string, unknown>>;
}
