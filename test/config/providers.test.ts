import { describe, expect, test } from "@jest/globals";
import { registry } from "../../src/app.js";
import { loadConfig } from "../../src/config.js";
import {
  alone,
  auth0,
  cognito,
  configOf,
  type Environment,
  faultsOf,
  modesOf,
  nexus,
} from "./environment.js";

test("without any address every provider is emulated, with all of them every provider is configured", () => {
  expect(modesOf({})).toEqual({ AUTH0: "sandbox", COGNITO: "sandbox", NEXUS: "sandbox" });
  expect(modesOf({ ...auth0, ...cognito, ...nexus })).toEqual({
    AUTH0: "configured",
    COGNITO: "configured",
    NEXUS: "configured",
  });
});

test("beside a provider with an address the others have one too, or are switched off", () => {
  const rule = (variable: string, name: string, address: string): string =>
    `${variable} must be set, or PROVIDERS_OFF must name ${name}, because ${address} is set`;
  expect(faultsOf(cognito)).toEqual([
    rule("AUTH0_BASE_URL", "auth0", "COGNITO_USER_POOL_IDS"),
    rule("NEXUS_BASE_URL", "nexus", "COGNITO_USER_POOL_IDS"),
  ]);
  expect(faultsOf({ ...auth0, ...nexus })).toEqual([
    rule("COGNITO_USER_POOL_IDS", "cognito", "AUTH0_BASE_URL"),
  ]);
  expect(faultsOf({ ...cognito, AUTH0_CLIENT_ID: "client", PROVIDERS_OFF: "nexus", PORT: "http" })).toEqual([
    "PORT must be a whole number from 0 to 65535",
    "AUTH0_CLIENT_ID is set, but AUTH0_BASE_URL is not",
    rule("AUTH0_BASE_URL", "auth0", "COGNITO_USER_POOL_IDS"),
  ]);
  expect(modesOf(alone(cognito))).toEqual({ AUTH0: "off", COGNITO: "configured", NEXUS: "off" });
});

describe("variables of a provider without its address", () => {
  test.each(registry.map(({ name, addressVariable, variables }) => ({ name, addressVariable, variables })))(
    "$name: each that has no default is an error of its own",
    ({ addressVariable, variables }) => {
      const own = Object.keys(variables.shape).filter((name) => name !== addressVariable);
      const withoutDefault = own.filter(
        (name) => variables.shape[name]?.safeParse(undefined).data === undefined,
      );
      const env = Object.fromEntries(withoutDefault.map((name) => [name, "https://host.example"]));
      expect(faultsOf(env)).toEqual(
        withoutDefault.map((name) => `${name} is set, but ${addressVariable} is not`),
      );
      expect(withoutDefault.length).toBeGreaterThan(0);
    },
  );

  test("one with a default tunes the emulator, and is checked", () => {
    const setting = loadConfig(registry, { AUTH0_TIMEOUT_MS: "50" }).providers.get("AUTH0");
    expect(setting).toEqual({ mode: "sandbox", variables: { AUTH0_TIMEOUT_MS: "50" } });
    expect(faultsOf({ AUTH0_TIMEOUT_MS: "never", COGNITO_LOOKUP: "guess" })).toEqual([
      "AUTH0_TIMEOUT_MS must be a whole number from 1 to 600000",
      'COGNITO_LOOKUP must be "get" or "list"',
    ]);
  });
});

describe("PROVIDERS_OFF", () => {
  test("switches providers off, in any spelling of case and with whitespace", () => {
    expect(modesOf({ PROVIDERS_OFF: "Nexus , auth0" })).toEqual({
      AUTH0: "off",
      COGNITO: "sandbox",
      NEXUS: "off",
    });
  });

  test("may name all of them, and one that is configured", () => {
    expect(modesOf({ ...nexus, PROVIDERS_OFF: "auth0,cognito,nexus" })).toEqual({
      AUTH0: "off",
      COGNITO: "off",
      NEXUS: "off",
    });
  });

  test("frees a provider's variables from every rule", () => {
    expect(faultsOf({ NEXUS_BASE_URL: "nonsense", NEXUS_TOKEN: "token", PROVIDERS_OFF: "nexus" })).toEqual(
      [],
    );
  });

  test.each([
    ["okta", "must name providers: auth0, cognito, nexus"],
    ["auth0,auth0", "must not name a provider twice"],
    ["auth0,", "must be a list separated by commas, with no empty part"],
  ])("refuses %s, with that one error", (off, rule) => {
    expect(faultsOf({ PROVIDERS_OFF: off })).toEqual([`PROVIDERS_OFF ${rule}`]);
  });
});

describe("AUTH0_BASE_URL", () => {
  test.each([
    ["https://tenant.us.auth0.com", "https://tenant.us.auth0.com"],
    ["https://Tenant.us.auth0.com/", "https://tenant.us.auth0.com"],
    ["https://tenant.us.auth0.com:443", "https://tenant.us.auth0.com"],
    ["http://127.0.0.1:4101", "http://127.0.0.1:4101"],
  ])("may be %s", (given, origin) => {
    expect(configOf(alone({ ...auth0, AUTH0_BASE_URL: given }), "AUTH0").AUTH0_BASE_URL).toBe(origin);
  });

  test.each([
    "https://tenant.us.auth0.com/api/v2",
    "https://tenant.us.auth0.com/?a=b",
    "https://tenant.us.auth0.com/#users",
    "https://user@tenant.us.auth0.com",
    "https://user:password@tenant.us.auth0.com",
    "https://:password@tenant.us.auth0.com",
    "ftp://tenant.us.auth0.com",
    "tenant.us.auth0.com",
    "https://",
  ])("must not be %s", (AUTH0_BASE_URL) => {
    const rule = "must be an origin such as https://host.example, without path, query or user";
    expect(faultsOf(alone({ ...auth0, AUTH0_BASE_URL }))).toEqual([`AUTH0_BASE_URL ${rule}`]);
  });
});

describe("COGNITO_USER_POOL_IDS", () => {
  test("is a list, kept in its order", () => {
    const config = configOf(alone({ COGNITO_USER_POOL_IDS: "us-east-1_B, us-gov-west-1_A" }), "COGNITO");
    expect(config.COGNITO_USER_POOL_IDS).toEqual(["us-east-1_B", "us-gov-west-1_A"]);
  });

  test.each([
    ["us-east-1", "must be user pool ids such as us-east-1_Ab12Cd34E"],
    ["us-east-1_A,us-east-1_B C", "must be user pool ids such as us-east-1_Ab12Cd34E"],
    ["us-east-1_A,us-east-1_A", "must not name a pool twice"],
    ["us-east-1_A,,us-east-1_B", "must be a list separated by commas, with no empty part"],
  ])("refuses %s", (ids, rule) => {
    expect(faultsOf(alone({ COGNITO_USER_POOL_IDS: ids }))).toEqual([`COGNITO_USER_POOL_IDS ${rule}`]);
  });
});

describe("the key for Cognito", () => {
  const id = { COGNITO_ACCESS_KEY_ID: "key" };
  const secret = { COGNITO_SECRET_ACCESS_KEY: "secret" };

  test("is whole or absent", () => {
    expect(faultsOf(alone({ ...cognito, ...id, ...secret }))).toEqual([]);
    expect(faultsOf(alone(cognito))).toEqual([]);
  });

  test.each<[string, Environment, string]>([
    ["an id without secret", id, "COGNITO_SECRET_ACCESS_KEY must be set together with COGNITO_ACCESS_KEY_ID"],
    [
      "a secret without id",
      secret,
      "COGNITO_ACCESS_KEY_ID must be set together with COGNITO_SECRET_ACCESS_KEY",
    ],
  ])("must not be %s, and the error is told with the others", (_, half, error) => {
    expect(faultsOf(alone({ ...cognito, ...half }))).toEqual([error]);
    const errors = faultsOf(alone({ ...cognito, ...half, COGNITO_TIMEOUT_MS: "soon" }));
    expect(errors).toEqual(["COGNITO_TIMEOUT_MS must be a whole number from 1 to 600000", error]);
  });
});

describe("custom attributes of Cognito", () => {
  test("each have a purpose of their own", () => {
    expect(faultsOf(alone({ ...cognito, COGNITO_WRITE_ID_ATTRIBUTE: "custom:write_id" }))).toEqual([]);
    expect(faultsOf(alone({ ...cognito, COGNITO_WRITE_ID_ATTRIBUTE: "custom:user_metadata" }))).toEqual([
      "COGNITO_APP_METADATA_ATTRIBUTE must not name the same attribute as another variable",
    ]);
  });
});

describe("signing in to Nexus", () => {
  const address = { NEXUS_BASE_URL: "https://api.nexus.example" };
  const application = { NEXUS_APPLICATION_TOKEN: "application" };
  const token = { NEXUS_TOKEN: "token" };
  const client = {
    NEXUS_TOKEN_URL: "https://login.example.com/oauth/token",
    NEXUS_CLIENT_ID: "client",
    NEXUS_CLIENT_SECRET: "secret",
    NEXUS_AUDIENCE: "https://api.nexus.example",
  };
  const user = { NEXUS_BASIC_USER: "service" };
  const password = { NEXUS_BASIC_PASSWORD: "password" };

  test.each<[string, Environment]>([
    ["a lasting token and the application token", { ...token, ...application }],
    ["a client and the application token", { ...client, ...application }],
    ["user and password", { ...user, ...password }],
    [
      "both kinds of token and user and password",
      { ...token, ...client, ...application, ...user, ...password },
    ],
  ])("may be by %s", (_, credentials) => {
    expect(faultsOf(alone({ ...address, ...credentials }))).toEqual([]);
  });

  const incompleteClients = Object.keys(client).map((missing): [string, Environment] => [
    `a client without ${missing}`,
    { ...application, ...client, [missing]: undefined },
  ]);

  test.each<[string, Environment]>([
    ["nothing", {}],
    ["a token alone", token],
    ["the application token alone", application],
    ["a client without the application token", client],
    ["a user without password", user],
    ["a password without user", password],
    ["a token and a user", { ...token, ...user }],
    ...incompleteClients,
  ])("must not be by %s", (_, credentials) => {
    const errors = faultsOf(alone({ ...address, ...credentials }));
    expect(errors).toEqual([
      expect.stringMatching(/^NEXUS_BASE_URL needs one way to sign in: NEXUS_APPLICATION_TOKEN/),
    ]);
  });

  test("is reported together with the other errors of Nexus", () => {
    expect(faultsOf(alone({ ...address, NEXUS_TIMEOUT_MS: "soon", NEXUS_TENANT_REALMS: "us-1" }))).toEqual([
      "NEXUS_TENANT_REALMS must be pairs such as us-1=tenant.us.auth0.com",
      "NEXUS_TIMEOUT_MS must be a whole number from 1 to 600000",
      expect.stringMatching(/^NEXUS_BASE_URL needs one way to sign in/),
    ]);
  });
});
