import { z } from "zod";
import { accessErrors, accessVariables } from "./access/settings.js";
import { graphqlVariables } from "./graphql/limits/settings.js";
import { type ProviderName, toProviderName } from "./identity/link.js";
import type { Provider } from "./identity/provider.js";
import { isLoopbackHost } from "./platform/loopback.js";
import { platformVariables } from "./platform/settings.js";
import { integerVariable, listVariable, textVariable, timeoutVariable } from "./platform/variables.js";
import { type ProviderSetting, sandboxFaults } from "./setup.js";
import { upstreamVariables } from "./upstream/settings.js";

/** What a placeholder as "secret" or "changeme" does not have. */
const minSecretLength = 12;

const providerList = listVariable()
  .transform((names): readonly ProviderName[] => names.map(toProviderName))
  .refine((names) => new Set(names).size === names.length, "must not name a provider twice");

/** The variables that belong to no provider. */
export const serviceVariables = z.object({
  NODE_ENV: z
    .enum(["development", "test", "production"], "must be development, test or production")
    .default("development")
    .meta({ description: "production refuses whatever is only good for trying things out." }),
  HOST: textVariable().default("127.0.0.1").meta({
    description: "Address to listen on; 0.0.0.0 in a container. Loopback only while the sandbox runs.",
  }),
  PORT: integerVariable({ min: 0, max: 65_535 }).default(4_000).meta({
    description: "Port to listen on; 0 for any free one.",
  }),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "must be a level of pino, as info")
    .default("info")
    .meta({ description: "fatal, error, warn, info, debug, trace or silent." }),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must be a postgres:// URL")
    .optional()
    .meta({
      description: "PostgreSQL for the directory. Never used by the sandbox, which does not start beside it.",
      example: "postgres://user:password@host:5432/identity",
      secret: true,
    }),
  SQLITE_FILE: textVariable().optional().meta({
    description:
      "SQLite file for the directory when there is no DATABASE_URL. When absent too: in memory while no provider is configured, data/directory.sqlite otherwise.",
    example: "data/directory.sqlite",
  }),
  SANDBOX_EXPOSED: z
    .enum(["true", "false"], "must be true or false")
    .default("false")
    .transform((text) => text === "true")
    .meta({
      description:
        "Whether the sandbox, which hands out tokens to every caller, may listen on any address and answer under any host name. For demos; refused in production.",
    }),
  PROVIDERS_OFF: providerList.default([]).meta({
    description:
      "Providers to do without, separated by commas. Once one provider is configured, each of the others must be configured too, or named here.",
    example: "nexus",
  }),
  PROFILE_ORDER: providerList.optional().meta({
    description: "Whose value a field of the profile takes first. Providers that are not named come last.",
    example: "auth0,cognito,nexus",
  }),
  RECOVERY_PAUSE_MS: timeoutVariable().default(10_000).meta({
    description: "Milliseconds between two looks for writes whose process died before they were finished.",
  }),
  WRITE_LEASE_MS: timeoutVariable().default(30_000).meta({
    description:
      "Milliseconds without a sign of life after which a process counts as dead and another may finish its writes. Must be longer than any *_TIMEOUT_MS.",
  }),
  WRITE_MAX_DEATHS: integerVariable({ min: 1, max: 100 }).default(3).meta({
    description:
      "How many processes may die or stall at work on one write before it is parked: left alone until an operator resumes or abandons it.",
  }),
  REQUEST_TIMEOUT_MS: timeoutVariable().default(15_000).meta({
    description:
      "Milliseconds that one GraphQL request may take; what is not answered by then is unavailable.",
  }),
  ...platformVariables.shape,
  ...upstreamVariables.shape,
  ...accessVariables.shape,
  ...graphqlVariables.shape,
});

export interface Config {
  readonly service: z.output<typeof serviceVariables> & {
    /** In the order of the registry when not set. */
    readonly PROFILE_ORDER: readonly ProviderName[];
  };
  readonly providers: ReadonlyMap<ProviderName, ProviderSetting>;
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

/** Reads the whole environment. Throws a ConfigError that names every error at once. */
export function loadConfig(
  registry: readonly Provider[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const service = serviceVariables.safeParse(set);
  const settings = registry.map((provider) => readProvider(provider, set));
  const errors = [
    ...toErrors(service.error),
    ...nameErrors(registry, set),
    ...accessErrors(set, registry),
    ...settings.flatMap(({ errors }) => errors),
    ...(set.NODE_ENV === "production" ? productionErrors(set, settings) : sandboxFaults(set, settings)),
  ];
  if (errors.length > 0 || !service.success) throw new ConfigError(errors);
  const profileOrder = service.data.PROFILE_ORDER ?? registry.map(({ name }) => name);
  return {
    service: { ...service.data, PROFILE_ORDER: profileOrder },
    providers: new Map(settings.map(({ name, setting }) => [name, setting])),
  };
}

interface ReadProvider {
  readonly name: ProviderName;
  readonly setting: ProviderSetting;
  readonly addressVariable: string;
  /** Its variables while it is configured; none otherwise. */
  readonly variables: z.ZodObject["shape"];
  readonly errors: readonly string[];
}

function readProvider(
  { name, config, addressVariable }: Provider,
  set: Readonly<Record<string, string | undefined>>,
): ReadProvider {
  const read = (setting: ProviderSetting, errors: readonly string[] = []): ReadProvider => {
    const variables = setting.mode === "configured" ? config.shape : {};
    return { name, setting, addressVariable, variables, errors };
  };
  if (isOff(name, set)) return read({ mode: "off" });
  if (set[addressVariable] !== undefined) {
    const parsed = config.safeParse(set);
    return read({ mode: "configured", config: parsed.data ?? {} }, toErrors(parsed.error));
  }
  const given = Object.keys(config.shape).filter((variable) => set[variable] !== undefined);
  const strays = given.filter((variable) => !hasDefault(config.shape[variable] as z.ZodType));
  const errors = strays.map((variable) => `${variable} is set, but ${addressVariable} is not`);
  const variables = Object.fromEntries(given.map((variable) => [variable, set[variable] as string]));
  return read({ mode: "sandbox", variables }, [...errors, ...tunableErrors(config, variables)]);
}

/** Goes by the raw text: a error in PROVIDERS_OFF is reported once, not with errors of the providers that it names. */
function isOff(name: ProviderName, set: Readonly<Record<string, string | undefined>>): boolean {
  const names = (set.PROVIDERS_OFF ?? "").toUpperCase().split(/[\s,]+/);
  return names.includes(name);
}

/** Faults of single variables, where the schema as a whole can't be checked because the emulator fills the rest. */
function tunableErrors(config: z.ZodObject, variables: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    const { error } = (config.shape[name] as z.ZodType).safeParse(value);
    return (error?.issues ?? []).map(({ message }) => `${name} ${message}`);
  });
}

function hasDefault(variable: z.ZodType): boolean {
  return variable.safeParse(undefined).data !== undefined;
}

/** Does not wait for the other variables to be right: every error shall be reported at once. */
function productionErrors(
  set: Readonly<Record<string, string | undefined>>,
  settings: readonly ReadProvider[],
): readonly string[] {
  const inSandbox = settings.filter(({ setting }) => setting.mode === "sandbox");
  const needsStore = set.DATABASE_URL === undefined && set.SQLITE_FILE === undefined;
  const allowsAnyOrigin = set.CORS_ORIGINS?.split(",").some((origin) => origin.trim() === "*");
  return [
    ...inSandbox.map(
      ({ name, addressVariable }) =>
        `${addressVariable} must be set in production, or PROVIDERS_OFF must name ${name.toLowerCase()}`,
    ),
    ...settings.flatMap(({ variables }) => unsafeErrors(variables, set)),
    ...(needsStore ? ["DATABASE_URL or SQLITE_FILE must be set in production"] : []),
    ...(set.TOKEN_ISSUERS === undefined ? ["TOKEN_ISSUERS must be set in production"] : []),
    ...(set.SANDBOX_EXPOSED === "true" ? ["SANDBOX_EXPOSED must not be true in production"] : []),
    ...(allowsAnyOrigin ? ["CORS_ORIGINS must not be * in production"] : []),
  ];
}

/** Plain HTTP to somewhere else, and secrets that somebody could guess. */
function unsafeErrors(
  variables: z.ZodObject["shape"],
  set: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return Object.entries(variables).flatMap(([name, variable]) => {
    const value = set[name] ?? "";
    if (/^http:/i.test(value) && !isLoopback(value)) return [`${name} must be https in production`];
    const isSecret = (variable as z.ZodType).meta()?.secret === true && value !== "";
    return isSecret && value.length < minSecretLength
      ? [`${name} must have at least ${minSecretLength} characters in production`]
      : [];
  });
}

function isLoopback(address: string): boolean {
  return isLoopbackHost(URL.parse(address)?.hostname ?? "");
}

function toErrors(error: z.ZodError | undefined): readonly string[] {
  return (error?.issues ?? []).map(({ path, message, code }) => {
    const isMissing = code === "invalid_type";
    return `${path.join(".")} ${isMissing ? "must be set" : message}`;
  });
}

/** Names in the lists of providers that no provider has. */
function nameErrors(
  registry: readonly Provider[],
  set: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const names = registry.map(({ name }) => name);
  return (["PROVIDERS_OFF", "PROFILE_ORDER"] as const).flatMap((variable) => {
    const { data = [] } = providerList.safeParse(set[variable] ?? "");
    const isKnown = data.every((name) => names.includes(name));
    return isKnown ? [] : [`${variable} must name providers: ${names.join(", ").toLowerCase()}`];
  });
}
