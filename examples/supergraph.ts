import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeSupergraph, fetchSdl } from "./gateways/compose.ts";
import { startGateway } from "./gateways/launch.ts";
import { startAudit } from "./neighbours/audit.ts";
import { startOrders } from "./neighbours/orders.ts";
import { fetchCustomers } from "./neighbours/people.ts";
import { startReviews } from "./neighbours/reviews.ts";
import { startIdentity } from "./subgraph.ts";

export interface SupergraphOptions {
  /** Path of the built service's main.js. */
  readonly program: string;
  /** The service's environment variables, over its defaults. */
  readonly variables: Readonly<Record<string, string>>;
  /** A free port when absent. */
  readonly gatewayPort?: number;
}

/** The identity subgraph with its sandbox, three subgraphs of other teams, and Hive Gateway in front. */
export interface Supergraph {
  /** The identity subgraph's. */
  readonly origin: string;
  readonly services: readonly { readonly name: string; readonly url: string }[];
  /** The address of the gateway's GraphQL endpoint. */
  readonly gatewayUrl: string;
  close(): Promise<void>;
}

/** Starts everything; Hive Gateway's packages are installed already. When a part fails to start, those before it are stopped. */
export async function startSupergraph(options: SupergraphOptions): Promise<Supergraph> {
  const parts = new AsyncDisposableStack();
  try {
    return await startParts(options, parts);
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}

async function startParts(
  { program, variables, gatewayPort = 0 }: SupergraphOptions,
  parts: AsyncDisposableStack,
): Promise<Supergraph> {
  const identity = await startIdentity(program, { ...variables, LOG_LEVEL: "info" });
  parts.defer(() => identity.close());
  const { origin } = identity;
  const customers = await fetchCustomers(origin);
  const neighbours = await Promise.all([
    startOrders(customers),
    startAudit(customers),
    startReviews(customers),
  ]);
  for (const neighbour of neighbours) parts.defer(() => neighbour.close());
  const url = `${origin}/graphql`;
  const services = [{ name: "identity", url, sdl: await fetchSdl(url) }, ...neighbours];
  const folder = await mkdtemp(join(tmpdir(), "identity-demo-"));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const supergraph = join(folder, "supergraph.graphql");
  await writeFile(supergraph, composeSupergraph(services));
  const gateway = await startGateway("hive", {
    port: gatewayPort,
    variables: { SUPERGRAPH: supergraph, PLAYGROUND: JSON.stringify(await createPlayground(origin)) },
  });
  parts.defer(() => gateway.close());
  return { origin, services, gatewayUrl: gateway.url, close: () => parts.disposeAsync() };
}

const tabs = ["me", "orders-to-identities", "audit-to-orders", "reviews-require-email"];

/** The queries of examples/queries, each with an administrator's token of the sandbox. */
async function createPlayground(origin: string): Promise<object> {
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
