import type { ApolloServerPlugin } from "@apollo/server";
import type { FastifyReply } from "fastify";
import type { GraphContext } from "../graphql/schema/context.js";
import type { Freshness } from "../upstream/reads/freshness.js";

/** For a query without an error; every other answer keeps the `no-store` of all answers. */
export function toCacheControl(freshness: Freshness): string {
  const seconds = freshness.secondsAt(Date.now());
  return seconds === 0 ? "no-store" : `private, max-age=${seconds}`;
}

/** The same document has another answer for another caller, also in the cache of one browser. */
export function varyByCaller(reply: FastifyReply): void {
  const others = reply.getHeader("vary");
  reply.header("vary", others === undefined ? "Authorization" : `${others}, Authorization`);
}

/** For answers of Apollo. Its own plugin would call a hook for every field. */
export function setCacheControl(): ApolloServerPlugin<GraphContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ operation, contextValue, response: { body, http } }) => {
        const isClean = body.kind === "single" && body.singleResult.errors === undefined;
        if (isClean && operation?.operation === "query")
          http.headers.set("cache-control", toCacheControl(contextValue.reads.freshness));
      },
    }),
  };
}
