import { openWrites, registry } from "../app.js";
import { ConfigError, loadConfig } from "../config.js";
import { createLog } from "../platform/log.js";
import { writeCommands } from "./write-commands.js";

const usage = `Usage: npm run writes -- COMMAND

  list            writes that are not finished, oldest first
  show ID         one write: its fields and steps, without values
  resume ID       finishes or undoes a write whose process died, or that is parked
  abandon ID      gives a write up; what it did at a provider stays as it is
  audit [USER]    the newest 100 writes that ended, of one user or of all`;

async function main([name = "", argument]: readonly string[]): Promise<void> {
  const command = writeCommands[name];
  if (command === undefined) {
    console.error(usage);
    process.exitCode = 1;
    return;
  }
  const config = loadConfig(registry);
  const { environment, close } = await openWrites(config, createLog(config.service.logLevel, process.stderr)); // standard output is the result's
  try {
    console.log(JSON.stringify(await command(environment, argument), undefined, 2));
  } finally {
    await close();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : (error as Error).message);
  process.exitCode = 1;
});
