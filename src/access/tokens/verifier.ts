import { decodeJwt, errors, type JWTPayload, jwtVerify } from "jose";
import { accessTokenClaims, type TokenUse } from "../../identity/token-issuer.js";
import type { AccessSettings } from "../settings.js";
import type { IssuingProvider } from "./find-issuer.js";
import { createIssuerKeys, type IssuerKeys, KeysUnavailable } from "./issuer-keys.js";
import { type Issuer, toIssuers } from "./issuers.js";

/** The first rule that the token breaks. It is safe to report: it does not help to forge a token. */
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

/** Unchecked means that the issuer's keys are unavailable: the token may be valid or not. */
export type Verification = VerifiedClaims | Refused | { readonly kind: "unchecked" };

interface Refused {
  readonly kind: "refused";
  readonly problem: TokenProblem;
}

type UsableClaims = Extract<TokenUse, { kind: "usable" }> & Pick<VerifiedClaims, "sub">;

export interface VerifiedClaims {
  readonly kind: "verified";
  readonly issuer: Issuer;
  readonly sub: string;
  /** Whether the token was issued for client credentials. */
  readonly isMachine: boolean;
  /** Names of what it grants: permissions, scopes, groups. */
  readonly grants: readonly string[];
  /** When the token expires or the issuer's keys have to be fetched again, whichever is first. */
  readonly validUntilMs: number;
}

export type VerifyToken = (token: string) => Promise<Verification>;

/** Real tokens have one or two kilobytes. */
const maxTokenLength = 8_192;
const maxKeyIdLength = 256;

export interface VerifierOptions {
  readonly providers: readonly IssuingProvider[];
  readonly now: () => number;
  /** Called for each failed fetch of an issuer's keys. */
  readonly onKeysFailure: (issuer: Issuer, error: unknown) => void;
  /** Called when an issuer no longer publishes a key that it published before. */
  readonly onKeyRemoved: (issuer: Issuer) => void;
}

/** Verifies tokens of the configured issuers. A token's `iss` only selects one of them; URLs in a token are never fetched. */
export function createTokenVerifier(settings: AccessSettings, options: VerifierOptions): VerifyToken {
  const issuers = toIssuers(settings, options.providers);
  const keys = new Map<string, IssuerKeys>();
  for (const [url, issuer] of issuers) keys.set(url, createKeys(issuer, settings, options));
  return async (token) => {
    if (token.length > maxTokenLength) return { kind: "refused", problem: "TOO_LONG" };
    try {
      const issuer = issuers.get(decodeJwt(token).iss ?? "");
      const issuerKeys = keys.get(issuer?.url ?? "");
      if (issuer === undefined || issuerKeys === undefined) return { kind: "refused", problem: "ISSUER" };
      const { payload } = await jwtVerify(token, findKeyWith(issuerKeys), {
        issuer: issuer.url,
        algorithms: [...settings.tokenAlgorithms],
        clockTolerance: settings.tokenClockSkewSeconds,
        currentDate: new Date(options.now()),
        requiredClaims: ["exp", "sub"],
      });
      const use = checkClaims(payload, issuer, settings, options.now());
      if (use.kind === "refused") return use;
      const validUntilMs = Math.min((payload.exp ?? 0) * 1_000, issuerKeys.freshUntilMs());
      return { ...use, kind: "verified", issuer, validUntilMs };
    } catch (error) {
      if (error instanceof KeysUnavailable) return { kind: "unchecked" };
      if (error instanceof errors.JOSEError) return { kind: "refused", problem: toProblem(error) };
      throw error;
    }
  };
}

function createKeys(issuer: Issuer, settings: AccessSettings, options: VerifierOptions): IssuerKeys {
  return createIssuerKeys({
    url: issuer.keysUrl,
    timeoutMs: settings.tokenKeysTimeoutMs,
    pauseMs: settings.tokenKeysPauseMs,
    maxAgeMs: settings.tokenKeysMaxAgeMs,
    now: options.now,
    onFailure: (error) => options.onKeysFailure(issuer, error),
    onKeyRemoved: () => options.onKeyRemoved(issuer),
  });
}

/** A token must name its key. */
function findKeyWith({ find }: IssuerKeys): IssuerKeys["find"] {
  return (header, token) => {
    const { kid } = header;
    if (typeof kid !== "string" || kid === "" || kid.length > maxKeyIdLength)
      throw new errors.JWKSNoMatchingKey();
    return find(header, token);
  };
}

/** Checks a genuine token by the rules beyond signature, issuer and time. */
function checkClaims(
  payload: JWTPayload,
  issuer: Issuer,
  settings: AccessSettings,
  nowMs: number,
): UsableClaims | Refused {
  const { data: claims } = accessTokenClaims.safeParse(payload);
  if (claims === undefined) return { kind: "refused", problem: "CLAIMS" };
  const latestMs = nowMs + settings.tokenClockSkewSeconds * 1_000;
  if ((claims.iat ?? 0) * 1_000 > latestMs) return { kind: "refused", problem: "NOT_YET_VALID" };
  const { tokenAudiences: audiences, tokenClientIds: clientIds } = settings;
  const use = issuer.judge(claims, { audiences, clientIds });
  return use.kind === "refused" ? use : { ...use, sub: claims.sub };
}

function toProblem(error: errors.JOSEError): TokenProblem {
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
