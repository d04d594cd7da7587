import { CognitoIdentityProviderServiceException } from "@aws-sdk/client-cognito-identity-provider";
import { z } from "zod";
import { ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import { toRetryHint, toTransportFault } from "../../platform/http.js";

/** Cognito's names for what went wrong. An HTTP status tells less: nearly all of them come as 400. */
const kinds: ReadonlyMap<string, ProviderErrorKind> = new Map([
  ["TooManyRequestsException", "throttled"],
  ["LimitExceededException", "throttled"],
  ["ThrottlingException", "throttled"],
  ["NotAuthorizedException", "unauthorized"],
  ["AccessDeniedException", "unauthorized"],
  ["UnrecognizedClientException", "unauthorized"],
  ["InvalidSignatureException", "unauthorized"],
  ["ExpiredTokenException", "unauthorized"],
  ["UsernameExistsException", "conflict"],
  ["AliasExistsException", "conflict"],
  ["InternalErrorException", "unavailable"],
]);

/** What the SDK throws once there was a whole answer: a refusal, or a fault in its form. A cut connection has a code. */
const answeredError = z.object({
  code: z.undefined().optional(),
  $response: z.object({
    statusCode: z.int(),
    headers: z.record(z.string(), z.string()).optional().catch(undefined),
  }),
});

export function malformed(what: string): ProviderError {
  return new ProviderError("COGNITO", "malformed", what);
}

/** Whether Cognito said that the user does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof CognitoIdentityProviderServiceException && error.name === "UserNotFoundException";
}

/** @param signal the call's own: when it fired, the call ran out of time, whatever the SDK makes of it */
export function toProviderError(error: unknown, signal: AbortSignal): ProviderError {
  if (error instanceof ProviderError) return error;
  const name = toName(error);
  const { data } = answeredError.safeParse(error);
  if (signal.aborted || data === undefined)
    return new ProviderError("COGNITO", toTransportFault(error, signal), name);
  const { statusCode, headers } = data.$response;
  const kind = toKind(statusCode, name);
  const status = kind === "throttled" ? 429 : statusCode; // Cognito itself says it with 400
  const hint = toRetryHint({ status, headers: new Headers(headers) }, Date.now());
  return new ProviderError("COGNITO", kind, `${statusCode} ${name}`, hint);
}

/** An answer that is no Cognito error at all (a proxy's page, say) has no known name; then the status decides. */
function toKind(status: number, name: string): ProviderErrorKind {
  const kind = kinds.get(name);
  if (kind !== undefined) return kind;
  if (status < 300) return "malformed";
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 409) return "conflict";
  if (status === 429) return "throttled";
  if (status === 408) return "timed_out";
  return status >= 500 ? "unavailable" : "rejected";
}

/** The name comes from the answer, so only what looks like one is kept. */
function toName(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return /^\w{1,64}$/.test(name) ? name : "unnamed";
}
