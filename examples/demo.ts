import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { installGateway } from "./gateways/launch.ts";
import { type Supergraph, startSupergraph } from "./supergraph.ts";

/**
 * `npm run demo`: a supergraph on this machine. It starts the identity subgraph with its sandbox, three subgraphs of other teams
 * and Hive Gateway, and shows the supergraph in a playground.
 */
const {
  PORT = "4000",
  GATEWAY_PORT = "4010",
  PROGRAM = fileURLToPath(new URL("../dist/main.js", import.meta.url)),
} = process.env;
const parts = new AsyncDisposableStack();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void parts.disposeAsync());

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  await parts.disposeAsync();
}

async function start(): Promise<void> {
  await install();
  const options = { program: PROGRAM, variables: { PORT }, gatewayPort: Number(GATEWAY_PORT) };
  const supergraph = await startSupergraph(options);
  parts.defer(() => supergraph.close());
  console.log(describe(supergraph));
  openBrowser(supergraph.gatewayUrl);
}

/** Fetches the gateway before the first start, and says so, because it takes a while. */
async function install(): Promise<void> {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  await installGateway("hive", () => {
    process.stdout.write("Fetching Hive Gateway (77 MB, once) ");
    timer = setInterval(() => process.stdout.write("."), 1_000);
  });
  if (timer === undefined) return;
  clearInterval(timer);
  console.log(` ${Math.round((performance.now() - startedAt) / 1_000)} s`);
}

function describe({ services, origin, gatewayUrl }: Supergraph): string {
  const rows = services.map(({ name, url }) => `  ${name.padEnd(10)} ${url}`);
  return [
    "\nThe supergraph of four subgraphs, behind Hive Gateway:",
    `\n  ${gatewayUrl}      open it: the tabs cross subgraphs`,
    "\nSubgraphs:",
    ...rows,
    `\nSample people, tokens and what to break: ${origin}/sandbox/people`,
    "A web application on it: npm run web, in another terminal",
    "Stop everything with Ctrl+C.\n",
  ].join("\n");
}

/** Opens the playground for a person at a terminal with a screen. */
function openBrowser(url: string): void {
  const hasScreen = process.platform === "darwin" || process.env.DISPLAY !== undefined;
  if (!process.stdout.isTTY || !hasScreen) return;
  const command = process.platform === "darwin" ? "open" : "xdg-open";
  spawn(command, [url], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}
