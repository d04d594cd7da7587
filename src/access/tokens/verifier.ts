import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { accessTokenClaims } from "../../identity/token-issuer.js";
import type { AccessSettings } from "../settings.js";
import type { IssuingProvider } from "./find-issuer.js";
import { createIssuerKeys, KeysUnavailable } from "./issuer-keys.js";
import { type Issuer, toIssuers } from "./issuers.js";

/** What was found wrong first. Callers may know: none of it helps to make a better token. */
export type TokenProblem =
  | "TOO_LONG"
  | "MALFORMED"
  | "ISSUER"
  | "ALGORITHM"
  | "SIGNATURE"
  | "EXPIRED"
  | "NOT_YET_VALID"
  | "TOKEN_USE"
  | "AUDIENCE"
  | "CLAIMS";

/** Unchecked means that the issuer's keys can't be had at the moment: the token may be good or not. */
export type Verification =
  | VerifiedToken
  | { readonly kind: "refused"; readonly problem: TokenProblem }
  | { readonly kind: "unchecked" };

export interface VerifiedToken {
  readonly kind: "verified";
  readonly issuer: Issuer;
  readonly sub: string;
  readonly isMachine: boolean;
  readonly grants: readonly string[];
}

export type VerifyToken = (token: string) => Promise<Verification>;

/** Real ones have one or two kilobytes; more is not worth the time. */
const maxTokenLength = 8_192;
const maxKeyIdLength = 256;

/**
 * Checks tokens against the configured issuers. The token's own `iss` only chooses among them; no address in a token is
 * ever called.
 *
 * @param onKeysFailure called for each fetch of keys that failed
 */
export function createTokenVerifier(
  settings: AccessSettings,
  providers: readonly IssuingProvider[],
  onKeysFailure: (issuer: Issuer, error: unknown) => void,
): VerifyToken {
  const issuers = toIssuers(settings, providers);
  const keys = new Map<string, JWTVerifyGetKey>();
  for (const [url, issuer] of issuers) keys.set(url, createKeys(issuer, settings, onKeysFailure));
  return async (token) => {
    if (token.length > maxTokenLength) return { kind: "refused", problem: "TOO_LONG" };
    try {
      const issuer = issuers.get(decodeJwt(token).iss ?? "");
      const findKey = keys.get(issuer?.url ?? "");
      if (issuer === undefined || findKey === undefined) return { kind: "refused", problem: "ISSUER" };
      const { payload } = await jwtVerify(token, findKey, {
        issuer: issuer.url,
        algorithms: [...settings.TOKEN_ALGORITHMS],
        clockTolerance: settings.TOKEN_CLOCK_SKEW_SECONDS,
        requiredClaims: ["exp", "sub"],
      });
      return judge(payload, issuer, settings);
    } catch (error) {
      if (error instanceof KeysUnavailable) return { kind: "unchecked" };
      if (error instanceof errors.JOSEError) return { kind: "refused", problem: toFault(error) };
      throw error;
    }
  };
}

function createKeys(
  issuer: Issuer,
  settings: AccessSettings,
  onFailure: (issuer: Issuer, error: unknown) => void,
): JWTVerifyGetKey {
  const find = createIssuerKeys({
    url: issuer.keysUrl,
    timeoutMs: settings.TOKEN_KEYS_TIMEOUT_MS,
    pauseMs: settings.TOKEN_KEYS_PAUSE_MS,
    maxAgeMs: settings.TOKEN_KEYS_MAX_AGE_MS,
    onFailure: (error) => onFailure(issuer, error),
  });
  return (header, token) => {
    const { kid } = header;
    if (typeof kid !== "string" || kid === "" || kid.length > maxKeyIdLength)
      throw new errors.JWKSNoMatchingKey();
    return find(header, token);
  };
}

/** The rules beyond signature, issuer and time, of a token that is genuine. */
function judge(payload: JWTPayload, issuer: Issuer, settings: AccessSettings): Verification {
  const { data: claims } = accessTokenClaims.safeParse(payload);
  if (claims === undefined) return { kind: "refused", problem: "CLAIMS" };
  const latestMs = Date.now() + settings.TOKEN_CLOCK_SKEW_SECONDS * 1_000;
  if ((claims.iat ?? 0) * 1_000 > latestMs) return { kind: "refused", problem: "NOT_YET_VALID" };
  const { TOKEN_AUDIENCES: audiences, TOKEN_CLIENT_IDS: clientIds } = settings;
  const use = issuer.judge(claims, { audiences, clientIds });
  if (use.kind === "refused") return use;
  const { isMachine, grants } = use;
  return { kind: "verified", issuer, sub: claims.sub, isMachine, grants };
}

function toFault(error: errors.JOSEError): TokenProblem {
  if (error instanceof errors.JWTExpired) return "EXPIRED";
  if (error instanceof errors.JWTClaimValidationFailed) {
    const isEarly = error.claim === "nbf" && error.reason === "check_failed";
    return isEarly ? "NOT_YET_VALID" : "CLAIMS";
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return "ALGORITHM";
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) return "MALFORMED";
  return "SIGNATURE";
}
