import { createPublicKey } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import type { Claims } from "../../../src/sandbox/issuer/issuer.js";
import { sandboxCredentials, sandboxRealms } from "../../../src/sandbox/realms.js";
import { startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";
import { type Answer, ask, bearer, countFetches, people } from "./token-harness.js";

const [staffPool, partnerPool] = sandboxRealms.cognito;
const { clientId } = sandboxCredentials.issuer;
const sub = people[0]?.auth0[0]?.user_id as string;
const cognitoSub = people[0]?.cognito[0]?.sub as string;
const now = (): number => Math.floor(Date.now() / 1_000);

let subgraph: TestSubgraph;
const log: string[] = [];
const sent: string[] = [];

beforeAll(async () => {
  subgraph = await startSubgraph({ people, log: { write: (line) => log.push(line) } });
});
afterEach(() => subgraph.resetCounts());
afterAll(() => subgraph.close());

function send(token: string): Promise<Answer> {
  sent.push(token);
  return ask(subgraph, bearer(token));
}

async function expectRefusal(token: string, reason: string): Promise<void> {
  const answer = await send(token);
  expect(answer).toMatchObject({ status: 401, code: "UNAUTHENTICATED", reason });
  expect(answer.headers["www-authenticate"]).toMatch(/^Bearer/);
}

const auth0 = (claims: Claims, header?: Claims) =>
  subgraph.sandbox.issuer.issueAuth0({ sub, ...claims }, header);
const cognito = (claims: Claims, header?: Claims) =>
  subgraph.sandbox.issuer.issueCognito(staffPool, { sub: cognitoSub, username: "u", ...claims }, header);

/** The tenant's public key, as anybody can have it. */
async function fetchKey(): Promise<JWK> {
  const response = await fetch(`${subgraph.sandbox.issuer.tenantUrl}.well-known/jwks.json`);
  const { keys } = (await response.json()) as { keys: JWK[] };
  return keys[0] as JWK;
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

describe("good tokens are taken", () => {
  test("of Auth0, of either pool, and of machines", async () => {
    const { issuer } = subgraph.sandbox;
    const tokens = [
      await auth0({}),
      await cognito({}),
      await issuer.issueCognito(partnerPool, { sub: cognitoSub }),
      await issuer.issueCognito(staffPool, { sub: clientId }),
      await cognito({ aud: sandboxCredentials.issuer.audience }),
      ...Object.values(subgraph.sandbox.tokens),
    ];
    for (const token of tokens) expect(await send(token)).toMatchObject({ status: 200, code: undefined });
  });

  test("within the time that clocks may differ by", async () => {
    for (const claims of [{ exp: now() - 10 }, { nbf: now() + 10 }, { iat: now() + 10 }])
      expect((await send(await auth0(claims))).status).toBe(200);
  });
});

describe("a token is refused", () => {
  test.each<[name: string, reason: string, claims: () => Claims]>([
    ["is expired", "EXPIRED", () => ({ exp: now() - 60 })],
    ["never expires", "CLAIMS", () => ({ exp: undefined })],
    ["expires at no number", "CLAIMS", () => ({ exp: "tomorrow" })],
    ["is not valid yet", "NOT_YET_VALID", () => ({ nbf: now() + 120 })],
    ["comes from the future", "NOT_YET_VALID", () => ({ iat: now() + 120 })],
    ["is for another service", "AUDIENCE", () => ({ aud: "https://other.example" })],
    ["is for nobody", "AUDIENCE", () => ({ aud: undefined })],
    ["is for a part of our name", "AUDIENCE", () => ({ aud: "https://identity.sandbox.evil.example" })],
    ["has no subject", "CLAIMS", () => ({ sub: undefined })],
    ["has an empty subject", "CLAIMS", () => ({ sub: "" })],
    ["has a line break in the subject", "CLAIMS", () => ({ sub: "auth0|a\nb" })],
    ["has an endless subject", "CLAIMS", () => ({ sub: `auth0|${"a".repeat(300)}` })],
    ["has a subject that is no text", "CLAIMS", () => ({ sub: 7 })],
    ["has permissions that are no list", "CLAIMS", () => ({ permissions: "read:users" })],
    ["has an unknown issuer", "ISSUER", () => ({ iss: "https://evil.example/" })],
    [
      "has an issuer in another spelling",
      "ISSUER",
      () => ({ iss: subgraph.sandbox.issuer.tenantUrl.slice(0, -1) }),
    ],
    ["has an issuer that is no text", "ISSUER", () => ({ iss: [subgraph.sandbox.issuer.tenantUrl] })],
    ["has no issuer", "ISSUER", () => ({ iss: undefined })],
    [
      "names another issuer of ours",
      "SIGNATURE",
      () => ({ iss: subgraph.sandbox.issuer.poolUrl(staffPool) }),
    ],
    [
      "is an id token of Auth0",
      "AUDIENCE",
      () => ({ aud: clientId, email: "ada@example.com", nonce: "n", sid: "s", scope: undefined }),
    ],
  ])("that %s", async (_, reason, claims) => {
    await expectRefusal(await auth0(claims()), reason);
  });

  test.each<[name: string, reason: string, claims: Claims]>([
    [
      "is an id token",
      "TOKEN_USE",
      { token_use: "id", aud: clientId, client_id: undefined, "cognito:username": "u" },
    ],
    ["is an id token with a client_id", "TOKEN_USE", { token_use: "id", aud: clientId }],
    ["does not say its use", "TOKEN_USE", { token_use: undefined }],
    ["was issued to another client", "AUDIENCE", { client_id: "another" }],
    ["was issued to no client", "AUDIENCE", { client_id: undefined }],
    ["is for another service", "AUDIENCE", { aud: "https://other.example" }],
    ["has a subject that Cognito does not give", "CLAIMS", { sub: "ada" }],
  ])("of Cognito that %s", async (_, reason, claims) => {
    await expectRefusal(await cognito(claims), reason);
  });

  test.each(["none", "None", "NONE", "nOnE"])("with alg %s and no signature", async (alg) => {
    const { kid } = await fetchKey();
    const payload = (await auth0({})).split(".")[1];
    await expectRefusal(`${encode({ alg, kid })}.${payload}.`, "ALGORITHM");
  });

  test.each(["PEM", "JWK", "modulus"])("with HMAC by the public key as %s", async (form) => {
    const jwk = await fetchKey();
    const { iss } = JSON.parse(
      Buffer.from((await auth0({})).split(".")[1] as string, "base64url").toString(),
    );
    const texts: Record<string, string> = {
      PEM: createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" }).toString(),
      JWK: JSON.stringify(jwk),
      modulus: jwk.n as string,
    };
    const claims = { iss, sub, aud: sandboxCredentials.issuer.audience, exp: now() + 60 };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", kid: jwk.kid as string })
      .sign(Buffer.from(texts[form] as string));
    await expectRefusal(token, "ALGORITHM");
  });

  test("with an algorithm that is good but not ours", async () => {
    const header = encode({ alg: "PS256", kid: (await fetchKey()).kid });
    await expectRefusal(`${header}.${(await auth0({})).split(".").slice(1).join(".")}`, "ALGORITHM");
  });

  test("with a signature of another key under the right kid, or with none", async () => {
    const { kid } = await fetchKey();
    const { privateKey } = await generateKeyPair("RS256");
    const claims = { iss: subgraph.sandbox.issuer.tenantUrl, sub, exp: now() + 60 };
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: kid as string })
      .sign(privateKey);
    await expectRefusal(forged, "SIGNATURE");
    await expectRefusal(`${forged.split(".").slice(0, 2).join(".")}.`, "SIGNATURE");
  });

  test("whose claims were changed after it was signed", async () => {
    const [header, payload = "", signature] = (await auth0({})).split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    const changed = encode({ ...claims, permissions: ["read:users"] });
    await expectRefusal([header, changed, signature].join("."), "SIGNATURE");
  });

  test.each<[kid: unknown, reason: string]>([
    ["another", "SIGNATURE"],
    ["../../../../dev/null", "SIGNATURE"],
    ["' OR '1'='1", "SIGNATURE"],
    ["http://127.0.0.1:1/keys.json", "SIGNATURE"],
    ["__proto__", "SIGNATURE"],
    ["", "SIGNATURE"],
    ["k".repeat(300), "SIGNATURE"],
    [["sandbox-key-1"], "SIGNATURE"],
    [null, "SIGNATURE"],
    [undefined, "SIGNATURE"],
  ])("with the kid %j", async (kid, reason) => {
    await expectRefusal(await auth0({}, { kid }), reason);
  });

  test("that is too long, before anything in it is looked at", async () => {
    const permissions = Array.from({ length: 800 }, (_, index) => `read:${index}`);
    await expectRefusal(await auth0({ permissions }), "TOO_LONG");
    const huge = await send(await auth0({ padding: "a".repeat(100_000) }));
    expect(huge.status).toBe(431); // Node.js lets no such header in
  });

  test("that says it has extensions we must understand", async () => {
    const header = { alg: "RS256", kid: (await fetchKey()).kid, crit: ["urn:x"], "urn:x": true };
    await expectRefusal(`${encode(header)}.${(await auth0({})).split(".").slice(1).join(".")}`, "ALGORITHM");
  });

  test.each([
    "garbage",
    "a.b.c",
    "..",
    `${encode({ alg: "RS256" })}.${encode([])}.x`,
    "a.b.c.d.e",
    `${encode("x")}.${encode("x")}.x`,
  ])("that is %s", (text) => expectRefusal(text, "MALFORMED"));
});

describe("addresses in a token are never called", () => {
  test("neither its iss, nor jku, x5u or jwk in its header", async () => {
    const requests: string[] = [];
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    const jwk = { ...(await exportJWK(publicKey)), kid: "sandbox-key-1", alg: "RS256" };
    const server = createServer((request, response) => {
      requests.push(request.url ?? "");
      response.end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const sign = (iss: string, header: object) =>
      new SignJWT({ iss, sub, aud: sandboxCredentials.issuer.audience, exp: now() + 60 })
        .setProtectedHeader({ alg: "RS256", kid: "sandbox-key-1", ...header })
        .sign(privateKey);

    await expectRefusal(await sign(url, {}), "ISSUER");
    const ours = subgraph.sandbox.issuer.tenantUrl;
    for (const header of [{ jku: url }, { x5u: url }, { jwk }, { jku: url, kid: "new" }])
      await expectRefusal(await sign(ours, header), "SIGNATURE");

    server.close();
    expect(requests).toEqual([]);
  });
});

describe("what stands in the Authorization header", () => {
  test.each<[name: string, headers: () => Record<string, string | string[]>]>([
    ["is no Bearer", () => ({ authorization: `Basic ${Buffer.from("a:b").toString("base64")}` })],
    ["is Bearer alone", () => ({ authorization: "Bearer" })],
    ["is the token alone", () => ({ authorization: subgraph.sandbox.tokens.administrator })],
    ["is empty", () => ({ authorization: "" })],
    [
      "is more than one token",
      () => ({ authorization: `Bearer ${subgraph.sandbox.tokens.machine}, Bearer x` }),
    ],
    [
      "comes twice",
      () => {
        const value = `Bearer ${subgraph.sandbox.tokens.administrator}`;
        return { authorization: [value, value] };
      },
    ],
  ])("is refused when it %s", async (_, headers) => {
    const answer = await ask(subgraph, headers());
    expect(answer).toMatchObject({ status: 401, code: "UNAUTHENTICATED", reason: "SCHEME" });
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
  });

  test("may spell Bearer in any case", async () => {
    const { administrator } = subgraph.sandbox.tokens;
    expect((await ask(subgraph, { authorization: `bEARER  ${administrator}` })).status).toBe(200);
  });

  test("is not needed: then the caller is anonymous", async () => {
    expect((await ask(subgraph, {})).status).toBe(200);
  });
});

test("a hundred requests with unknown keys are no reason to fetch keys a hundred times", async () => {
  await send(await auth0({}));
  subgraph.resetCounts();
  const tokens = await Promise.all(
    Array.from({ length: 100 }, (_, index) => auth0({}, { kid: `unknown-${index}` })),
  );
  const answers = await Promise.all(tokens.map(send));
  expect(answers.every(({ reason }) => reason === "SIGNATURE")).toBe(true);
  expect(countFetches(subgraph)).toBe(0);
});

test("no token stands in the log or in an answer", async () => {
  expect(sent.length).toBeGreaterThan(150);
  for (const token of sent.filter((each) => each.length > 20)) {
    expect(log.some((line) => line.includes(token))).toBe(false);
  }
});
