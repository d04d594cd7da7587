/**
 * Configuration of Hive Gateway in front of the subgraph. The program `hive-gateway supergraph` of @graphql-hive/gateway reads
 * this file too.
 */
export const gatewayConfig = {
  supergraph: process.env.SUPERGRAPH ?? "supergraph.graphql",
  propagateHeaders: {
    // the subgraph verifies the caller's token itself
    fromClientToSubgraphs: ({ request, subgraphName }) => ({
      ...pick(request.headers, ["authorization", "traceparent", "tracestate", "x-correlation-id"]),
      ...(subgraphName === "identity" && routerSecret()),
    }),
  },
  upstreamTimeout: 20_000, // longer than the subgraph's REQUEST_TIMEOUT_MS, so that its partial answer arrives
};

function pick(headers, names) {
  return Object.fromEntries(names.map((name) => [name, headers.get(name)]).filter(([, value]) => value));
}

/** Only for the subgraph that checks it. */
function routerSecret() {
  const { ROUTER_SECRET } = process.env;
  return ROUTER_SECRET === undefined ? {} : { "x-router-secret": ROUTER_SECRET };
}
