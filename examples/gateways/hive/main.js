import { createServer } from "node:http";
import { createGatewayRuntime } from "@graphql-hive/gateway-runtime";
import { gatewayConfig } from "./gateway.config.js";

/**
 * Runs Hive Gateway as a library. Variables: SUPERGRAPH (path), PORT, PLANNER (`rust`; JavaScript when absent), PLAYGROUND
 * (GraphiQL's options as JSON), JWKS_URL (the gateway verifies tokens and enforces the access directives when it is set),
 * DOCUMENTS (path of the registered documents; none when absent).
 */
const { PORT = "0", PLANNER, PLAYGROUND, JWKS_URL, DOCUMENTS } = process.env;
const gateway = createGatewayRuntime({
  ...gatewayConfig,
  ...(PLANNER === "rust" && {
    unifiedGraphHandler: (await import("@graphql-hive/router-runtime")).unifiedGraphHandler,
  }),
  ...(PLAYGROUND === undefined ? { graphiql: false } : await toPlayground(JSON.parse(PLAYGROUND))),
  ...(JWKS_URL !== undefined && (await import("./authorization.js")).enforceDirectives(JWKS_URL)),
  ...(DOCUMENTS !== undefined && (await (await import("./documents.js")).serveDocuments(DOCUMENTS))),
  landingPage: false,
  logging: "error",
});

/** GraphiQL as one page that loads nothing from elsewhere. */
async function toPlayground(options) {
  const { renderGraphiQL } = await import("@graphql-yoga/render-graphiql");
  // without the style, a tab moves aside under the press of the mouse, which loses the click
  const style = "<style>.graphiql-tab { transform: none !important; }</style></head>";
  return { graphiql: options, renderGraphiQL: (all) => renderGraphiQL(all).replace("</head>", style) };
}

const server = createServer(gateway);
server.listen(Number(PORT), "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
process.once("SIGTERM", async () => {
  server.close();
  server.closeAllConnections();
  await gateway[Symbol.asyncDispose]();
});
