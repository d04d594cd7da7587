import { z } from "zod";
import { accessVariables } from "./access/settings.js";
import { documentVariables } from "./graphql/limits/settings.js";
import { planVariables } from "./graphql/plans/settings.js";
import { httpVariables } from "./http/settings.js";
import { type ProviderName, toProviderName } from "./identity/link.js";
import type { Settings } from "./platform/camel-case.js";
import { platformVariables } from "./platform/settings.js";
import { integerVariable, listVariable, textVariable, timeoutVariable } from "./platform/variables.js";
import { upstreamVariables } from "./upstream/settings.js";

/** Provider names, separated by commas; their names are checked against the registry. */
export const providerList = listVariable()
  .transform((names): readonly ProviderName[] => names.map(toProviderName))
  .refine((names) => new Set(names).size === names.length, "must not name a provider twice");

/** Every variable that does not belong to a provider. */
export const serviceVariables = z.object({
  NODE_ENV: z
    .enum(["development", "test", "production"], "must be development, test or production")
    .default("development")
    .meta({ description: "production refuses settings that are only meant for trying the service out." }),
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
      description: "PostgreSQL database for the directory. The sandbox does not start when this is set.",
      example: "postgres://user:password@host:5432/identity",
      secret: true,
    }),
  SQLITE_FILE: textVariable().optional().meta({
    description:
      "SQLite file for the directory when DATABASE_URL is absent. By default the directory is in memory while no provider is configured, and data/directory.sqlite otherwise.",
    example: "data/directory.sqlite",
  }),
  SANDBOX_EXPOSED: z
    .enum(["true", "false"], "must be true or false")
    .default("false")
    .transform((text) => text === "true")
    .meta({
      description:
        "Whether the sandbox, which gives tokens to every caller, may listen on any address and answer to any host name. For demos; refused in production.",
    }),
  PROVIDERS_OFF: providerList.default([]).meta({
    description:
      "Providers that are switched off, separated by commas. Once one provider is configured, every other provider must be configured or named here.",
    example: "nexus",
  }),
  PROFILE_ORDER: providerList.optional().meta({
    description:
      "Order in which providers supply the fields of the profile. Providers that are not named come last.",
    example: "auth0,cognito,nexus",
  }),
  RECOVERY_PAUSE_MS: timeoutVariable().default(10_000).meta({
    description: "Milliseconds between two searches for writes whose process died before they were finished.",
  }),
  WRITE_LEASE_MS: timeoutVariable().default(30_000).meta({
    description:
      "Milliseconds without a renewed lease after which a process counts as dead and another process may finish its writes. Must be longer than any *_TIMEOUT_MS.",
  }),
  WRITE_MAX_DEATHS: integerVariable({ min: 1, max: 100 }).default(3).meta({
    description:
      "Number of processes that may die or stall while they work on one write. After that the write is parked until an operator resumes or abandons it.",
  }),
  REQUEST_TIMEOUT_MS: timeoutVariable().default(15_000).meta({
    description:
      "Milliseconds that one GraphQL request may take. Data that has not arrived by then is reported as unavailable.",
  }),
  ...platformVariables.shape,
  ...upstreamVariables.shape,
  ...accessVariables.shape,
  ...documentVariables.shape,
  ...planVariables.shape,
  ...httpVariables.shape,
});

export type ServiceSettings = Settings<z.output<typeof serviceVariables>> & {
  /** In the order of the registry by default. */
  readonly profileOrder: readonly ProviderName[];
};
