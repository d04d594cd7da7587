import { describe, expect, test } from "@jest/globals";
import { registry } from "../../src/app.js";
import { loadConfig } from "../../src/config.js";
import { faultsOf } from "./environment.js";

describe("REDIS_URL", () => {
  test.each(["redis://localhost", "rediss://user:pass@cache.example:6380/2", "redis://[::1]:6379"])(
    "may be %s",
    (REDIS_URL) => {
      expect(loadConfig(registry, { REDIS_URL }).service.redisUrl).toBe(REDIS_URL);
    },
  );

  test.each(["localhost:6379", "http://localhost", "redis://", "redis:///0", "redis://host:port"])(
    "must not be %s",
    (REDIS_URL) => {
      expect(faultsOf({ REDIS_URL })).toEqual(["REDIS_URL must be a redis:// or rediss:// URL"]);
    },
  );
});

describe("WEBHOOK_SECRETS", () => {
  const [one, two, three] = ["a", "b", "c"].map((letter) => letter.repeat(32)) as [string, string, string];

  test("may be one, or two during a rotation", () => {
    const secretsOf = (WEBHOOK_SECRETS: string): readonly string[] =>
      loadConfig(registry, { WEBHOOK_SECRETS }).service.webhookSecrets;
    expect(secretsOf(one)).toEqual([one]);
    expect(secretsOf(`${one},${two}`)).toEqual([one, two]);
  });

  test.each([
    [`${one},${two},${three}`, "must be one secret, or two during a rotation"],
    [one.slice(1), "must have at least 32 characters each, of printable ASCII without whitespace"],
    [`${one} ${two}`, "must have at least 32 characters each, of printable ASCII without whitespace"],
  ])("must not be %s", (WEBHOOK_SECRETS, rule) => {
    expect(faultsOf({ WEBHOOK_SECRETS })).toEqual([`WEBHOOK_SECRETS ${rule}`]);
  });
});

test("metrics and spans are off unless a port and a collector are named", () => {
  const { service } = loadConfig(registry, {});
  expect([service.metricsPort, service.otelExporterOtlpEndpoint]).toEqual([undefined, undefined]);
  expect(faultsOf({ METRICS_PORT: "http", OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" })).toEqual([
    "METRICS_PORT must be a whole number from 0 to 65535",
    "OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https URL, without user",
  ]);
});
