import { createSecretCheck } from "../../platform/secrets.js";
import type { AccessSettings } from "../settings.js";
import { anonymousViewer, type Viewer } from "../viewer.js";
import type { IssuingProvider } from "./find-issuer.js";
import type { Issuer } from "./issuers.js";
import { toPermissions } from "./permissions.js";
import { createTokenVerifier, type TokenProblem, type VerifiedToken } from "./verifier.js";

/** Why a caller is not let in. ROUTER: the router's secret is missing or wrong. SCHEME: no single `Bearer` and token. */
export type RefusalReason = TokenProblem | "ROUTER" | "SCHEME";

/** Unchecked means that the issuer's keys can't be had at the moment; it may help to ask again after so many seconds. */
export type Authentication =
  | { readonly kind: "authenticated"; readonly viewer: Viewer }
  | { readonly kind: "refused"; readonly reason: RefusalReason }
  | { readonly kind: "unchecked"; readonly retryAfterSeconds: number };

/** The values of each header by its lower-case name, one per line in which it came; so `headersDistinct` of Node.js. */
export type RequestHeaders = Readonly<Record<string, readonly string[] | undefined>>;

export type Authenticate = (headers: RequestHeaders) => Promise<Authentication>;

/**
 * Finds out who sent a request. Without a token that is anonymousViewer; with one that is not good it is a refusal, never nobody.
 *
 * @param onKeysFailure called for each fetch of an issuer's keys that failed
 */
export function createAuthenticate(
  settings: AccessSettings,
  providers: readonly IssuingProvider[],
  onKeysFailure: (issuer: Issuer, error: unknown) => void,
): Authenticate {
  const verify = createTokenVerifier(settings, providers, onKeysFailure);
  const isRouter = createSecretCheck(settings.ROUTER_SECRETS);
  const isFromRouter = settings.ROUTER_SECRETS.length > 0;
  const retryAfterSeconds = Math.max(1, Math.ceil(settings.TOKEN_KEYS_PAUSE_MS / 10_000));
  return async ({ authorization = [], "x-router-secret": secrets = [] }) => {
    const [secret] = secrets;
    if (isFromRouter && (secret === undefined || secrets.length > 1 || !isRouter(secret)))
      return { kind: "refused", reason: "ROUTER" };
    if (authorization.length === 0)
      return { kind: "authenticated", viewer: { ...anonymousViewer, isFromRouter } };
    const token = findToken(authorization);
    if (token === undefined) return { kind: "refused", reason: "SCHEME" };
    const verification = await verify(token);
    switch (verification.kind) {
      case "refused":
        return { kind: "refused", reason: verification.problem };
      case "unchecked":
        return { kind: "unchecked", retryAfterSeconds };
      case "verified": {
        const viewer = toViewer(verification, settings.PERMISSION_MAP);
        if (viewer === undefined) return { kind: "refused", reason: "CLAIMS" };
        return { kind: "authenticated", viewer: { ...viewer, isFromRouter } };
      }
    }
  };
}

/** The one token of the one header; undefined when it is not so. */
function findToken(authorization: readonly string[]): string | undefined {
  const [value] = authorization;
  if (value === undefined || authorization.length > 1) return undefined;
  return /^bearer +([\w\-.~+/]+=*)$/i.exec(value)?.[1];
}

/** Undefined when the provider has no subjects like the token's. */
function toViewer(
  { issuer, sub, isMachine, grants }: VerifiedToken,
  map: AccessSettings["PERMISSION_MAP"],
): Omit<Viewer, "isFromRouter"> | undefined {
  const { provider, realm } = issuer;
  const caller = { actor: `${realm}|${sub}`, permissions: toPermissions(grants, map) };
  if (isMachine) return { kind: "machine", ...caller, identity: null };
  const subject = issuer.parseSubject(sub);
  if (subject === undefined) return undefined;
  return { kind: "person", ...caller, identity: { provider, realm, subject } };
}
