import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { composeSupergraph, fetchSdl } from "./gateways/compose.ts";
import { installGateway, startGateway } from "./gateways/launch.ts";
import { startAudit } from "./neighbours/audit.ts";
import { startOrders } from "./neighbours/orders.ts";
import { fetchCustomers } from "./neighbours/people.ts";
import { startReviews } from "./neighbours/reviews.ts";
import { startIdentity } from "./subgraph.ts";

/**
 * `npm run demo`: a supergraph on this machine. It starts the identity subgraph with its sandbox, three subgraphs of other teams
 * and Hive Gateway, and shows the supergraph in a playground.
 */
const {
  PORT = "4000",
  GATEWAY_PORT = "4010",
  PROGRAM = fileURLToPath(new URL("../dist/main.js", import.meta.url)),
} = process.env;
const tabs = ["me", "orders-to-identities", "audit-to-orders", "reviews-require-email"];
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
  const identity = await startIdentity(PROGRAM, { PORT, LOG_LEVEL: "info" });
  parts.defer(() => identity.close());
  const customers = await fetchCustomers(identity.origin);
  const neighbours = await Promise.all([
    startOrders(customers),
    startAudit(customers),
    startReviews(customers),
  ]);
  for (const neighbour of neighbours) parts.defer(() => neighbour.close());
  const url = `${identity.origin}/graphql`;
  const services = [{ name: "identity", url, sdl: await fetchSdl(url) }, ...neighbours];
  const folder = await mkdtemp(join(tmpdir(), "identity-demo-"));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const supergraph = join(folder, "supergraph.graphql");
  await writeFile(supergraph, composeSupergraph(services));
  const gateway = await startGateway("hive", {
    port: Number(GATEWAY_PORT),
    variables: { SUPERGRAPH: supergraph, PLAYGROUND: JSON.stringify(await createTabs(identity.origin)) },
  });
  parts.defer(() => gateway.close());
  console.log(describe(services, identity.origin, gateway.url));
  openBrowser(gateway.url);
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

/** The queries of examples/queries, each with an administrator's token of the sandbox. */
async function createTabs(origin: string): Promise<object> {
  const token = await (await fetch(`${origin}/sandbox/token/administrator`)).text();
  const headers = JSON.stringify({ authorization: `Bearer ${token}` }, undefined, 2);
  const queries = await Promise.all(
    tabs.map((name) => readFile(new URL(`queries/${name}.graphql`, import.meta.url), "utf8")),
  );
  return {
    title: "Demo supergraph",
    defaultTabs: queries.map((query) => ({ query, headers })),
    headers,
    shouldPersistHeaders: true,
  };
}

function describe(
  services: readonly { readonly name: string; readonly url: string }[],
  origin: string,
  gatewayUrl: string,
): string {
  const rows = services.map(({ name, url }) => `  ${name.padEnd(10)} ${url}`);
  return [
    "\nThe supergraph of four subgraphs, behind Hive Gateway:",
    `\n  ${gatewayUrl}      open it: the tabs cross subgraphs`,
    "\nSubgraphs:",
    ...rows,
    `\nSample people, tokens and what to break: ${origin}/sandbox/people`,
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
