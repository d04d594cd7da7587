import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Config } from "./config.js";
import type { Directory } from "./directory/directory.js";
import { openDirectory, type StoreLocation } from "./directory/open-directory.js";
import { createSubgraph } from "./graphql/build-schema.js";
import type { GraphSetup } from "./graphql/context.js";
import { createHttpServer } from "./graphql/http-server.js";
import type { ConnectedProvider, Provider } from "./identity/provider.js";
import { Reachability } from "./identity/reachability.js";
import type { Logger } from "./platform/log.js";
import * as registryExports from "./providers/registry.js";
import { type RecoveryTimer, startRecovery } from "./provisioning/recover.js";
import { writeHandlers } from "./provisioning/write-handlers.js";
import type { WriteEnvironment } from "./provisioning/write-runner.js";
import { describeSandbox, examples, toLinkedUsers } from "./sandbox/guide.js";
import { type Sandbox, startSandbox } from "./sandbox/sandbox.js";
import { sandboxVariables } from "./sandbox/variables.js";

/** Every provider that this program knows. */
export const registry: readonly Provider[] = Object.values(registryExports);

export interface AppOptions {
  readonly config: Config;
  readonly log: Logger;
  /** A running sandbox to use instead of starting one; stays running when the app is closed. */
  readonly sandbox?: Sandbox;
  /** Called for each SQL statement of the directory. */
  readonly onStatement?: (sql: string) => void;
}

export interface App {
  /** As http://127.0.0.1:4000 */
  readonly origin: string;
  readonly directory: Directory;
  /** The look-alikes, when any provider is one. */
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
    ...toStore(config),
    ...(onStatement && { onStatement }),
    onConnectionError: (error) => log.warn({ err: error }, "a connection to the directory broke"),
  });
}

/** What the commands need to look at writes and to end them: the store and the providers, and no server. */
export async function openWrites(
  config: Config,
  log: Logger,
): Promise<{ readonly environment: WriteEnvironment; close(): Promise<void> }> {
  const directory = await open(config, log);
  const connected = connectProviders(config, undefined);
  return {
    environment: toWriteEnvironment(config, directory, connected),
    close: async () => {
      await Promise.all([directory.close(), ...connected.map((provider) => provider.close())]);
    },
  };
}

async function startParts(options: AppOptions, parts: AsyncDisposableStack): Promise<App> {
  const { config, log } = options;
  const sandbox = needsSandbox(config) ? (options.sandbox ?? (await startSandbox())) : undefined;
  if (options.sandbox === undefined) parts.defer(async () => sandbox?.close());
  const connected = connectProviders(config, sandbox);
  for (const provider of connected) parts.defer(() => provider.close());
  const directory = await open(config, log, options.onStatement);
  parts.defer(() => directory.close());
  if (sandbox !== undefined) await directory.importUsers(toLinkedUsers(sandbox.people));
  const writes = toWriteEnvironment(config, directory, connected);
  const recovery = recoverInBackground(writes, config, log);
  parts.defer(() => recovery.stop());
  const server = await createServer({ config, log, sandbox, connected, directory, writes });
  parts.defer(() => server.close());
  const origin = await server.listen({ host: config.service.HOST, port: config.service.PORT });
  return { origin, directory, sandbox, close: () => parts.disposeAsync() };
}

interface Parts {
  readonly config: Config;
  readonly log: Logger;
  readonly sandbox: Sandbox | undefined;
  readonly connected: readonly ConnectedProvider[];
  readonly directory: Directory;
  readonly writes: WriteEnvironment;
}

async function createServer({
  config,
  log,
  sandbox,
  connected,
  directory,
  writes,
}: Parts): Promise<FastifyInstance> {
  const { schema } = await createSubgraph(registry);
  const { PROFILE_ORDER: profileOrder, REQUEST_TIMEOUT_MS: requestTimeoutMs, NODE_ENV } = config.service;
  const reachability = new Reachability();
  const setup: GraphSetup = { directory, registry, connected, profileOrder, reachability, writes };
  return createHttpServer({
    schema,
    setup,
    log,
    requestTimeoutMs,
    createId: randomUUID,
    ...(NODE_ENV !== "production" && { playground: sandbox === undefined ? [] : examples(sandbox) }),
    ...(sandbox !== undefined && { pages: { "/sandbox/people": () => describeSandbox(sandbox) } }),
  });
}

function toWriteEnvironment(
  { service }: Config,
  directory: Directory,
  providers: readonly ConnectedProvider[],
): WriteEnvironment {
  const { REQUEST_TIMEOUT_MS: patienceMs, WRITE_LEASE_MS: leaseMs } = service;
  return { directory, providers, now: () => new Date(), patienceMs, leaseMs };
}

function recoverInBackground(environment: WriteEnvironment, { service }: Config, log: Logger): RecoveryTimer {
  return startRecovery({
    environment,
    handlers: writeHandlers,
    pauseMs: service.RECOVERY_PAUSE_MS,
    onRound: ({ settled, pending }) => {
      if (settled.length + pending.length > 0)
        log.info({ settled, pending }, "unfinished writes were taken up");
    },
    onError: (error) => log.error({ err: error }, "unfinished writes could not be taken up"),
  });
}

function connectProviders({ providers }: Config, sandbox: Sandbox | undefined): readonly ConnectedProvider[] {
  const variables = sandbox === undefined ? {} : sandboxVariables(sandbox);
  const connect = (provider: Provider): ConnectedProvider[] => {
    const setting = providers.get(provider.name);
    switch (setting?.mode) {
      case undefined:
      case "off":
        return [];
      case "sandbox":
        if (sandbox === undefined) return []; // a command has no look-alikes of its own
        return [provider.connect(provider.config.parse({ ...variables, ...setting.variables }) as never)];
      case "configured":
        return [provider.connect(setting.config as never)];
    }
  };
  return registry.flatMap(connect);
}

function needsSandbox({ providers }: Config): boolean {
  return [...providers.values()].some(({ mode }) => mode === "sandbox");
}

/** While every provider is a look-alike that forgets, a directory that remembers would be full of people who are gone. */
function toStore({ service, providers }: Config): StoreLocation {
  if (service.DATABASE_URL !== undefined) return { url: service.DATABASE_URL };
  const isAllSandbox = [...providers.values()].every(({ mode }) => mode !== "configured");
  return { sqliteFile: service.SQLITE_FILE ?? (isAllSandbox ? ":memory:" : "data/directory.sqlite") };
}
