import { describe, expect, test } from "@jest/globals";
import { accessErrors, accessVariables } from "../../src/access/settings.js";
import { toIssuers } from "../../src/access/tokens/issuers.js";
import { registry } from "../../src/app.js";
import { toSettings } from "../../src/platform/camel-case.js";

type Environment = Readonly<Record<string, string>>;

const tenant = "https://tenant.us.auth0.com/";
const pool = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E";
const least: Environment = {
  TOKEN_ISSUERS: `${tenant}, ${pool}`,
  TOKEN_AUDIENCES: "https://identity.example.com",
  TOKEN_CLIENT_IDS: "client",
};

/** The rules that one variable breaks by itself. */
function rulesOf(env: Environment): readonly string[] {
  return accessVariables.safeParse(env).error?.issues.map(({ message }) => message) ?? [];
}

/** The errors of the variables together. */
function errorsOf(env: Environment): readonly string[] {
  return accessErrors(env, registry);
}

test("nothing has to be set", () => {
  expect(errorsOf({})).toEqual([]);
  expect(toSettings(accessVariables.parse({}))).toMatchObject({
    tokenIssuers: [],
    tokenAlgorithms: ["RS256"],
  });
});

describe("issuers", () => {
  const issuersOf = (env: Environment) => [
    ...toIssuers(toSettings(accessVariables.parse(env)), registry).values(),
  ];

  test("of both kinds are told apart, with realm and keys", () => {
    expect(issuersOf(least)).toMatchObject([
      {
        url: tenant,
        provider: "AUTH0",
        realm: "tenant.us.auth0.com",
        keysUrl: "https://tenant.us.auth0.com/.well-known/jwks.json",
      },
      {
        url: pool,
        provider: "COGNITO",
        realm: "eu-west-1_Ab12Cd34E",
        keysUrl: `${pool}/.well-known/jwks.json`,
      },
    ]);
  });

  test("may have a realm and an address of keys of their own", () => {
    const login = "https://login.example.com/";
    const [issuer] = issuersOf({
      ...least,
      TOKEN_ISSUERS: login,
      TOKEN_ISSUER_REALMS: `${login}=tenant.us.auth0.com`,
      TOKEN_KEY_URLS: `${login}=https://keys.example.com/jwks?tenant=a`,
    });
    expect(issuer).toMatchObject({ url: login, provider: "AUTH0", realm: "tenant.us.auth0.com" });
    expect(issuer?.keysUrl).toBe("https://keys.example.com/jwks?tenant=a");
  });

  test.each([
    "https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E",
    "http://127.0.0.1:4104/",
    "http://localhost:4104/eu-west-1_Ab12Cd34E",
    "http://[::1]:4104/",
  ])("may be %s", (TOKEN_ISSUERS) => expect(errorsOf({ ...least, TOKEN_ISSUERS })).toEqual([]));

  test.each([
    "http://tenant.us.auth0.com/",
    "http://127.0.0.1.evil.example/",
    "https://tenant.us.auth0.com",
    "https://TENANT.us.auth0.com/",
    "https://user:password@tenant.us.auth0.com/",
    "https://tenant.us.auth0.com/?a=b",
    "https://tenant.us.auth0.com/#a",
    "https://tenant.us.auth0.com/api/v2/",
    `${pool}/`,
    "tenant.us.auth0.com",
    "file:///etc/passwd",
    "*",
  ])("must not be %s", (TOKEN_ISSUERS) => {
    expect(errorsOf({ ...least, TOKEN_ISSUERS })).toEqual([
      "TOKEN_ISSUERS must be issuers as in the tokens' iss: https://tenant.us.auth0.com/ or https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E; http on loopback only",
    ]);
  });

  test("must not be named twice", () => {
    expect(rulesOf({ TOKEN_ISSUERS: `${tenant},${tenant}` })).toEqual(["must not name an issuer twice"]);
  });
});

describe("algorithms", () => {
  test.each(["RS256", "rs256, es256", "PS512"])("may be %s", (TOKEN_ALGORITHMS) => {
    expect(rulesOf({ TOKEN_ALGORITHMS })).toEqual([]);
  });

  test.each(["none", "HS256", "RS256,HS512", "RS255", "dir"])("must not be %s", (TOKEN_ALGORITHMS) => {
    expect(rulesOf({ TOKEN_ALGORITHMS })).toEqual([
      "must name algorithms with a public key: RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512",
    ]);
  });
});

describe("router secrets", () => {
  test.each(["a".repeat(32), `${"a".repeat(32)},${"b".repeat(64)}`])("may be %s", (ROUTER_SECRETS) => {
    expect(rulesOf({ ROUTER_SECRETS })).toEqual([]);
  });

  test.each([
    ["a".repeat(31), "must have at least 32 characters each, of printable ASCII without whitespace"],
    [
      `${"a".repeat(32)},short`,
      "must have at least 32 characters each, of printable ASCII without whitespace",
    ],
    [
      `${"a".repeat(20)} ${"a".repeat(20)}`,
      "must have at least 32 characters each, of printable ASCII without whitespace",
    ],
    [Array(3).fill("a".repeat(32)).join(","), "must be one secret, or two during a rotation"],
  ])("must not be %s", (ROUTER_SECRETS, rule) => {
    expect(rulesOf({ ROUTER_SECRETS })).toEqual([rule]);
  });
});

test.each([
  ["TOKEN_KEY_URLS", `${tenant}=http://keys.example.com/`, "must name https URLs; http on loopback only"],
  ["TOKEN_KEY_URLS", tenant, "must be pairs as key=value, separated by commas"],
  ["TOKEN_KEY_URLS", `${tenant}=`, "must be pairs as key=value, separated by commas"],
  ["TOKEN_ISSUER_REALMS", `${tenant}=a,${tenant}=b`, "must not name a key twice"],
  ["TOKEN_ISSUER_REALMS", `${tenant}=a b`, "must name realms"],
  ["TOKEN_CLOCK_SKEW_SECONDS", "301", "must be a whole number from 0 to 300"],
  [
    "PERMISSION_MAP",
    "support=read:everything",
    "must map to permissions separated by spaces: read:users, read:users_metadata, update:users, create:users, sync:users, link:users, read:writes",
  ],
])("%s must not be %s", (name, value, rule) => {
  expect(rulesOf({ [name]: value })).toEqual([rule]);
});

describe("together", () => {
  test.each<[string, Environment]>([
    ["TOKEN_AUDIENCES must be set, because TOKEN_ISSUERS names an Auth0 tenant", { TOKEN_ISSUERS: tenant }],
    [
      "TOKEN_CLIENT_IDS must be set, because TOKEN_ISSUERS names a Cognito user pool",
      { TOKEN_ISSUERS: pool },
    ],
    ["TOKEN_AUDIENCES is set, but TOKEN_ISSUERS is not", { TOKEN_AUDIENCES: "https://identity.example.com" }],
    [
      "TOKEN_KEY_URLS must name issuers of TOKEN_ISSUERS",
      { ...least, TOKEN_KEY_URLS: "https://other.example/=https://keys.example.com/" },
    ],
    [
      "TOKEN_ISSUER_REALMS must name issuers of TOKEN_ISSUERS",
      { ...least, TOKEN_ISSUER_REALMS: "https://tenant.us.auth0.com=tenant" },
    ],
  ])("%s", (fault, env) => {
    expect(errorsOf(env)).toEqual([fault]);
  });

  test("the least that configures both kinds is without fault", () => {
    expect(errorsOf(least)).toEqual([]);
  });
});
