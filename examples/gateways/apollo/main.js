import { readFile } from "node:fs/promises";
import { ApolloGateway, RemoteGraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";

/** Runs Apollo's gateway for Node.js. Variables: SUPERGRAPH (path), PORT, ROUTER_SECRET. */
const { SUPERGRAPH = "supergraph.graphql", PORT = "0", ROUTER_SECRET } = process.env;

/** Forwards the caller's token, which the subgraph verifies itself. */
class Forwarding extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    for (const name of ["authorization", "traceparent", "tracestate", "x-correlation-id"]) {
      const value = context.headers?.[name];
      if (value !== undefined) request.http.headers.set(name, value);
    }
    if (this.isIdentity && ROUTER_SECRET !== undefined)
      request.http.headers.set("x-router-secret", ROUTER_SECRET);
  }
}

const logger = { debug() {}, info() {}, warn: console.error, error: console.error };
const gateway = new ApolloGateway({
  supergraphSdl: await readFile(SUPERGRAPH, "utf8"),
  buildService: ({ name, url }) => new Forwarding({ url, isIdentity: name === "identity" }),
  logger,
});
const server = new ApolloServer({ gateway, logger });
const { url } = await startStandaloneServer(server, {
  listen: { host: "127.0.0.1", port: Number(PORT) },
  context: async ({ req }) => ({ headers: req.headers }),
});
console.log(`listening on ${new URL(url).origin}`);
process.once("SIGTERM", () => server.stop());
