import { ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import { TokenRefused } from "../../platform/access-token.js";
import { type HttpAnswer, toRetryHint, toTransportFault } from "../../platform/http.js";

export function malformed(what: string): ProviderError {
  return new ProviderError("NEXUS", "malformed", what);
}

export function rejected(what: string): ProviderError {
  return new ProviderError("NEXUS", "rejected", what);
}

/** For an answer whose status says that it is no success. */
export function fromAnswer(operation: string, answer: HttpAnswer): ProviderError {
  const hint = toRetryHint(answer, Date.now());
  return new ProviderError("NEXUS", toKind(answer.status), `${operation} answered ${answer.status}`, hint);
}

/** Whether Nexus said that there is no such thing; a page of HTML is a proxy's word, not that of an API. */
export function isNotFound({ status, headers }: HttpAnswer): boolean {
  return status === 404 && !headers.get("content-type")?.startsWith("text/html");
}

/** @param signal the call's own: when it fired, the call ran out of time */
export function toProviderError(error: unknown, signal: AbortSignal): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof TokenRefused) return tokenError(error);
  const name = error instanceof Error ? error.name : typeof error;
  return new ProviderError("NEXUS", toTransportFault(error, signal), name);
}

/** At the token endpoint a bad request names a client, secret or audience that is wrong. */
function tokenError({ status, retryHint }: TokenRefused): ProviderError {
  const kind = toKind(status === 400 ? 401 : status);
  return new ProviderError("NEXUS", kind, `token endpoint answered ${status}`, retryHint);
}

function toKind(status: number): ProviderErrorKind {
  if (status < 300) return "malformed";
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 409) return "conflict";
  if (status === 429) return "throttled";
  if (status === 408) return "timed_out";
  return status >= 500 ? "unavailable" : "rejected";
}
