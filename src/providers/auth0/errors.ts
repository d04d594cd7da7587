import { z } from "zod";
import { ProviderError } from "../../identity/provider-error.js";
import { TokenRefused } from "../../platform/access-token.js";
import { toRetryAfterSeconds, toTransportFault } from "../../platform/http.js";

/** What the SDK throws: any of its errors has these. `message` holds the whole answer and must not be kept. */
const sdkError = z.object({
  statusCode: z.int(),
  body: z.looseObject({ errorCode: z.string().optional() }).optional().catch(undefined),
  rawResponse: z
    .object({ headers: z.instanceof(Headers) })
    .optional()
    .catch(undefined),
});

export function malformed(what: string): ProviderError {
  return new ProviderError("AUTH0", "malformed", what);
}

/** Whether Auth0 said that the user does not exist. */
export function isNotFound(error: unknown): boolean {
  return sdkError.safeParse(error).data?.statusCode === 404;
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
  const detail = `${data.statusCode} ${data.body?.errorCode ?? ""}`.trim();
  const headers = data.rawResponse?.headers;
  const retryAfterSeconds = headers && toRetryAfterSeconds(headers, Date.now());
  return new ProviderError(
    "AUTH0",
    kindOf(data.statusCode),
    detail,
    retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
  );
}

function tokenError({ status }: TokenRefused): ProviderError {
  const kind = status >= 400 ? kindOf(status === 400 || status === 403 ? 401 : status) : "malformed";
  return new ProviderError("AUTH0", kind, `token endpoint answered ${status}`);
}

function kindOf(status: number): ProviderError["kind"] {
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
