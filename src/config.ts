import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import type { z } from "zod";
import { accessErrors } from "./access/settings.js";
import {
  type Environment,
  findNameErrors,
  findProductionErrors,
  findSandboxErrors,
  type ProviderPlan,
} from "./environment-rules.js";
import type { ProviderName } from "./identity/link.js";
import type { Provider } from "./identity/provider.js";
import { toSettings } from "./platform/camel-case.js";
import { readSecretFiles, toFileVariable, toSecretNames } from "./secret-files.js";
import { type ServiceSettings, serviceVariables } from "./settings.js";
import type { ProviderSetting } from "./setup.js";
import { findUnknownVariables } from "./unknown-variables.js";

export interface Config {
  readonly service: ServiceSettings;
  readonly providers: ReadonlyMap<ProviderName, ProviderSetting>;
  /** Variables that are probably misspelt, one sentence each. */
  readonly warnings: readonly string[];
}

/** Every error of the environment, one line each: the variable and the rule, never a value. */
export class ConfigError extends Error {
  constructor(readonly errors: readonly string[]) {
    super(
      `The configuration has ${errors.length} error(s):\n${errors.map((error) => `- ${error}`).join("\n")}`,
    );
    this.name = "ConfigError";
  }
}

/** Reads the whole environment. Throws a ConfigError that names every error at once, and what may be misspelt. */
export function loadConfig(registry: readonly Provider[], env: Environment = readEnvironment()): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const shapes = [serviceVariables.shape, ...registry.map(({ variables }) => variables.shape)];
  const secretNames = toSecretNames(shapes);
  const known = [...shapes.flatMap(Object.keys), ...secretNames.map(toFileVariable)];
  const prefixes = registry.map(({ name }) => `${name}_`);
  const warnings = findUnknownVariables(Object.keys(given), known, prefixes);
  const { set, errors: fileErrors } = readSecretFiles(given, secretNames);
  const service = serviceVariables.safeParse(set);
  const plans = registry.map((provider) => planProvider(provider, set));
  const errors = [
    ...fileErrors,
    ...toErrors(service.error),
    ...findNameErrors(registry, set),
    ...accessErrors(set, registry),
    ...plans.flatMap(({ errors }) => errors),
    ...(set.NODE_ENV === "production" ? findProductionErrors(set, plans) : findSandboxErrors(set, plans)),
  ];
  if (errors.length > 0 || !service.success) throw new ConfigError([...errors, ...warnings]);
  const profileOrder = service.data.PROFILE_ORDER ?? registry.map(({ name }) => name);
  return {
    service: { ...toSettings(service.data), profileOrder },
    providers: new Map(plans.map(({ name, setting }) => [name, setting])),
    warnings,
  };
}

/** The variables of the process, and those of the file `.env` that the process does not have. */
function readEnvironment(): Environment {
  if (existsSync(".env")) loadEnvFile(".env");
  return process.env;
}

function planProvider({ name, variables: rules, addressVariable }: Provider, set: Environment): ProviderPlan {
  const plan = (setting: ProviderSetting, errors: readonly string[] = []): ProviderPlan => {
    const variables = setting.mode === "configured" ? rules.shape : {};
    return { name, setting, addressVariable, variables, errors };
  };
  if (isOff(name, set)) return plan({ mode: "off" });
  const given = Object.keys(rules.shape).filter((variable) => set[variable] !== undefined);
  const variables = Object.fromEntries(given.map((variable) => [variable, set[variable] as string]));
  if (set[addressVariable] !== undefined)
    return plan({ mode: "configured", variables }, toErrors(rules.safeParse(variables).error));
  const strays = given.filter((variable) => !hasDefault(rules.shape[variable] as z.ZodType));
  const errors = strays.map((variable) => `${variable} is set, but ${addressVariable} is not`);
  return plan({ mode: "sandbox", variables }, [...errors, ...findValueErrors(rules, variables)]);
}

/** Reads the raw text: an error in PROVIDERS_OFF is reported once, without errors of the providers that it names. */
function isOff(name: ProviderName, set: Environment): boolean {
  const names = (set.PROVIDERS_OFF ?? "").toUpperCase().split(/[\s,]+/);
  return names.includes(name);
}

/** Checks single variables: the schema as a whole cannot be checked, because the emulator supplies the others. */
function findValueErrors(rules: z.ZodObject, variables: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    const { error } = (rules.shape[name] as z.ZodType).safeParse(value);
    return (error?.issues ?? []).map(({ message }) => `${name} ${message}`);
  });
}

function hasDefault(variable: z.ZodType): boolean {
  return variable.safeParse(undefined).data !== undefined;
}

function toErrors(error: z.ZodError | undefined): readonly string[] {
  return (error?.issues ?? []).map(({ path, message, code }) => {
    const isMissing = code === "invalid_type";
    return `${path.join(".")} ${isMissing ? "must be set" : message}`;
  });
}
