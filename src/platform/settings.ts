import { z } from "zod";
import type { Settings } from "./camel-case.js";
import { defaultKeyPrefix } from "./redis.js";
import { integerVariable, textVariable, urlVariable } from "./variables.js";

/** The environment variables of this module. */
export const platformVariables = z.object({
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/[^\s/]/, "must be a redis:// or rediss:// URL")
    .refine((text) => URL.canParse(text), "must be a redis:// or rediss:// URL")
    .optional()
    .meta({
      description:
        "Redis or Valkey, through which all processes share rate limits and invalidations; rediss for TLS. When absent, each process has its own.",
      example: "redis://user:password@host:6379",
      secret: true,
    }),
  REDIS_KEY_PREFIX: z
    .string()
    .regex(/^[\w:.-]{1,100}$/, "must be letters, digits and _:.- only")
    .default(defaultKeyPrefix)
    .meta({
      description:
        "What the names of all keys and channels in Redis begin with. Deployments that share a Redis but not their limits and caches need one each.",
    }),
  METRICS_PORT: integerVariable({ min: 0, max: 65_535 }).optional().meta({
    description: "Port that serves /metrics for Prometheus; 0 for any free port. No metrics when absent.",
    example: 9_464,
  }),
  METRICS_HOST: textVariable()
    .default("127.0.0.1")
    .meta({ description: "Address on which METRICS_PORT listens; 0.0.0.0 in a container." }),
  OTEL_EXPORTER_OTLP_ENDPOINT: urlVariable().optional().meta({
    description: "OpenTelemetry collector that receives spans over HTTP. No spans when absent.",
    example: "http://localhost:4318",
  }),
  OTEL_SERVICE_NAME: textVariable()
    .default("identity-subgraph")
    .meta({ description: "Name of this service in metrics and spans." }),
});

export type PlatformSettings = Settings<z.output<typeof platformVariables>>;
