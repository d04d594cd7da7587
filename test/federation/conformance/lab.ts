import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  composeSupergraph,
  fetchSdl,
  type Service,
  withoutAccessRules,
} from "../../../examples/gateways/compose.ts";
import { type GatewayName, installGateway, startGateway } from "../../../examples/gateways/launch.ts";
import { startAudit } from "../../../examples/neighbours/audit.ts";
import { startOrders } from "../../../examples/neighbours/orders.ts";
import { startReviews } from "../../../examples/neighbours/reviews.ts";
import { startIdentity } from "../../../examples/subgraph.ts";
import { hashOf, registered } from "./documents.ts";
import { Emulators, type Person } from "./emulators.ts";
import { startProbes } from "./probes.ts";
import { Route, type RouteName } from "./route.ts";
import { startTraces, type Traces } from "./traces.ts";

/** The subgraph with its neighbours and every gateway in front, all over HTTP. */
export interface Lab {
  readonly routes: readonly Route[];
  /** Gateways that could not run here, with the reason. */
  readonly absent: ReadonlyMap<RouteName, string>;
  /** Hive Gateway, verifying tokens and enforcing the access directives. */
  readonly enforcing: Route;
  readonly people: readonly Person[];
  readonly tokens: Readonly<Record<string, string>>;
  readonly emulators: Emulators;
  readonly traces: Traces;
  readonly services: readonly Service[];
  close(): Promise<void>;
}

const gateways: readonly GatewayName[] = ["apollo", "hive", "hive-rust", "grafbase"];

/**
 * Each read is asked at the provider, so that a row sees a fault immediately and not what another row left in the cache. There
 * is time enough for each call on a busy machine.
 */
const variables = {
  NODE_ENV: "test",
  PORT: "0",
  LOG_LEVEL: "info",
  RATE_LIMIT_PER_MINUTE: "0",
  ANONYMOUS_RATE_LIMIT_PER_MINUTE: "0",
  AUTH0_RATE_LIMITS: "none=1:1/1s",
  COGNITO_RATE_LIMITS: "none=1:1/1s",
  NEXUS_RATE_LIMITS: "none=1:1/1s",
  DIRECTORY_CACHE_MS: "0",
  READ_ATTEMPTS: "1",
  BREAKER_WINDOW: "1000",
  REQUEST_TIMEOUT_MS: "120000",
  AUTH0_TIMEOUT_MS: "60000",
  COGNITO_TIMEOUT_MS: "60000",
  NEXUS_TIMEOUT_MS: "60000",
  CACHE_FOUND_MS: "0",
  CACHE_MISSING_MS: "0",
  CACHE_STALE_MS: "0",
};

/** @param program path of the built service's main.js */
export async function openLab(program: string): Promise<Lab> {
  const parts = new AsyncDisposableStack();
  try {
    return await open(program, parts);
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}

async function open(program: string, parts: AsyncDisposableStack): Promise<Lab> {
  const traces = await startTraces();
  parts.defer(() => traces.close());
  const identity = await startIdentity(program, { ...variables, OTEL_EXPORTER_OTLP_ENDPOINT: traces.url });
  parts.defer(() => identity.close());
  const { people, providers, tokens, issuer } = await describeSandbox(identity.origin);
  const emulators = new Emulators(providers);
  await emulators.liftQuotas();
  const customers = people.flatMap(({ id, auth0UserIds: [auth0UserId = null] }) =>
    id === null ? [] : [{ id, auth0UserId }],
  );
  const neighbours = [
    await startOrders(customers),
    await startAudit(customers),
    await startReviews(customers),
    ...(await startProbes()),
  ];
  for (const neighbour of neighbours) parts.defer(() => neighbour.close());
  const url = `${identity.origin}/graphql`;
  const services = [{ name: "identity", url, sdl: await fetchSdl(url) }, ...neighbours];
  const absent = new Map<RouteName, string>();
  const token = tokens.administrator ?? "";
  const routes = [new Route("direct", url, token)];
  const folder = await mkdtemp(join(tmpdir(), "conformance-"));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const files = await writeSupergraphs(folder, services);
  for (const name of gateways) {
    const reason = whyAbsent(name);
    if (reason !== undefined) {
      absent.set(name, reason);
      continue;
    }
    await installGateway(name);
    const gateway = await startGateway(name, { variables: files(name) });
    parts.defer(() => gateway.close());
    routes.push(new Route(name, gateway.url, token));
  }
  const enforcing = await startGateway("hive", {
    variables: { ...files("hive"), JWKS_URL: `${issuer}/.well-known/jwks.json` },
  });
  parts.defer(() => enforcing.close());
  return {
    enforcing: new Route("hive", enforcing.url, token),
    routes,
    absent,
    people,
    tokens,
    emulators,
    traces,
    services,
    close: () => parts.disposeAsync(),
  };
}

function whyAbsent(name: GatewayName): string | undefined {
  const isThere = process.platform === "linux" && process.arch === "x64";
  return name === "grafbase" && !isThere ? "its npm package is for Linux on x64 only" : undefined;
}

/** Writes what the gateways are started with, and tells each of them where it is. */
async function writeSupergraphs(folder: string, services: readonly Service[]) {
  const [supergraph, open, list, documents] = [
    "supergraph",
    "without-access-rules",
    "services",
    "documents",
  ].map((name) => join(folder, name)) as [string, string, string, string];
  await writeFile(supergraph, composeSupergraph(services));
  const openServices = services.map(({ sdl, ...service }) => ({ ...service, sdl: withoutAccessRules(sdl) }));
  await writeFile(open, composeSupergraph(openServices));
  await writeFile(list, JSON.stringify(services));
  await writeFile(documents, JSON.stringify({ [hashOf(registered)]: registered }));
  return (name: GatewayName): Record<string, string> => {
    if (name === "grafbase") return { SERVICES: list };
    if (name === "apollo") return { SUPERGRAPH: open };
    return { SUPERGRAPH: supergraph, DOCUMENTS: documents };
  };
}

interface SandboxDescription {
  readonly issuer: string;
  readonly people: readonly Person[];
  readonly providers: Readonly<Record<"auth0" | "cognito" | "nexus", string>>;
  readonly tokens: Readonly<Record<string, string>>;
}

async function describeSandbox(origin: string): Promise<SandboxDescription> {
  const response = await fetch(`${origin}/sandbox/people`, { headers: { accept: "application/json" } });
  return (await response.json()) as SandboxDescription;
}
