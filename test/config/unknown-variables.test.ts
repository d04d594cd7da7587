import { expect, test } from "@jest/globals";
import { registry } from "../../src/app.js";
import { loadConfig } from "../../src/config.js";

/** What the service says of variables that are set beside those of the machine. */
function warningsOf(...names: readonly string[]): readonly string[] {
  const machine = { PATH: "/bin", HOME: "/", HOSTNAME: "host", SHELL: "sh", LANG: "C", PORTS: "1" };
  const env = Object.fromEntries(names.map((name) => [name, "1"]));
  return loadConfig(registry, { ...machine, ...env }).warnings;
}

test("a variable with a typing error names the one that was meant", () => {
  expect(warningsOf("DATABASE_ULR")).toEqual(["DATABASE_ULR is unknown; did you mean DATABASE_URL?"]);
  expect(warningsOf("RATE_LIMIT_PER_MINUT")).toEqual([
    "RATE_LIMIT_PER_MINUT is unknown; did you mean RATE_LIMIT_PER_MINUTE?",
  ]);
});

test("a variable with the prefix of a provider is reported when the provider has no such variable", () => {
  expect(warningsOf("AUTH0_COLOUR")).toEqual(["AUTH0_COLOUR is unknown"]);
});

test("variables of the machine and of other programs are no errors", () => {
  expect(warningsOf("OTEL_EXPORTER_OTLP_HEADERS", "PGHOST", "NODE_OPTIONS", "npm_config_registry")).toEqual(
    [],
  );
});

test("a name that resembles a variable which is set is left alone", () => {
  expect(warningsOf("REDIS_URI")).toEqual(["REDIS_URI is unknown; did you mean REDIS_URL?"]);
  const { warnings } = loadConfig(registry, { REDIS_URL: "redis://127.0.0.1", REDIS_URI: "1" });
  expect(warnings).toEqual([]);
});
