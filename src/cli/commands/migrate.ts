import type { Command } from "commander";
import { createConsole, type Surroundings } from "../console.js";
import { withService } from "../service.js";

const help = `
The service does the same when it starts. Run it beforehand where starting processes must not change the store, with the
same configuration. It is safe to run at any time, also while the service is running.`;

export function addMigrateCommand(program: Command, surroundings: Surroundings): void {
  program
    .command("migrate")
    .summary("bring the store's tables up to date")
    .description("Brings the tables of the directory's store up to date.")
    .option("--json", "print the result as JSON")
    .addHelpText("after", help)
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      await withService(surroundings, ({ directory }) => directory.ping());
      createConsole(surroundings, json).result({ isCurrent: true }, () => "The store is up to date.");
    });
}
