import { z } from "zod";
import { toRealm } from "../../identity/ids.js";
import { isForAudience, type TokenIssuer, toGrants } from "../../identity/token-issuer.js";

const ownClaims = z.object({ gty: z.string().optional() });

/** An Auth0 tenant. Its `iss` is the host alone; tokens for other APIs and ID tokens have another audience. */
export const auth0TokenIssuer: TokenIssuer = {
  title: "an Auth0 tenant",
  example: "https://tenant.us.auth0.com/",
  description:
    "Tokens: TOKEN_ISSUERS takes https://tenant.us.auth0.com/ with the slash at the end, TOKEN_AUDIENCES the API's identifier. With a custom domain, TOKEN_ISSUER_REALMS names the tenant.",
  requiredVariable: "TOKEN_AUDIENCES",
  findIssuer: ({ href, host, pathname }) =>
    pathname === "/" ? { realm: toRealm(host), keysUrl: `${href}.well-known/jwks.json` } : undefined,
  judge: (claims, accepted) => {
    const { data: own } = ownClaims.safeParse(claims);
    if (own === undefined) return { kind: "refused", problem: "CLAIMS" };
    if (!isForAudience(claims, accepted)) return { kind: "refused", problem: "AUDIENCE" };
    const isMachine = own.gty === "client-credentials" || claims.sub.endsWith("@clients");
    return { kind: "usable", isMachine, grants: toGrants(claims) };
  },
};
