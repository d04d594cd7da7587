import { z } from "zod";
import { toRealm } from "../../identity/ids.js";
import { isForAudience, type TokenIssuer, toGrants } from "../../identity/token-issuer.js";

const ownClaims = z.object({
  token_use: z.string().optional(),
  "cognito:groups": z.array(z.string()).default([]),
});

/** A user pool, whose id is the path of `iss`. Its access tokens have an `aud` only when a resource server is named. */
export const cognitoTokenIssuer: TokenIssuer = {
  title: "a Cognito user pool",
  example: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E",
  description:
    "Tokens: TOKEN_ISSUERS takes https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E without a slash at the end, TOKEN_CLIENT_IDS the app clients whose access tokens are accepted.",
  requiredVariable: "TOKEN_CLIENT_IDS",
  findIssuer: ({ href, pathname }) =>
    /^\/[\w-]+_[0-9a-zA-Z]+$/.test(pathname)
      ? { realm: toRealm(pathname.slice(1)), keysUrl: `${href}/.well-known/jwks.json` }
      : undefined,
  judge: (claims, accepted) => {
    const { data: own } = ownClaims.safeParse(claims);
    if (own === undefined) return { kind: "refused", problem: "CLAIMS" };
    // an ID token is for the app that signed the user in
    if (own.token_use !== "access") return { kind: "refused", problem: "TOKEN_USE" };
    const { aud, client_id: clientId = "", sub } = claims;
    const isAudience = aud.length === 0 || isForAudience(claims, accepted);
    if (!accepted.clientIds.includes(clientId) || !isAudience)
      return { kind: "refused", problem: "AUDIENCE" };
    const grants = [...toGrants(claims), ...own["cognito:groups"]];
    return { kind: "usable", isMachine: sub === clientId, grants };
  },
};
