import type { StoreLocation } from "./directory/open-directory.js";
import type { ProviderName } from "./identity/link.js";
import { isLoopbackHost } from "./platform/loopback.js";

/**
 * How one provider runs: with its own configuration, emulated by the sandbox, or not at all. An emulator brings its address
 * and credentials; variables that have a default, such as a timeout, may be set for it too.
 */
export type ProviderSetting =
  | { readonly mode: "configured"; readonly config: Readonly<Record<string, unknown>> }
  | { readonly mode: "sandbox"; readonly variables: Readonly<Record<string, string>> }
  | { readonly mode: "off" };

/** What follows for the whole service from how its providers run. */
export interface Setup {
  /** The sandbox never runs beside a configured provider. */
  readonly mode: "sandbox" | "configured";
  readonly store: StoreLocation;
  /** Whether the sandbox's own tokens are accepted, and handed out. */
  readonly trustsSandbox: boolean;
  /** Whether only requests that address this machine by a loopback name are answered. */
  readonly isLoopbackOnly: boolean;
}

interface SetupConfig {
  readonly service: {
    readonly DATABASE_URL?: string | undefined;
    readonly SQLITE_FILE?: string | undefined;
    readonly TOKEN_ISSUERS: readonly string[];
    readonly SANDBOX_EXPOSED: boolean;
  };
  readonly providers: ReadonlyMap<ProviderName, ProviderSetting>;
}

/** The sandbox keeps its people in memory unless a file is named, and never in PostgreSQL: the emulators forget them. */
export function planSetup({ service, providers }: SetupConfig): Setup {
  const { DATABASE_URL: url, SQLITE_FILE: sqliteFile } = service;
  const settings = [...providers.values()];
  if (toMode(settings) === "sandbox") {
    return {
      mode: "sandbox",
      store: { sqliteFile: sqliteFile ?? ":memory:" },
      trustsSandbox: service.TOKEN_ISSUERS.length === 0,
      isLoopbackOnly: !service.SANDBOX_EXPOSED,
    };
  }
  const isConfigured = settings.some(({ mode }) => mode === "configured");
  const defaultFile = isConfigured ? "data/directory.sqlite" : ":memory:";
  const store = url === undefined ? { sqliteFile: sqliteFile ?? defaultFile } : { url };
  return { mode: "configured", store, trustsSandbox: false, isLoopbackOnly: false };
}

interface NamedSetting {
  readonly name: ProviderName;
  readonly addressVariable: string;
  readonly setting: ProviderSetting;
}

/**
 * What keeps the sandbox apart from anything real, one line for each rule that the environment breaks: a provider that is
 * left out beside a configured one, a store that others use, an address that others reach.
 */
export function sandboxFaults(
  set: Readonly<Record<string, string | undefined>>,
  providers: readonly NamedSetting[],
): readonly string[] {
  const emulated = providers.filter(({ setting }) => setting.mode === "sandbox");
  const configured = providers.find(({ setting }) => setting.mode === "configured");
  if (configured !== undefined) {
    return emulated.map(
      ({ name, addressVariable }) =>
        `${addressVariable} must be set, or PROVIDERS_OFF must name ${name.toLowerCase()}, because ${configured.addressVariable} is set`,
    );
  }
  if (emulated.length === 0) return [];
  const isReachable = set.HOST !== undefined && !isLoopbackHost(set.HOST) && set.SANDBOX_EXPOSED !== "true";
  return [
    ...(set.DATABASE_URL === undefined
      ? []
      : ["DATABASE_URL must not be set while no provider is configured: the sandbox never uses it"]),
    ...(isReachable
      ? ["HOST must be a loopback address while the sandbox runs, or SANDBOX_EXPOSED must be true"]
      : []),
  ];
}

function toMode(settings: readonly ProviderSetting[]): Setup["mode"] {
  const modes = settings.map(({ mode }) => mode);
  return modes.includes("sandbox") && !modes.includes("configured") ? "sandbox" : "configured";
}
