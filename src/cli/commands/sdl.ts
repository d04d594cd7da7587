import type { Command } from "commander";
import { registry } from "../../app.js";
import { createSubgraph } from "../../graphql/schema/build-schema.js";
import { toClientSdl } from "../client-schema.js";
import type { Surroundings } from "../console.js";

const help = `
Examples:
  identity-subgraph sdl > subgraph.graphql          for a schema registry or a router
  identity-subgraph sdl --client > api.graphql      for clients' code generators`;

export function addSdlCommand(program: Command, surroundings: Surroundings): void {
  program
    .command("sdl")
    .summary("print the schema")
    .description("Prints the schema of the subgraph, which needs no configuration.")
    .option("--client", "without federation's header and directives")
    .addHelpText("after", help)
    .action(async ({ client }: { readonly client?: true }) => {
      const { sdl } = await createSubgraph(registry);
      surroundings.stdout.write(client ? toClientSdl(sdl) : sdl);
    });
}
