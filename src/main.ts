import { readFile } from "node:fs/promises";
import { type App, registry, startApp } from "./app.js";
import { loadConfig } from "./config.js";
import { createLog } from "./platform/log.js";
import { examples } from "./sandbox/guide.js";
import type { Sandbox } from "./sandbox/sandbox.js";
import { toStartSentence } from "./start-errors.js";

/** Milliseconds after the time of the longest request in which a process that is stopping must have ended. */
const closingMs = 5_000;

const usage = `Serves the Identity Subgraph. Takes no arguments: environment variables configure it, and a file named .env
in the working directory; .env.example lists them all. Without any, it serves sample people on http://127.0.0.1:4000.`;

async function main(parameters: readonly string[]): Promise<void> {
  if (parameters.length > 0) {
    const isHelp = parameters.every((parameter) => ["--help", "-h"].includes(parameter));
    if (isHelp) console.log(usage);
    else console.error(`Unknown argument: ${parameters.join(" ")}\n\n${usage}`);
    process.exitCode = isHelp ? 0 : 1;
    return;
  }
  const config = loadConfig(registry);
  const log = createLog(config.service.logLevel);
  for (const warning of config.warnings) log.warn(warning);
  const drainMs = config.service.requestTimeoutMs + closingMs;
  const app = await startApp({ config, log });
  log.info({ origin: app.origin, isSandbox: app.sandbox !== undefined }, "ready");
  await greet(app);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      log.info({ signal }, "stopping");
      setTimeout(() => process.exit(1), drainMs).unref();
      app.close().catch((error: unknown) => {
        log.error({ err: error }, "could not stop in order");
        process.exitCode = 1;
      });
    });
  }
}

/** Tells a person at the terminal where to click and what to paste; says nothing once real providers are configured. */
async function greet({ origin, sandbox, setup }: App): Promise<void> {
  if (sandbox === undefined) return;
  const lines = [
    `\nIdentity Subgraph on ${origin}/graphql`,
    `Playground:    ${origin}/`,
    `Sample people: ${origin}/sandbox/people`,
  ];
  if (setup.trustsSandbox) lines.push(...(await toSamples(origin, sandbox)));
  console.log(lines.join("\n"), "\n");
}

/** Where tokens are, and queries that use one of them. */
async function toSamples(origin: string, sandbox: Sandbox): Promise<readonly string[]> {
  const lines = [
    `Tokens:        ${origin}/sandbox/token/administrator, or person, support, machine`,
    "\nThree queries to paste, as the administrator:",
    `\n  TOKEN="authorization: Bearer $(curl -s ${origin}/sandbox/token/administrator)"`,
  ];
  for (const { operation, variables } of examples(sandbox).slice(0, 3)) {
    const query = await readFile(
      new URL(`../schema/operations/${operation}.graphql`, import.meta.url),
      "utf8",
    );
    const body = JSON.stringify({
      query: query
        .replace(/^#.*\n/, "")
        .replaceAll(/\s+/g, " ")
        .trim(),
      variables,
    });
    lines.push(`\n  curl -s ${origin}/graphql -H 'content-type: application/json' -H "$TOKEN" -d '${body}'`);
  }
  return lines;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(toStartSentence(error) ?? error);
  process.exitCode = 1;
});
