import { expect, test } from "@jest/globals";
import { registry } from "../../src/app.js";
import { connectProviders } from "../../src/connect-providers.js";
import type { ConnectedProvider, Provider } from "../../src/identity/provider.js";
import type { ProviderSetting } from "../../src/setup.js";
import { plainGates } from "../support/upstream.js";

const settings = new Map<Provider["name"], ProviderSetting>([
  ["AUTH0", { mode: "configured", variables: { AUTH0_BASE_URL: "https://tenant.us.auth0.com" } }],
  ["COGNITO", { mode: "sandbox", variables: { COGNITO_TIMEOUT_MS: "50" } }],
  ["NEXUS", { mode: "off" }],
]);

/** The variables with which each provider is connected. */
function connectWith(emulatorVariables: Readonly<Record<string, string>> | undefined): object {
  const connected: Record<string, object> = {};
  const recording = registry.map((provider) => ({
    ...provider,
    connect: (variables: object): ConnectedProvider => {
      connected[provider.name] = variables;
      return { name: provider.name } as ConnectedProvider;
    },
  }));
  connectProviders({ registry: recording, settings, emulatorVariables, openGate: plainGates() });
  return connected;
}

test("each provider is connected by its mode: with its own variables, with the emulator's, or not at all", () => {
  const emulator = { COGNITO_ENDPOINT: "http://127.0.0.1:1", COGNITO_TIMEOUT_MS: "5000" };
  expect(connectWith(emulator)).toEqual({
    AUTH0: { AUTH0_BASE_URL: "https://tenant.us.auth0.com" },
    COGNITO: { COGNITO_ENDPOINT: "http://127.0.0.1:1", COGNITO_TIMEOUT_MS: "50" },
  });
});

test("without a running sandbox, emulated providers are left out", () => {
  expect(Object.keys(connectWith(undefined))).toEqual(["AUTH0"]);
});

test("a provider does not connect with variables that break its rules", () => {
  for (const provider of registry) expect(() => provider.connect({}, plainGates())).toThrow();
});
