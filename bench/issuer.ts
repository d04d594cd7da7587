import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

const audience = "https://identity.bench";

/** Publishes a key set on loopback and signs tokens with it, as an Auth0 tenant does. */
export interface Issuer {
  /** The variables that make the service trust it. */
  variables(realm: string): Readonly<Record<string, string>>;
  /** A token of the person with this Auth0 user id. */
  issue(sub: string, permissions: readonly string[]): Promise<string>;
  close(): void;
}

export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const header = { alg: "RS256", typ: "JWT", kid: "bench" };
  const keys = JSON.stringify({
    keys: [{ ...(await exportJWK(publicKey)), kid: "bench", alg: "RS256", use: "sig" }],
  });
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end(keys);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    variables: (realm) => ({
      TOKEN_ISSUERS: url,
      TOKEN_AUDIENCES: audience,
      TOKEN_ISSUER_REALMS: `${url}=${realm}`,
    }),
    issue: (sub, permissions) =>
      new SignJWT({ sub, permissions, azp: "bench", scope: "openid" })
        .setProtectedHeader(header)
        .setIssuer(url)
        .setAudience([audience, `${url}userinfo`])
        .setIssuedAt()
        .setExpirationTime("12h")
        .sign(privateKey),
    close: () => server.close(),
  };
}
