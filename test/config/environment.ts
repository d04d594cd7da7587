import { registry } from "../../src/app.js";
import { ConfigError, loadConfig } from "../../src/config.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** The least that configures each provider. */
export const auth0: Environment = {
  AUTH0_BASE_URL: "https://tenant.us.auth0.com",
  AUTH0_CLIENT_ID: "client",
  AUTH0_CLIENT_SECRET: "secret",
};
export const cognito: Environment = { COGNITO_USER_POOL_IDS: "us-east-1_Ab12Cd34E" };
export const nexus: Environment = {
  NEXUS_BASE_URL: "https://api.nexus.example",
  NEXUS_BASIC_USER: "service",
  NEXUS_BASIC_PASSWORD: "password",
};

/** The environment with every provider switched off that it gives no address, as a configured service needs it. */
export function alone(env: Environment): Environment {
  const others = registry.filter(({ addressVariable }) => env[addressVariable] === undefined);
  return { ...env, PROVIDERS_OFF: others.map(({ name }) => name.toLowerCase()).join(",") };
}

/** The errors of an environment; empty when it can be loaded. */
export function faultsOf(env: Environment): readonly string[] {
  return errorOf(env)?.errors ?? [];
}

export function errorOf(env: Environment): ConfigError | undefined {
  try {
    loadConfig(registry, env);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

/** How each provider is run. */
export function modesOf(env: Environment): Readonly<Record<string, string>> {
  const { providers } = loadConfig(registry, env);
  return Object.fromEntries([...providers].map(([name, { mode }]) => [name, mode]));
}

/** What a configured provider makes of its variables. */
export function configOf(
  env: Environment,
  name: "AUTH0" | "COGNITO" | "NEXUS",
): Readonly<Record<string, unknown>> {
  const setting = loadConfig(registry, env).providers.get(name);
  if (setting?.mode !== "configured") throw new Error(`${name} is not configured but ${setting?.mode}`);
  const provider = registry.find((each) => each.name === name);
  return provider?.variables.parse(setting.variables) ?? {};
}
