import { describe, expect, test } from "@jest/globals";
import { registry } from "../../src/app.js";
import { loadConfig } from "../../src/config.js";
import { planSetup, toCommandSettings } from "../../src/setup.js";
import { alone, auth0, cognito, type Environment, faultsOf, nexus } from "./environment.js";

const setupOf = (env: Environment) => planSetup(loadConfig(registry, env));
const DATABASE_URL = "postgres://host/db";
const issuer: Environment = {
  TOKEN_ISSUERS: "https://tenant.us.auth0.com/",
  TOKEN_AUDIENCES: "https://identity.example.com",
};

describe("while no provider is configured, the sandbox", () => {
  test.each<[string, Environment]>([
    ["nothing is set", {}],
    ["a provider is switched off", { PROVIDERS_OFF: "nexus" }],
    ["a provider that has an address is switched off", { ...auth0, PROVIDERS_OFF: "auth0" }],
  ])("runs in memory, accepts its own tokens and answers to loopback names: %s", (_, env) => {
    expect(setupOf(env)).toEqual({
      mode: "sandbox",
      store: { sqliteFile: ":memory:" },
      trustsSandbox: true,
      isLoopbackOnly: true,
      isExplorable: true,
    });
  });

  test("keeps its people in a file when one is named", () => {
    expect(setupOf({ SQLITE_FILE: "sandbox.sqlite" }).store).toEqual({ sqliteFile: "sandbox.sqlite" });
  });

  test("does not start beside PostgreSQL", () => {
    expect(faultsOf({ DATABASE_URL })).toEqual([
      "DATABASE_URL must not be set while no provider is configured: the sandbox never uses it",
    ]);
    expect(faultsOf({ ...auth0, DATABASE_URL, PROVIDERS_OFF: "auth0" })).toHaveLength(1);
  });

  test("is not trusted once issuers are named", () => {
    expect(setupOf(issuer)).toMatchObject({ mode: "sandbox", trustsSandbox: false, isLoopbackOnly: true });
  });

  test("answers under any name when it is exposed on purpose", () => {
    expect(setupOf({ SANDBOX_EXPOSED: "true" })).toMatchObject({ mode: "sandbox", isLoopbackOnly: false });
  });
});

describe("once a provider is configured, or all are off", () => {
  test.each<[string, Environment]>([
    ["one provider", alone(auth0)],
    ["all providers", { ...auth0, ...cognito, ...nexus }],
    ["none at all", { PROVIDERS_OFF: "auth0,cognito,nexus" }],
    ["though it is said to be exposed", { ...alone(nexus), SANDBOX_EXPOSED: "true" }],
  ])("there is no sandbox that anybody could trust: %s", (_, env) => {
    for (const variables of [env, { ...env, ...issuer }])
      expect(setupOf({ ...variables, DATABASE_URL, HOST: "0.0.0.0" })).toEqual({
        mode: "configured",
        store: { url: DATABASE_URL },
        trustsSandbox: false,
        isLoopbackOnly: false,
        isExplorable: true,
      });
  });

  test("the directory is a file when there is no PostgreSQL", () => {
    expect(setupOf(alone(cognito)).store).toEqual({ sqliteFile: "data/directory.sqlite" });
    expect(setupOf({ ...alone(cognito), SQLITE_FILE: "other" }).store).toEqual({ sqliteFile: "other" });
  });

  test("a plan never mixes, whatever it is made from", () => {
    const { service } = loadConfig(registry, {});
    const mixed = new Map([
      ["AUTH0", { mode: "configured", variables: {} }],
      ["NEXUS", { mode: "sandbox", variables: {} }],
    ] as const);
    expect(planSetup({ service, providers: mixed })).toMatchObject({
      mode: "configured",
      trustsSandbox: false,
    });
  });
});

test("introspection and the playground are off in production only", () => {
  const { service, providers } = loadConfig(registry, { ...alone(cognito), ...issuer });
  for (const nodeEnv of ["development", "test", "production"] as const)
    expect(planSetup({ service: { ...service, nodeEnv }, providers }).isExplorable).toBe(
      nodeEnv !== "production",
    );
});

test("a command serves no metrics", () => {
  const { service } = loadConfig(registry, { METRICS_PORT: "9464" });
  expect(toCommandSettings(service)).toEqual({ ...service, metricsPort: undefined });
});

describe("HOST while the sandbox runs", () => {
  const rule = "HOST must be a loopback address while the sandbox runs, or SANDBOX_EXPOSED must be true";

  test.each(["localhost", "127.0.0.1", "127.1.2.3", "::1"])("may be %s", (HOST) => {
    expect(faultsOf({ HOST })).toEqual([]);
  });

  test.each(["0.0.0.0", "::", "192.168.0.1", "host.example", "127.0.0.1.example.com", "localhost.example"])(
    "must not be %s unless the sandbox is exposed",
    (HOST) => {
      expect(faultsOf({ HOST })).toEqual([rule]);
      expect(faultsOf({ HOST, SANDBOX_EXPOSED: "false" })).toEqual([rule]);
      expect(faultsOf({ HOST, SANDBOX_EXPOSED: "true" })).toEqual([]);
      expect(faultsOf({ HOST, ...alone(cognito) })).toEqual([]);
    },
  );
});

test("SANDBOX_EXPOSED must be true or false", () => {
  expect(faultsOf({ SANDBOX_EXPOSED: "yes" })).toEqual(["SANDBOX_EXPOSED must be true or false"]);
});
