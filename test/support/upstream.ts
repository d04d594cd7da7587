import { createNoopMeter, ProxyTracerProvider } from "@opentelemetry/api";
import type { OpenGate } from "../../src/identity/gate.js";
import { toSettings } from "../../src/platform/camel-case.js";
import { createLog } from "../../src/platform/log.js";
import { platformVariables } from "../../src/platform/settings.js";
import { type OpenUpstream, openUpstream } from "../../src/upstream/open.js";
import { upstreamVariables } from "../../src/upstream/settings.js";

/** Settings with which every read is one call or one statement, sent at once and awaited: what a test of something else needs. */
export const plainUpstream = {
  DIRECTORY_CACHE_MS: "0",
  READ_ATTEMPTS: "1",
  BREAKER_WINDOW: "1000",
  CACHE_FOUND_MS: "0",
  CACHE_MISSING_MS: "0",
  CACHE_STALE_MS: "0",
  READ_LATE_AFTER_MS: "600000",
};

/** Rate limits that no test meets; what is not named has none. */
export const wideRateLimits = {
  AUTH0_RATE_LIMITS: "none=1:1/1s",
  COGNITO_RATE_LIMITS: "none=1:1/1s",
  NEXUS_RATE_LIMITS: "none=1:1/1s",
};

/** What lies between a provider and its emulator; for tests that connect one by hand. */
export function openTestUpstream(variables: Readonly<Record<string, string>> = plainUpstream): OpenUpstream {
  const settings = toSettings(upstreamVariables.extend(platformVariables.shape).parse(variables));
  const telemetry = { meter: createNoopMeter(), tracer: new ProxyTracerProvider().getTracer("test") };
  return openUpstream({ settings, telemetry, log: createLog("silent") });
}

/** Ways out without limits, where every read is one call. */
export function plainGates(): OpenGate {
  const { upstream } = openTestUpstream();
  return (options) => upstream.openGate({ ...options, rateLimits: new Map() });
}
