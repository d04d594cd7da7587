import { z } from "zod";
import { ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import { TokenRefused } from "../../platform/access-token.js";
import { toRetryHint, toTransportFault } from "../../platform/http.js";

/** Kept for the log only in the form that Auth0's own codes have, lest a proxy's text come with it. */
const errorCode = z.string().regex(/^[a-z_]{1,64}$/);

/** What the SDK throws: any of its errors has these. `message` holds the whole answer and must not be kept. */
const sdkError = z.object({
  statusCode: z.int(),
  body: z
    .looseObject({
      statusCode: z.int().optional().catch(undefined),
      errorCode: errorCode.optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  rawResponse: z
    .object({ headers: z.instanceof(Headers) })
    .optional()
    .catch(undefined),
});

export function malformed(what: string): ProviderError {
  return new ProviderError("AUTH0", "malformed", what);
}

/** Whether Auth0 said that the user does not exist; a proxy's 404 does not have Auth0's body. */
export function isNotFound(error: unknown): boolean {
  const { data } = sdkError.safeParse(error);
  return data?.statusCode === 404 && data.body?.statusCode === 404;
}

export function isUnauthorized(error: unknown): boolean {
  return sdkError.safeParse(error).data?.statusCode === 401;
}

/** @param signal the call's own: when it fired, the call ran out of time, whatever the SDK makes of it */
export function toProviderError(error: unknown, signal: AbortSignal): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof TokenRefused) return tokenError(error);
  const { data } = sdkError.safeParse(error);
  if (signal.aborted || data === undefined) {
    const kind = isTimeoutMessage(error) ? "timed_out" : toTransportFault(error, signal);
    return new ProviderError("AUTH0", kind, nameOf(error));
  }
  const { statusCode: status, body, rawResponse } = data;
  const hint = rawResponse && toRetryHint({ status, ...rawResponse }, Date.now());
  return new ProviderError("AUTH0", toKind(status), `${status} ${body?.errorCode ?? ""}`.trim(), hint);
}

/** At the token endpoint a bad request names a client, secret or audience that is wrong. */
function tokenError({ status, retryHint }: TokenRefused): ProviderError {
  const kind = toKind(status === 400 ? 401 : status);
  return new ProviderError("AUTH0", kind, `token endpoint answered ${status}`, retryHint);
}

function toKind(status: number): ProviderErrorKind {
  if (status < 300) return "malformed";
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 409) return "conflict";
  if (status === 429) return "throttled";
  if (status === 408) return "timed_out";
  return status >= 500 ? "unavailable" : "rejected";
}

/** The SDK's own time-out is a plain error with this message and no status. */
function isTimeoutMessage(error: unknown): boolean {
  return error instanceof Error && /^timeout$/i.test(error.message.trim());
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
