import { describe, expect, test } from "@jest/globals";
import { registry } from "../../src/app.js";
import { loadConfig } from "../../src/config.js";
import { serviceVariables } from "../../src/settings.js";
import { auth0, cognito, type Environment, errorOf, faultsOf, modesOf, nexus } from "./environment.js";

/** Every variable that this program reads. */
const variables = [serviceVariables, ...registry.map((provider) => provider.variables)].flatMap(({ shape }) =>
  Object.keys(shape),
);

test("an empty environment runs every provider as an emulator, on the defaults", () => {
  expect(loadConfig(registry, {}).service).toEqual({
    nodeEnv: "development",
    anonymousRateLimitPerMinute: 6_000,
    compressionMinBytes: 16_384,
    corsOrigins: [],
    maxAliases: 50,
    maxBodyBytes: 1_000_000,
    maxConnections: 5_000,
    maxCost: 100_000,
    maxDepth: 16,
    maxDirectives: 50,
    maxHeaderBytes: 16_384,
    maxInputDepth: 20,
    maxInputKeys: 20_000,
    maxListLength: 200,
    maxOperations: 10,
    maxRepeats: 20,
    maxRepresentations: 2_000,
    maxRootFields: 20,
    maxTokens: 5_000,
    rateLimitPerMinute: 60_000,
    receiveTimeoutMs: 10_000,
    trustProxy: [],
    host: "127.0.0.1",
    port: 4000,
    logLevel: "info",
    providersOff: [],
    sandboxExposed: false,
    profileOrder: ["AUTH0", "COGNITO", "NEXUS"],
    recoveryPauseMs: 10_000,
    writeLeaseMs: 30_000,
    writeMaxDeaths: 3,
    redisKeyPrefix: "identity-subgraph:",
    requestTimeoutMs: 15_000,
    metricsHost: "127.0.0.1",
    otelServiceName: "identity-subgraph",
    rateLimitSharePercent: 100,
    readAttempts: 3,
    readLateAfterMs: 250,
    breakerPauseMs: 5_000,
    breakerWindow: 50,
    cacheFoundMs: 10_000,
    cacheMissingMs: 5_000,
    cacheStaleMs: 300_000,
    cacheMaxMegabytes: 256,
    directoryCacheMs: 2_000,
    directoryCacheUsers: 100_000,
    fragmentsMaxMegabytes: 128,
    plansMax: 1_000,
    cacheInRedis: false,
    webhookSecrets: [],
    tokenIssuers: [],
    tokenAudiences: [],
    tokenClientIds: [],
    tokenIssuerRealms: new Map(),
    tokenKeyUrls: new Map(),
    tokenAlgorithms: ["RS256"],
    tokenClockSkewSeconds: 30,
    tokenKeysTimeoutMs: 3_000,
    tokenKeysPauseMs: 30_000,
    tokenKeysMaxAgeMs: 600_000,
    tokenCacheMax: 10_000,
    permissionMap: new Map(),
    auditReads: false,
    routerSecrets: [],
  });
  expect(modesOf({})).toEqual({ AUTH0: "sandbox", COGNITO: "sandbox", NEXUS: "sandbox" });
});

test("an empty text is the same as no variable", () => {
  const empty = Object.fromEntries(variables.map((name) => [name, ""]));
  expect(loadConfig(registry, empty)).toEqual(loadConfig(registry, {}));
});

test("variables of other programs don't matter", () => {
  expect(loadConfig(registry, { PATH: "/bin", AWS_REGION: "us-east-1" })).toEqual(loadConfig(registry, {}));
});

test("every error is reported at once, with the variable and the rule", () => {
  const error = errorOf({
    NODE_ENV: "production",
    PORT: "http",
    LOG_LEVEL: "loud",
    HOST: " ",
    DATABASE_URL: "mysql://host/db",
    PROVIDERS_OFF: "okta",
    PROFILE_ORDER: "auth0,auth0",
    REQUEST_TIMEOUT_MS: "0",
    AUTH0_BASE_URL: "tenant.us.auth0.com",
    AUTH0_TIMEOUT_MS: "1.5",
    COGNITO_USER_POOL_IDS: "pool",
    NEXUS_TOKEN: "token",
  });
  expect(error?.errors).toEqual([
    "HOST must be one line, without whitespace at its ends",
    "PORT must be a whole number from 0 to 65535",
    "LOG_LEVEL must be a level of pino, as info",
    "DATABASE_URL must be a postgres:// URL",
    "PROFILE_ORDER must not name a provider twice",
    "REQUEST_TIMEOUT_MS must be a whole number from 1 to 600000",
    "PROVIDERS_OFF must name providers: auth0, cognito, nexus",
    "AUTH0_BASE_URL must be an origin such as https://host.example, without path, query or user",
    "AUTH0_CLIENT_ID must be set",
    "AUTH0_CLIENT_SECRET must be set",
    "AUTH0_TIMEOUT_MS must be a whole number from 1 to 600000",
    "COGNITO_USER_POOL_IDS must be user pool ids such as us-east-1_Ab12Cd34E",
    "NEXUS_TOKEN is set, but NEXUS_BASE_URL is not",
    "NEXUS_BASE_URL must be set in production, or PROVIDERS_OFF must name nexus",
    "TOKEN_ISSUERS must be set in production",
  ]);
  expect(error?.message.split("\n")).toEqual([
    "The configuration has 15 error(s):",
    ...(error?.errors ?? []).map((error) => `- ${error}`),
  ]);
});

describe("no value ever stands in the error", () => {
  const canary = "canary-7f3a";
  const everywhere = Object.fromEntries(variables.map((name) => [name, `${canary} ${name}`]));

  test.each([
    ["every variable holds one", everywhere],
    [
      "the providers have no address",
      { ...everywhere, AUTH0_BASE_URL: "", COGNITO_USER_POOL_IDS: "", NEXUS_BASE_URL: "" },
    ],
    [
      "addresses are right, secrets are not",
      { ...everywhere, ...auth0, ...cognito, AUTH0_CLIENT_SECRET: `${canary}\n` },
    ],
    ["a store's address is wrong", { DATABASE_URL: `mysql://user:${canary}@host/db` }],
    [
      "an origin holds a password",
      { ...auth0, AUTH0_BASE_URL: `https://user:${canary}@tenant.us.auth0.com` },
    ],
    [
      "a token endpoint holds a password",
      { ...nexus, NEXUS_TOKEN_URL: `https://:${canary}@login.example.com/` },
    ],
    [
      "a variable has another's value",
      { NODE_ENV: canary, PORT: canary, PROVIDERS_OFF: canary, NEXUS_LOOKUP: canary },
    ],
  ])("when %s", (_, env) => {
    const error = errorOf(env);
    expect(error?.errors.length).toBeGreaterThan(0);
    expect(
      `${error?.message} ${error?.stack} ${JSON.stringify(error)} ${String(error?.cause)}`,
    ).not.toContain(canary);
  });
});

describe("production", () => {
  const production: Environment = {
    ...auth0,
    ...cognito,
    ...nexus,
    AUTH0_CLIENT_SECRET: "8c0fe1a7d2b94e63",
    NEXUS_BASIC_PASSWORD: "5b2d90c4f7e1a836",
    NODE_ENV: "production",
    SQLITE_FILE: "directory.sqlite",
    TOKEN_ISSUERS: "https://tenant.us.auth0.com/",
    TOKEN_AUDIENCES: "https://identity.example.com",
  };

  test("is taken with real providers, a store and an issuer of tokens", () => {
    expect(faultsOf(production)).toEqual([]);
  });

  test("takes no emulator for a provider that has no address", () => {
    const withoutCognito = { ...production, COGNITO_USER_POOL_IDS: undefined };
    const error = "COGNITO_USER_POOL_IDS must be set in production, or PROVIDERS_OFF must name cognito";
    expect(faultsOf(withoutCognito)).toEqual([error]);
    expect(faultsOf({ ...withoutCognito, PROVIDERS_OFF: "cognito" })).toEqual([]);
  });

  test("needs a store that remembers", () => {
    const error = "DATABASE_URL or SQLITE_FILE must be set in production";
    expect(faultsOf({ ...production, SQLITE_FILE: "" })).toEqual([error]);
    expect(faultsOf({ ...production, SQLITE_FILE: "", DATABASE_URL: "postgres://host/db" })).toEqual([]);
  });

  test("needs an issuer of tokens", () => {
    const withoutIssuer = { ...production, TOKEN_ISSUERS: "", TOKEN_AUDIENCES: "" };
    expect(faultsOf(withoutIssuer)).toEqual(["TOKEN_ISSUERS must be set in production"]);
  });

  test.each([
    ["AUTH0_BASE_URL", "http://tenant.us.auth0.com"],
    ["COGNITO_ENDPOINT", "http://10.0.0.7:9229"],
    ["NEXUS_BASE_URL", "http://127.0.0.1.example.com"],
  ])("sends nothing in the clear: %s must not be %s", (name, address) => {
    expect(faultsOf({ ...production, [name]: address })).toContain(`${name} must be https in production`);
  });

  test.each(["http://127.0.0.1:4101", "http://localhost:4101", "http://[::1]:4101"])(
    "may use plain HTTP on its own machine: %s",
    (AUTH0_BASE_URL) => {
      expect(faultsOf({ ...production, AUTH0_BASE_URL })).toEqual([]);
    },
  );

  test("takes no secret that is a placeholder", () => {
    const short = { ...production, AUTH0_CLIENT_SECRET: "changeme", NEXUS_BASIC_PASSWORD: "x" };
    expect(faultsOf(short)).toEqual([
      "AUTH0_CLIENT_SECRET must have at least 12 characters in production",
      "NEXUS_BASIC_PASSWORD must have at least 12 characters in production",
    ]);
  });

  test("exposes no sandbox", () => {
    expect(faultsOf({ ...production, SANDBOX_EXPOSED: "false" })).toEqual([]);
    expect(faultsOf({ ...production, SANDBOX_EXPOSED: "true" })).toEqual([
      "SANDBOX_EXPOSED must not be true in production",
    ]);
  });

  test.each(["*", "https://app.example, *"])("lets not every page call it: %s", (CORS_ORIGINS) => {
    expect(faultsOf({ ...production, CORS_ORIGINS })).toEqual(["CORS_ORIGINS must not be * in production"]);
  });
});

describe("PROFILE_ORDER", () => {
  const orderOf = (PROFILE_ORDER: string): unknown =>
    loadConfig(registry, { PROFILE_ORDER }).service.profileOrder;

  test("takes providers in any spelling of case, with whitespace, and not necessarily all", () => {
    expect(orderOf("nexus, AUTH0 ,Cognito")).toEqual(["NEXUS", "AUTH0", "COGNITO"]);
    expect(orderOf("cognito")).toEqual(["COGNITO"]);
  });

  test.each([
    ["okta", "must name providers: auth0, cognito, nexus"],
    ["auth0 nexus", "must name providers: auth0, cognito, nexus"],
    ["auth0,nexus,Auth0", "must not name a provider twice"],
    ["auth0,,nexus", "must be a list separated by commas, with no empty part"],
    ["auth0,", "must be a list separated by commas, with no empty part"],
  ])("refuses %s", (order, rule) => {
    expect(faultsOf({ PROFILE_ORDER: order })).toEqual([`PROFILE_ORDER ${rule}`]);
  });
});

test.each(["0", "1", "65535"])("PORT may be %s", (PORT) => {
  expect(loadConfig(registry, { PORT }).service.port).toBe(Number(PORT));
});

test.each(["-1", "65536", "80.5", "1e3", "0x50", " 80", "80 "])("PORT must not be %j", (PORT) => {
  expect(faultsOf({ PORT })).toEqual(["PORT must be a whole number from 0 to 65535"]);
});
