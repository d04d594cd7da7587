import { randomUUID } from "node:crypto";
import type { Tracer } from "@opentelemetry/api";
import type { FastifyInstance } from "fastify";
import type { GraphQLSchema } from "graphql";
import { trustIssuers } from "./access/settings.js";
import { createAuthenticate } from "./access/tokens/authenticate.js";
import { logRefusals } from "./access/tokens/log-refusals.js";
import type { Config } from "./config.js";
import { connectProviders } from "./connect-providers.js";
import type { Directory } from "./directory/directory.js";
import { openDirectory } from "./directory/open-directory.js";
import { createRecentUsers } from "./directory/recent-users.js";
import { shareChanges } from "./directory/shared-changes.js";
import { EntityFragments } from "./graphql/plans/entity-fragments.js";
import { Plans } from "./graphql/plans/plans.js";
import { createSubgraph } from "./graphql/schema/build-schema.js";
import type { GraphSetup } from "./graphql/schema/context.js";
import { createHttpServer } from "./http/server.js";
import { toWebhookOptions } from "./http/webhooks.js";
import type { ConnectedProvider, Provider } from "./identity/provider.js";
import type { Logger } from "./platform/log.js";
import { openRedis, type Redis } from "./platform/redis.js";
import { startTelemetry, type Telemetry } from "./platform/telemetry.js";
import * as registryExports from "./providers/registry.js";
import { writeHandlers } from "./provisioning/handlers/all.js";
import { startRecovery } from "./provisioning/recovery.js";
import { createRecoveryLog } from "./provisioning/recovery-log.js";
import { RetainedWrites, type WriteEnvironment } from "./provisioning/runner.js";
import { createParkedGauge } from "./provisioning/telemetry.js";
import { playgroundContent, sandboxPages, toLinkedUsers } from "./sandbox/guide.js";
import { type Sandbox, startSandbox } from "./sandbox/sandbox.js";
import { sandboxVariables } from "./sandbox/variables.js";
import { planSetup, type Setup, toCommandSettings } from "./setup.js";
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
  /** Completes the requests in progress, then stops everything that the app started. */
  close(): Promise<void>;
}

/** Joins the modules and listens. When one fails to start, those that were started before it are stopped. */
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
    onOutage: (error) => log.error({ err: error.cause }, "the directory is unavailable"),
    onOutageEnd: () => log.info("the directory is available again"),
  });
}

/** What the commands for writes need: the directory and the providers, without a server. */
export async function openWrites(
  config: Config,
  log: Logger,
): Promise<{ readonly environment: WriteEnvironment; close(): Promise<void> }> {
  const parts = new AsyncDisposableStack();
  const directory = await open(config, log);
  parts.defer(() => directory.close());
  const { upstream } = await startUpstream(toCommandSettings(config.service), log, parts);
  const connected = connectProviders({
    registry,
    settings: config.providers,
    emulatorVariables: undefined,
    openGate: upstream.upstream.openGate,
  });
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
  const emulatorVariables = sandbox && sandboxVariables(sandbox);
  const { upstream, redis, telemetry } = await startUpstream(config.service, log, parts);
  const connected = connectProviders({
    registry: providers,
    settings: config.providers,
    emulatorVariables,
    openGate: upstream.upstream.openGate,
  });
  upstream.watch(connected);
  for (const provider of connected) parts.defer(() => provider.close());
  const recentUsers = createRecentUsers(config.service);
  const directory = shareChanges(await open(config, log, options.onStatement), recentUsers, redis);
  parts.defer(() => directory.close());
  if (sandbox !== undefined) await directory.importUsers(toLinkedUsers(sandbox.people));
  const writes = toWriteEnvironment(config, directory, connected, log);
  const recovery = startRecovery({
    environment: writes,
    handlers: writeHandlers,
    pauseMs: config.service.recoveryPauseMs,
    onParkedCount: createParkedGauge(telemetry.meter),
    ...createRecoveryLog(log),
  });
  parts.defer(() => recovery.stop());
  const { schema, unguarded, policy } = await createSubgraph(providers);
  const graph: GraphSetup = {
    directory,
    registry: providers,
    policy,
    recentUsers,
    connected,
    profileOrder: config.service.profileOrder,
    upstream,
    writes,
  };
  const server = await createServer({
    config,
    log,
    setup,
    sandbox,
    schema,
    unguarded,
    graph,
    redis,
    tracer: telemetry.isTracing ? telemetry.tracer : undefined,
  });
  parts.defer(() => server.close());
  const origin = await server.listen({ host: config.service.host, port: config.service.port });
  return { origin, directory, setup, sandbox, close: () => parts.disposeAsync() };
}

interface UpstreamParts {
  readonly upstream: OpenUpstream;
  readonly redis: Redis | undefined;
  readonly telemetry: Telemetry;
}

/** What is between the service and its providers, and what it shares with other processes. */
async function startUpstream(
  settings: Config["service"],
  log: Logger,
  parts: AsyncDisposableStack,
): Promise<UpstreamParts> {
  const telemetry = await startTelemetry(settings, log);
  parts.defer(() => telemetry.close());
  const { redisUrl: url, redisKeyPrefix } = settings;
  const connection = url === undefined ? undefined : await openRedis(url, log, redisKeyPrefix);
  parts.defer(async () => connection?.close());
  const redis = connection?.client;
  const upstream = openUpstream({ settings, telemetry, log, ...(redis && { redis }) });
  parts.defer(() => upstream.close());
  return { upstream, redis, telemetry };
}

interface ServerParts {
  readonly config: Config;
  readonly log: Logger;
  readonly setup: Setup;
  readonly sandbox: Sandbox | undefined;
  readonly schema: GraphQLSchema;
  readonly unguarded: GraphQLSchema;
  readonly graph: GraphSetup;
  readonly redis: Redis | undefined;
  readonly tracer: Tracer | undefined;
}

async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { config, log, setup, sandbox, schema, unguarded, graph, redis, tracer } = parts;
  const { plansMax: maxPlans, fragmentsMaxMegabytes } = config.service;
  const guide = { hasTokens: setup.trustsSandbox };
  const trusted = setup.trustsSandbox && sandbox ? sandboxVariables(sandbox) : undefined;
  const authenticate = createAuthenticate(trustIssuers(config.service, trusted), {
    providers: graph.registry,
    onKeysFailure: ({ url }, error) =>
      log.warn({ issuer: url, err: error }, "an issuer's keys could not be fetched"),
  });
  return createHttpServer({
    schema,
    ...(maxPlans > 0 && {
      plans: new Plans({
        schemas: { guarded: schema, unguarded },
        policy: graph.policy,
        maxPlans,
        ...(fragmentsMaxMegabytes > 0 && {
          fragments: new EntityFragments(fragmentsMaxMegabytes * 1_048_576),
        }),
      }),
    }),
    setup: graph,
    authenticate: logRefusals(authenticate, log),
    log,
    limits: config.service,
    redis,
    tracer,
    introspection: setup.isExplorable,
    auditReads: config.service.auditReads,
    requestTimeoutMs: config.service.requestTimeoutMs,
    createId: randomUUID,
    isLoopbackOnly: setup.isLoopbackOnly,
    playground: setup.isExplorable ? () => playgroundContent(sandbox, guide) : undefined,
    pages: sandbox && sandboxPages(sandbox, guide),
    webhooks: toWebhookOptions(config.service.webhookSecrets, graph),
  });
}

function toWriteEnvironment(
  { service }: Config,
  directory: Directory,
  providers: readonly ConnectedProvider[],
  log: Logger,
): WriteEnvironment {
  return {
    directory,
    providers,
    now: () => new Date(),
    elapsedMs: () => performance.now(),
    timeoutMs: service.requestTimeoutMs,
    leaseMs: service.writeLeaseMs,
    maxDeaths: service.writeMaxDeaths,
    retained: new RetainedWrites(),
    onParked: ({ id, ...parked }) =>
      log.error({ writeId: id, ...parked }, "a write is parked until an operator resumes or abandons it"),
  };
}
