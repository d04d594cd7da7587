import { CognitoIdentityProviderServiceException } from "@aws-sdk/client-cognito-identity-provider";
import { ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import { toTransportFault } from "../../platform/http.js";

/** Cognito's names for what went wrong. An HTTP status tells less: nearly all of them come as 400. */
const kinds: Readonly<Record<string, ProviderErrorKind>> = {
  TooManyRequestsException: "throttled",
  LimitExceededException: "throttled",
  ThrottlingException: "throttled",
  NotAuthorizedException: "unauthorized",
  AccessDeniedException: "unauthorized",
  UnrecognizedClientException: "unauthorized",
  InvalidSignatureException: "unauthorized",
  ExpiredTokenException: "unauthorized",
  UsernameExistsException: "conflict",
  AliasExistsException: "conflict",
  InternalErrorException: "unavailable",
};

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
  if (!signal.aborted && error instanceof CognitoIdentityProviderServiceException) {
    return new ProviderError("COGNITO", toKind(error), error.name);
  }
  if (error instanceof SyntaxError) return malformed("an answer that is no JSON");
  const name = error instanceof Error ? error.name : typeof error;
  return new ProviderError("COGNITO", toTransportFault(error, signal), name);
}

/** An answer that is no Cognito error at all (a proxy's page, say) has no known name; then the status decides. */
function toKind(error: CognitoIdentityProviderServiceException): ProviderErrorKind {
  const status = error.$metadata.httpStatusCode ?? 500;
  if (status === 429) return "throttled";
  if (status >= 500) return "unavailable";
  return kinds[error.name] ?? "rejected";
}
