import { inspect } from "node:util";
import { Command, CommanderError } from "commander";
import { DirectoryUnavailable } from "../directory/unavailable.js";
import { ProviderError } from "../identity/provider-error.js";
import { toStartSentence } from "../start-errors.js";
import { addImportCommand } from "./commands/import.js";
import { addLinkCommand } from "./commands/link.js";
import { addMigrateCommand } from "./commands/migrate.js";
import { addSdlCommand } from "./commands/sdl.js";
import type { Surroundings } from "./console.js";
import { Incomplete, UsageError } from "./failures.js";

const help = `
Environment variables configure every command as they configure the service, and a file named .env in the working
directory; .env.example lists them all.

Exit codes: 0 done, 1 failed or incomplete, 2 wrong use.`;

/** Carries out the command that the arguments name, and returns the exit code. */
export async function runProgram(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    await createProgram(surroundings).parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has printed what is wrong
    if (error instanceof Incomplete) return 1;
    surroundings.stderr.write(`${toSentence(error) ?? inspect(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

function createProgram(surroundings: Surroundings): Command {
  const { stdout, stderr } = surroundings;
  const program = new Command("identity-subgraph")
    .description("Looks after the directory of users of the Identity Subgraph.")
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .addHelpText("after", help)
    .exitOverride();
  for (const add of [addImportCommand, addLinkCommand, addMigrateCommand, addSdlCommand])
    add(program, surroundings);
  return program;
}

/** What a person can do about it. Undefined for a bug, whose stack trace is needed. */
function toSentence(error: unknown): string | undefined {
  const isKnown = [UsageError, ProviderError, DirectoryUnavailable].some((kind) => error instanceof kind);
  return isKnown ? (error as Error).message : toStartSentence(error);
}
