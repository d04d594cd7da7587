import { andThen, type MaybePromise } from "../../platform/maybe-promise.js";
import { createSecretCheck } from "../../platform/secrets.js";
import type { AccessSettings } from "../settings.js";
import { anonymousViewer, type Viewer } from "../viewer.js";
import type { IssuingProvider } from "./find-issuer.js";
import type { Issuer } from "./issuers.js";
import { toPermissions } from "./permissions.js";
import { type VerifiedToken, VerifiedTokens } from "./verified-tokens.js";
import { createTokenVerifier, type TokenProblem, type VerifiedClaims } from "./verifier.js";

/** Why a caller is refused. ROUTER: the router's secret is missing or wrong. SCHEME: not exactly one bearer token. */
export type RefusalReason = TokenProblem | "ROUTER" | "SCHEME";

/** Unchecked means that the issuer's keys are unavailable; the caller may try again after `retryAfterSeconds`. */
export type Authentication =
  | { readonly kind: "authenticated"; readonly viewer: Viewer }
  | FailedAuthentication;

type FailedAuthentication =
  | { readonly kind: "refused"; readonly reason: RefusalReason }
  | { readonly kind: "unchecked"; readonly retryAfterSeconds: number };

/** The values of each header by its lower-case name, one per header line, as `headersDistinct` of Node.js. */
export type RequestHeaders = Readonly<Record<string, readonly string[] | undefined>>;

/** Without waiting for a token that was verified recently. */
export type Authenticate = (headers: RequestHeaders) => MaybePromise<Authentication>;

export interface AuthenticateOptions {
  /** Those whose issuers' tokens may be accepted. */
  readonly providers: readonly IssuingProvider[];
  /** Called for each failed fetch of an issuer's keys. */
  readonly onKeysFailure: (issuer: Issuer, error: unknown) => void;
  /** Milliseconds since 1970; the system's clock when absent. */
  readonly now?: () => number;
}

/**
 * Finds the viewer of a request. A request without a token is anonymous; one with an invalid token is refused. A token that
 * was verified recently has the same Viewer object as before.
 */
export function createAuthenticate(settings: AccessSettings, options: AuthenticateOptions): Authenticate {
  const isRouter = createSecretCheck(settings.routerSecrets);
  const isFromRouter = settings.routerSecrets.length > 0;
  const anonymous: Viewer = { ...anonymousViewer, isFromRouter };
  const findViewer = createViewerFinder(settings, options);
  return ({ authorization = [], "x-router-secret": secrets = [] }) => {
    const [secret] = secrets;
    if (isFromRouter && (secret === undefined || secrets.length > 1 || !isRouter(secret)))
      return { kind: "refused", reason: "ROUTER" };
    if (authorization.length === 0) return { kind: "authenticated", viewer: anonymous };
    const token = findToken(authorization);
    if (token === undefined) return { kind: "refused", reason: "SCHEME" };
    return andThen(findViewer(token), (result) =>
      "viewer" in result ? { kind: "authenticated", viewer: result.viewer } : result,
    );
  };
}

type FindViewer = (token: string) => MaybePromise<Pick<VerifiedToken, "viewer"> | FailedAuthentication>;

function createViewerFinder(
  settings: AccessSettings,
  { now = Date.now, ...options }: AuthenticateOptions,
): FindViewer {
  const { tokenCacheMax, tokenKeysPauseMs, routerSecrets, permissionMap } = settings;
  const tokens = tokenCacheMax === 0 ? undefined : new VerifiedTokens(tokenCacheMax, now);
  const onKeyRemoved = ({ url }: Issuer): void => tokens?.evict(url);
  const verify = createTokenVerifier(settings, { ...options, now, onKeyRemoved });
  const retryAfterSeconds = Math.max(1, Math.ceil(tokenKeysPauseMs / 10_000));
  const verifyViewer = async (token: string): Promise<VerifiedToken | FailedAuthentication> => {
    const verification = await verify(token);
    switch (verification.kind) {
      case "refused":
        return { kind: "refused", reason: verification.problem };
      case "unchecked":
        return { kind: "unchecked", retryAfterSeconds };
      case "verified": {
        const { issuer, validUntilMs } = verification;
        const viewer = toViewer(verification, permissionMap);
        if (viewer === undefined) return { kind: "refused", reason: "CLAIMS" };
        const isFromRouter = routerSecrets.length > 0;
        return { viewer: { ...viewer, isFromRouter }, issuer: issuer.url, validUntilMs };
      }
    }
  };
  return (token) => tokens?.getOrVerify(token, () => verifyViewer(token)) ?? verifyViewer(token);
}

/** The token, when there is exactly one header with exactly one token. */
function findToken(authorization: readonly string[]): string | undefined {
  const [value] = authorization;
  if (value === undefined || authorization.length > 1) return undefined;
  return /^bearer +([\w\-.~+/]+=*)$/i.exec(value)?.[1];
}

/** Undefined when the provider has no subjects like the token's. */
function toViewer(
  { issuer, sub, isMachine, grants }: VerifiedClaims,
  map: AccessSettings["permissionMap"],
): Omit<Viewer, "isFromRouter"> | undefined {
  const { provider, realm } = issuer;
  const caller = { actor: `${realm}|${sub}`, permissions: toPermissions(grants, map) };
  if (isMachine) return { kind: "machine", ...caller, identity: null };
  const subject = issuer.parseSubject(sub);
  if (subject === undefined) return undefined;
  return { kind: "person", ...caller, identity: { provider, realm, subject } };
}
