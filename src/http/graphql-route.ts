import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";
import type { GraphContext } from "../graphql/schema/context.js";
import { varyByCaller } from "./cache-control.js";
import type { ShortPath } from "./short-path.js";

export interface GraphqlRoute {
  readonly apollo: ApolloServer<GraphContext>;
  /** Authenticates and counts the caller; throws GraphQLError. */
  readonly createContext: (request: FastifyRequest, reply: FastifyReply) => Promise<GraphContext>;
  /** Every request goes to Apollo when absent. */
  readonly shortPath: ShortPath | undefined;
}

/** Answers GraphQL requests: by the short path where it can, by Apollo otherwise. The context is made once for both. */
export function createGraphqlHandler({ apollo, createContext, shortPath }: GraphqlRoute): RouteHandlerMethod {
  const contexts = new WeakMap<FastifyRequest, Promise<GraphContext>>();
  const answerByApollo = fastifyApolloHandler(apollo, {
    context: (request, reply) => contexts.get(request) ?? createContext(request, reply),
  });
  return async function handle(request, reply) {
    varyByCaller(reply);
    if (shortPath !== undefined && request.method === "POST") {
      const made = createContext(request, reply);
      contexts.set(request, made);
      const context = await made.catch(() => undefined); // Apollo words why there is none
      const body = context && (await shortPath(request, reply, context));
      if (body !== undefined) return reply.send(body);
    }
    return answerByApollo.call(this, request, reply);
  };
}
