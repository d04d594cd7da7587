import { isAscii } from "node:buffer";
import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from "fastify";
import type { GraphContext } from "../graphql/schema/context.js";
import { andThen, type MaybePromise } from "../platform/maybe-promise.js";
import { varyByCaller } from "./cache-control.js";
import type { Body, ShortPath } from "./short-path.js";

export interface GraphqlRoute {
  readonly apollo: ApolloServer<GraphContext>;
  /** Authenticates and counts the caller; throws GraphQLError. */
  readonly createContext: (request: FastifyRequest, reply: FastifyReply) => MaybePromise<GraphContext>;
  /** Every request goes to Apollo when absent. */
  readonly shortPath: ShortPath | undefined;
}

/** Answers GraphQL requests: by the short path where it can, by Apollo otherwise. The context is made once for both. */
export function createGraphqlHandler({ apollo, createContext, shortPath }: GraphqlRoute): RouteHandlerMethod {
  const contexts = new WeakMap<FastifyRequest, MaybePromise<GraphContext>>();
  const answerByApollo = fastifyApolloHandler(apollo, {
    context: async (request, reply) => contexts.get(request) ?? createContext(request, reply),
  });
  return function handle(request, reply) {
    varyByCaller(reply);
    if (shortPath === undefined || request.method !== "POST")
      return answerByApollo.call(this, request, reply);
    const made = createContext(request, reply);
    // Apollo words why there is no context
    const context = made instanceof Promise ? made.catch(() => undefined) : made;
    const send = (body: Body): unknown => {
      if (body !== undefined) return reply.send(toOneWrite(body));
      contexts.set(request, made);
      return answerByApollo.call(this, request, reply);
    };
    return andThen(
      andThen(context, (known) => known && shortPath(request, reply, known)),
      send,
    );
  };
}

/** Node.js writes a text together with the headers, and bytes after them; a text that is longer costs more to encode. */
const maxTextBytes = 4_096;

function toOneWrite(body: string | Buffer): string | Buffer {
  const isText = typeof body !== "string" && body.length <= maxTextBytes && isAscii(body);
  return isText ? body.toString("latin1") : body;
}
