import { randomUUID } from "node:crypto";
import type { Meter, Tracer } from "@opentelemetry/api";
import type { FastifyInstance } from "fastify";
import { type AccessSettings, accessVariables } from "./access/settings.js";
import { type Authenticate, createAuthenticate } from "./access/tokens/authenticate.js";
import type { Config } from "./config.js";
import type { Directory } from "./directory/directory.js";
import { openDirectory } from "./directory/open-directory.js";
import { createSubgraph } from "./graphql/schema/build-schema.js";
import type { GraphSetup } from "./graphql/schema/context.js";
import { createHttpServer } from "./http/server.js";
import { toWebhookOptions } from "./http/webhooks.js";
import type { ConnectedProvider, Provider } from "./identity/provider.js";
import type { Logger } from "./platform/log.js";
import { openRedis, type Redis } from "./platform/redis.js";
import { startTelemetry } from "./platform/telemetry.js";
import * as registryExports from "./providers/registry.js";
import { writeHandlers } from "./provisioning/handlers/all.js";
import { type RecoveryTimer, startRecovery } from "./provisioning/recovery.js";
import type { ParkedWrite, WriteEnvironment } from "./provisioning/runner.js";
import { createParkedGauge } from "./provisioning/telemetry.js";
import { exampleTabs, sandboxPages, toLinkedUsers } from "./sandbox/guide.js";
import { type Sandbox, startSandbox } from "./sandbox/sandbox.js";
import { sandboxVariables } from "./sandbox/variables.js";
import { planSetup, type Setup } from "./setup.js";
import { type OpenUpstream, openUpstream } from "./upstream/open.js";

/** Every provider of this program. */
export const registry: readonly Provider[] = Object.values(registryExports);

export interface AppOptions {
  readonly config: Config;
  readonly log: Logger;
  /** The providers that `config` was read for. Those of this program when absent. */
  readonly providers?: readonly Provider[];
  /** A running sandbox to use instead of starting one; stays running when the app is closed. */
  readonly sandbox?: Sandbox;
  /** Called for each SQL statement of the directory. */
  readonly onStatement?: (sql: string) => void;
}

export interface App {
  /** As http://127.0.0.1:4000 */
  readonly origin: string;
  readonly directory: Directory;
  readonly setup: Setup;
  /** The emulators, unless a provider is configured. */
  readonly sandbox: Sandbox | undefined;
  /** Answers what is under way, then ends everything that the app started. */
  close(): Promise<void>;
}

/** Joins the rooms and listens. When a part fails to start, those before it are ended again. */
export async function startApp(options: AppOptions): Promise<App> {
  const parts = new AsyncDisposableStack();
  try {
    return await startParts(options, parts);
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}

function open(config: Config, log: Logger, onStatement?: (sql: string) => void): Promise<Directory> {
  return openDirectory({
    ...planSetup(config).store,
    ...(onStatement && { onStatement }),
    onConnectionError: (error) => log.warn({ err: error }, "a connection to the directory broke"),
  });
}

/** What the commands need to look at writes and to end them: the store and the providers, and no server. */
export async function openWrites(
  config: Config,
  log: Logger,
): Promise<{ readonly environment: WriteEnvironment; close(): Promise<void> }> {
  const parts = new AsyncDisposableStack();
  const directory = await open(config, log);
  parts.defer(() => directory.close());
  const quiet = { ...config.service, METRICS_PORT: undefined }; // a service beside it may have the port
  const { upstream } = await startUpstream(quiet, log, parts);
  const connected = connectProviders(registry, config, { upstream });
  for (const provider of connected) parts.defer(() => provider.close());
  return {
    environment: toWriteEnvironment(config, directory, connected, log),
    close: () => parts.disposeAsync(),
  };
}

async function startParts(options: AppOptions, parts: AsyncDisposableStack): Promise<App> {
  const { config, log, providers = registry } = options;
  const setup = planSetup(config);
  const sandbox = setup.mode === "sandbox" ? (options.sandbox ?? (await startSandbox())) : undefined;
  if (options.sandbox === undefined) parts.defer(async () => sandbox?.close());
  const { upstream, redis, tracer, meter } = await startUpstream(config.service, log, parts);
  const connected = connectProviders(providers, config, { upstream, sandbox });
  upstream.watch(connected);
  for (const provider of connected) parts.defer(() => provider.close());
  const directory = await open(config, log, options.onStatement);
  parts.defer(() => directory.close());
  if (sandbox !== undefined) await directory.importUsers(toLinkedUsers(sandbox.people));
  const writes = toWriteEnvironment(config, directory, connected, log);
  const recovery = recoverInBackground(writes, config, { log, meter });
  parts.defer(() => recovery.stop());
  const server = await createServer({
    config,
    registry: providers,
    log,
    setup,
    sandbox,
    connected,
    directory,
    upstream,
    redis,
    tracer,
    writes,
  });
  parts.defer(() => server.close());
  const origin = await server.listen({ host: config.service.HOST, port: config.service.PORT });
  return { origin, directory, setup, sandbox, close: () => parts.disposeAsync() };
}

interface Parts {
  readonly registry: readonly Provider[];
  readonly config: Config;
  readonly log: Logger;
  readonly setup: Setup;
  readonly sandbox: Sandbox | undefined;
  readonly connected: readonly ConnectedProvider[];
  readonly directory: Directory;
  readonly upstream: OpenUpstream;
  readonly redis: Redis | undefined;
  readonly tracer: Tracer;
  readonly writes: WriteEnvironment;
}

/** What goes between the service and its providers, and what it shares with other processes. */
async function startUpstream(
  settings: Config["service"],
  log: Logger,
  parts: AsyncDisposableStack,
): Promise<Pick<Parts, "upstream" | "redis" | "tracer"> & { readonly meter: Meter }> {
  const telemetry = await startTelemetry(settings, log);
  parts.defer(() => telemetry.close());
  const connection = settings.REDIS_URL === undefined ? undefined : await openRedis(settings.REDIS_URL, log);
  parts.defer(async () => connection?.close());
  const redis = connection?.client;
  const upstream = openUpstream({ settings, telemetry, log, ...(redis && { redis }) });
  parts.defer(() => upstream.close());
  return { upstream, redis, tracer: telemetry.tracer, meter: telemetry.meter };
}

async function createServer(parts: Parts): Promise<FastifyInstance> {
  const { config, log, setup, sandbox, redis, tracer, ...rest } = parts;
  const { schema, policy } = await createSubgraph(rest.registry);
  const { PROFILE_ORDER: profileOrder, REQUEST_TIMEOUT_MS: requestTimeoutMs, NODE_ENV } = config.service;
  const graph: GraphSetup = { ...rest, policy, profileOrder };
  const guide = { hasTokens: setup.trustsSandbox };
  return createHttpServer({
    schema,
    setup: graph,
    authenticate: openAccess(parts, setup.trustsSandbox ? sandbox : undefined),
    log,
    limits: config.service,
    redis,
    tracer,
    introspection: NODE_ENV !== "production",
    auditReads: config.service.AUDIT_READS,
    requestTimeoutMs,
    createId: randomUUID,
    isLoopbackOnly: setup.isLoopbackOnly,
    ...(NODE_ENV !== "production" && {
      playground: async () => (sandbox === undefined ? [] : exampleTabs(sandbox, guide)),
    }),
    ...(sandbox !== undefined && { pages: sandboxPages(sandbox, guide) }),
    ...(config.service.WEBHOOK_SECRETS.length > 0 && {
      events: toWebhookOptions(config.service.WEBHOOK_SECRETS, graph),
    }),
  });
}

/** @param trusted the sandbox whose tokens are accepted; without it the issuers that are configured */
function openAccess({ config, registry, log }: Parts, trusted: Sandbox | undefined): Authenticate {
  return createAuthenticate(toAccess(config, trusted), registry, ({ url }, error) =>
    log.warn({ issuer: url, err: error }, "an issuer's keys could not be fetched"),
  );
}

function toAccess({ service }: Config, trusted: Sandbox | undefined): AccessSettings {
  if (trusted === undefined) return service;
  const named = accessVariables.pick({
    TOKEN_ISSUERS: true,
    TOKEN_AUDIENCES: true,
    TOKEN_CLIENT_IDS: true,
    TOKEN_ISSUER_REALMS: true,
  });
  return { ...service, ...named.parse(sandboxVariables(trusted)) };
}

function toWriteEnvironment(
  { service }: Config,
  directory: Directory,
  providers: readonly ConnectedProvider[],
  log: Logger,
): WriteEnvironment {
  const { REQUEST_TIMEOUT_MS: timeoutMs, WRITE_LEASE_MS: leaseMs, WRITE_MAX_DEATHS: maxDeaths } = service;
  const [now, elapsedMs] = [() => new Date(), () => performance.now()];
  const onParked = ({ id, ...parked }: ParkedWrite): void =>
    log.error({ writeId: id, ...parked }, "a write is parked until an operator resumes or abandons it");
  return { directory, providers, now, elapsedMs, timeoutMs, leaseMs, maxDeaths, onParked };
}

function recoverInBackground(
  environment: WriteEnvironment,
  { service }: Config,
  { log, meter }: { readonly log: Logger; readonly meter: Meter },
): RecoveryTimer {
  return startRecovery({
    environment,
    handlers: writeHandlers,
    pauseMs: service.RECOVERY_PAUSE_MS,
    onRound: ({ completed, pending }) => {
      if (completed.length + pending.length > 0)
        log.info({ completed, pending }, "unfinished writes were taken up");
    },
    onParkedCount: createParkedGauge(meter),
    onError: (error) => log.error({ err: error }, "unfinished writes could not be taken up"),
  });
}

function connectProviders(
  registry: readonly Provider[],
  { providers }: Config,
  {
    upstream: { upstream },
    sandbox,
  }: { readonly upstream: OpenUpstream; readonly sandbox?: Sandbox | undefined },
): readonly ConnectedProvider[] {
  const { openGate } = upstream;
  const variables = sandbox === undefined ? {} : sandboxVariables(sandbox);
  const connect = (provider: Provider): ConnectedProvider[] => {
    const setting = providers.get(provider.name);
    switch (setting?.mode) {
      case undefined:
      case "off":
        return [];
      case "sandbox":
        if (sandbox === undefined) return []; // a command has no emulators of its own
        return [
          provider.connect(provider.config.parse({ ...variables, ...setting.variables }) as never, openGate),
        ];
      case "configured":
        return [provider.connect(setting.config as never, openGate)];
    }
  };
  return registry.flatMap(connect);
}
