import { ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import { TokenRefused } from "../../platform/access-token.js";
import { type HttpAnswer, toRetryAfterSeconds, toTransportFault } from "../../platform/http.js";

export function malformed(what: string): ProviderError {
  return new ProviderError("NEXUS", "malformed", what);
}

export function rejected(what: string): ProviderError {
  return new ProviderError("NEXUS", "rejected", what);
}

/** For an answer whose status says that it is no success. */
export function fromAnswer(operation: string, { status, headers }: HttpAnswer): ProviderError {
  const retryAfterSeconds = toRetryAfterSeconds(headers, Date.now());
  const options = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return new ProviderError("NEXUS", toKind(status), `${operation} answered ${status}`, options);
}

/** @param signal the call's own: when it fired, the call ran out of time */
export function toProviderError(error: unknown, signal: AbortSignal): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof TokenRefused) return tokenError(error);
  const name = error instanceof Error ? error.name : typeof error;
  return new ProviderError("NEXUS", toTransportFault(error, signal), name);
}

function tokenError({ status }: TokenRefused): ProviderError {
  const kind =
    status === 200 ? "malformed" : status >= 500 || status === 429 ? toKind(status) : "unauthorized";
  return new ProviderError("NEXUS", kind, `token endpoint answered ${status}`);
}

function toKind(status: number): ProviderErrorKind {
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 409) return "conflict";
  if (status === 429) return "throttled";
  if (status === 408) return "timed_out";
  return status >= 500 ? "unavailable" : "rejected";
}
