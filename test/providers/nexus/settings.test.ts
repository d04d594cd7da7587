import { describe, expect, test } from "@jest/globals";
import { nexus } from "../../../src/providers/nexus/index.js";

const address = { NEXUS_BASE_URL: "https://api.nexus.example" };
const application = { NEXUS_APPLICATION_TOKEN: "application" };
const token = { NEXUS_TOKEN: "token" };
const client = {
  NEXUS_TOKEN_URL: "https://login.example.com/oauth/token",
  NEXUS_CLIENT_ID: "client",
  NEXUS_CLIENT_SECRET: "secret",
  NEXUS_AUDIENCE: "https://api.nexus.example",
};
const basic = { NEXUS_BASIC_USER: "service", NEXUS_BASIC_PASSWORD: "password" };

/** The variables that are at fault. */
function faultsOf(variables: Readonly<Record<string, string>>): readonly string[] {
  const { error } = nexus.variables.safeParse({ ...address, ...variables });
  return (error?.issues ?? []).map(({ path }) => path.join("."));
}

function without(
  variables: Readonly<Record<string, string>>,
  name: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variables).filter(([each]) => each !== name));
}

describe("half a way to sign in, beside a whole one, is a fault", () => {
  test.each(Object.keys(basic))("Basic without %s", (missing) => {
    expect(faultsOf({ ...token, ...application, ...without(basic, missing) })).toEqual(["NEXUS_BASIC_USER"]);
  });

  test.each(Object.keys(client))("a client without %s", (missing) => {
    const half = without(client, missing);
    expect(faultsOf({ ...token, ...application, ...half })).toEqual(["NEXUS_TOKEN_URL"]);
    expect(faultsOf({ ...basic, ...application, ...token, ...half })).toEqual(["NEXUS_TOKEN_URL"]);
  });

  test("a bearer token without the application token, and the other way round", () => {
    expect(faultsOf({ ...basic, ...token })).toEqual(["NEXUS_APPLICATION_TOKEN"]);
    expect(faultsOf({ ...basic, ...client })).toEqual(["NEXUS_APPLICATION_TOKEN"]);
    expect(faultsOf({ ...basic, ...application })).toEqual(["NEXUS_APPLICATION_TOKEN"]);
  });
});

test("whole ways to sign in may stand beside each other", () => {
  expect(faultsOf({ ...basic, ...token, ...client, ...application })).toEqual([]);
  expect(faultsOf({ ...basic, ...token, ...application })).toEqual([]);
  expect(faultsOf(basic)).toEqual([]);
});

test("half a way without a whole one is one fault, not two", () => {
  expect(faultsOf({ NEXUS_BASIC_USER: "service" })).toEqual(["NEXUS_BASE_URL"]);
  expect(faultsOf({ ...application, ...without(client, "NEXUS_AUDIENCE") })).toEqual(["NEXUS_BASE_URL"]);
});
