import { text } from "node:stream/consumers";
import { federateSubgraphs, ROUTER_COMPATIBILITY_VERSION_ONE } from "@wundergraph/composition";
import { parse, print } from "graphql";

/** Composes the subgraphs on its standard input (a list of `name`, `url`, `sdl` as JSON); prints the supergraph, or the errors. */
const services = JSON.parse(await text(process.stdin));
const subgraphs = services.map(({ name, url, sdl }) => ({ name, url, definitions: parse(sdl) }));
const result = federateSubgraphs({ subgraphs, version: ROUTER_COMPATIBILITY_VERSION_ONE });
const answer = result.success
  ? {
      supergraphSdl: print(result.federatedGraphAST),
      hints: result.warnings.map(({ message, subgraph }) => `${subgraph.name}: ${message}`),
    }
  : { errors: result.errors.map(({ message }) => message) };
process.stdout.write(JSON.stringify(answer));
