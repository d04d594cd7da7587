import type { StoreLocation } from "./directory/open-directory.js";
import type { ProviderName } from "./identity/link.js";
import type { ServiceSettings } from "./settings.js";

/**
 * How one provider runs: with the operator's variables, emulated by the sandbox, or not at all. An emulator supplies its
 * address and credentials; variables that have a default, such as a timeout, may be set for it too.
 */
export type ProviderSetting =
  | { readonly mode: "configured" | "sandbox"; readonly variables: Readonly<Record<string, string>> }
  | { readonly mode: "off" };

/** How the whole service runs. */
export interface Setup {
  /** The sandbox never runs beside a configured provider. */
  readonly mode: "sandbox" | "configured";
  readonly store: StoreLocation;
  /** Whether the sandbox's tokens are accepted and given to callers. */
  readonly trustsSandbox: boolean;
  /** Whether requests must address this machine by a loopback name. */
  readonly isLoopbackOnly: boolean;
  /** Whether introspection and the playground are on. */
  readonly isExplorable: boolean;
}

interface SetupConfig {
  readonly service: Pick<
    ServiceSettings,
    "nodeEnv" | "databaseUrl" | "sqliteFile" | "tokenIssuers" | "sandboxExposed"
  >;
  readonly providers: ReadonlyMap<ProviderName, ProviderSetting>;
}

/** The sandbox uses a file that is named, or else memory, and never PostgreSQL: its emulators forget their users. */
export function planSetup({ service, providers }: SetupConfig): Setup {
  const { databaseUrl: url, sqliteFile } = service;
  const settings = [...providers.values()];
  const isExplorable = service.nodeEnv !== "production";
  if (toMode(settings) === "sandbox") {
    return {
      mode: "sandbox",
      store: { sqliteFile: sqliteFile ?? ":memory:" },
      trustsSandbox: service.tokenIssuers.length === 0,
      isLoopbackOnly: !service.sandboxExposed,
      isExplorable,
    };
  }
  const isConfigured = settings.some(({ mode }) => mode === "configured");
  const defaultFile = isConfigured ? "data/directory.sqlite" : ":memory:";
  const store = url === undefined ? { sqliteFile: sqliteFile ?? defaultFile } : { url };
  return { mode: "configured", store, trustsSandbox: false, isLoopbackOnly: false, isExplorable };
}

/** The settings of a command. It serves no metrics: the service on the same machine may use the port. */
export function toCommandSettings(service: ServiceSettings): ServiceSettings {
  return { ...service, metricsPort: undefined };
}

function toMode(settings: readonly ProviderSetting[]): Setup["mode"] {
  const modes = settings.map(({ mode }) => mode);
  return modes.includes("sandbox") && !modes.includes("configured") ? "sandbox" : "configured";
}
