import type { z } from "zod";
import type { ProviderName } from "./identity/link.js";
import type { Provider } from "./identity/provider.js";
import { isLoopbackHost } from "./platform/loopback.js";
import { providerList } from "./settings.js";
import type { ProviderSetting } from "./setup.js";

/** The environment without empty variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How a provider runs by the environment, and what is wrong with its variables. */
export interface ProviderPlan {
  readonly name: ProviderName;
  readonly setting: ProviderSetting;
  readonly addressVariable: string;
  /** Schemas of its variables while it is configured; empty otherwise. */
  readonly variables: z.ZodObject["shape"];
  readonly errors: readonly string[];
}

/** Excludes placeholders such as "secret" and "changeme". */
const minSecretLength = 12;

/**
 * The rules that keep the sandbox apart from real systems, one line for each that the environment breaks: an unconfigured
 * provider beside a configured one, a shared database, a public address.
 */
export function findSandboxErrors(
  set: Environment,
  providers: readonly Omit<ProviderPlan, "variables" | "errors">[],
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

/** Names in lists of providers that no provider has. */
export function findNameErrors(registry: readonly Provider[], set: Environment): readonly string[] {
  const names = registry.map(({ name }) => name);
  return (["PROVIDERS_OFF", "PROFILE_ORDER"] as const).flatMap((variable) => {
    const { data = [] } = providerList.safeParse(set[variable] ?? "");
    const isKnown = data.every((name) => names.includes(name));
    return isKnown ? [] : [`${variable} must name providers: ${names.join(", ").toLowerCase()}`];
  });
}

/** The rules of production. Reads raw text, so that these errors are reported together with those of single variables. */
export function findProductionErrors(
  set: Environment,
  providers: readonly ProviderPlan[],
): readonly string[] {
  const emulated = providers.filter(({ setting }) => setting.mode === "sandbox");
  const needsStore = set.DATABASE_URL === undefined && set.SQLITE_FILE === undefined;
  const allowsAnyOrigin = set.CORS_ORIGINS?.split(",").some((origin) => origin.trim() === "*");
  return [
    ...emulated.map(
      ({ name, addressVariable }) =>
        `${addressVariable} must be set in production, or PROVIDERS_OFF must name ${name.toLowerCase()}`,
    ),
    ...providers.flatMap(({ variables }) => findUnsafeValues(variables, set)),
    ...(needsStore ? ["DATABASE_URL or SQLITE_FILE must be set in production"] : []),
    ...(set.TOKEN_ISSUERS === undefined ? ["TOKEN_ISSUERS must be set in production"] : []),
    ...(set.SANDBOX_EXPOSED === "true" ? ["SANDBOX_EXPOSED must not be true in production"] : []),
    ...(allowsAnyOrigin ? ["CORS_ORIGINS must not be * in production"] : []),
  ];
}

/** Plain HTTP to another machine, and secrets that are easy to guess. */
function findUnsafeValues(variables: z.ZodObject["shape"], set: Environment): readonly string[] {
  return Object.entries(variables).flatMap(([name, variable]) => {
    const value = set[name] ?? "";
    if (/^http:/i.test(value) && !isLoopbackUrl(value)) return [`${name} must be https in production`];
    const isSecret = (variable as z.ZodType).meta()?.secret === true && value !== "";
    return isSecret && value.length < minSecretLength
      ? [`${name} must have at least ${minSecretLength} characters in production`]
      : [];
  });
}

function isLoopbackUrl(address: string): boolean {
  return isLoopbackHost(URL.parse(address)?.hostname ?? "");
}
