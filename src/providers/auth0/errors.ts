import { z } from "zod";
import { type FieldRefusal, ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import { errorsOf, isLost, isNotSent, toErrorKind } from "../../identity/provider-errors.js";
import { TokenRefused } from "../../platform/access-token.js";
import { nameOf, toRetryHint } from "../../platform/http.js";

/** Kept for the log only in the form that Auth0's own codes have, lest a proxy's text come with it. */
const errorCode = z.string().regex(/^[a-z0-9_]{1,64}$/);

/** What the SDK throws: any of its errors has these. `message` holds the whole answer and must not be kept. */
const sdkError = z.object({
  statusCode: z.int(),
  body: z
    .looseObject({
      statusCode: z.int().optional().catch(undefined),
      errorCode: errorCode.optional().catch(undefined),
      message: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  rawResponse: z
    .object({ headers: z.instanceof(Headers) })
    .optional()
    .catch(undefined),
});

const errors = errorsOf("AUTH0");
export const { malformed } = errors;

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
  if (error instanceof TokenRefused) return errors.fromFailure(error, signal);
  const { data } = sdkError.safeParse(error);
  if (signal.aborted || data === undefined) {
    if (isTimeoutMessage(error)) return new ProviderError("AUTH0", "timed_out", nameOf(error));
    return errors.fromFailure(error, signal);
  }
  const { statusCode: status, body, rawResponse } = data;
  const hint = rawResponse && toRetryHint({ status, ...rawResponse }, Date.now());
  return new ProviderError("AUTH0", toErrorKind(status), `${status} ${body?.errorCode ?? ""}`.trim(), hint);
}

/**
 * A write's failure. Wherever the call may have been carried out, by an answer that was lost, broken or about Auth0's own
 * trouble, the outcome is unknown.
 */
export function toWriteError(error: unknown, signal: AbortSignal): ProviderError {
  const told = toProviderError(error, signal);
  if (isNotFound(error)) return new ProviderError("AUTH0", "not_found", told.detail);
  if (told.kind === "rejected") return toRefusal(error, told);
  return isLost(told) && !isNotSent(error) ? errors.outcomeUnknown(told) : told;
}

/** The codes are shared by many reasons, so the words tell which; the words themselves may quote a value and are dropped. */
function toRefusal(error: unknown, told: ProviderError): ProviderError {
  const message = sdkError.safeParse(error).data?.body?.message ?? "";
  const known = reasons.find(({ words }) => words.test(message));
  if (known === undefined) return told;
  const { kind = "rejected", refusals } = known;
  return new ProviderError("AUTH0", kind, told.detail, { refusals });
}

interface Reason {
  readonly words: RegExp;
  readonly kind?: ProviderErrorKind;
  readonly refusals: readonly FieldRefusal[];
}

const taken = "is taken by another user of the connection";

/** What Auth0 says with a 400 about a change, and the fields that it is about. */
const reasons: readonly Reason[] = [
  reason(/^The specified new email already exists/, { email: taken }, "conflict"),
  reason(/^The specified new username already exists/, { username: taken }, "conflict"),
  reason(/^The specified new phone number already exists/, { phoneNumber: taken }, "conflict"),
  reason(/^Password[A-Z]\w*Error/, { password: "does not meet the password policy of the connection" }),
  reason(/^Cannot update email for non-database user/, {
    email: "can be changed for users of a database connection only",
  }),
  reason(/^Email verification is not supported/, {
    emailVerified: "can't be changed for users of an enterprise connection",
  }),
  reason(/^Cannot set username/, { username: "can be set only where the connection has usernames" }),
  reason(/in a disabled connection/, { connection: "is disabled" }),
  reason(/^Connection does not exist/, { connection: "does not exist" }),
  reason(/^Connection is not supported/, { connection: "does not support the change" }),
  reason(/^The following user attributes cannot be/, {
    connection: "does not let name, nickname or picture be changed",
  }),
];

function reason(
  words: RegExp,
  rules: Readonly<Record<string, string>>,
  kind: ProviderErrorKind = "rejected",
): Reason {
  return { words, kind, refusals: Object.entries(rules).map(([field, rule]) => ({ field, rule })) };
}

/** The SDK's own time-out is a plain error with this message and no status. */
function isTimeoutMessage(error: unknown): boolean {
  return error instanceof Error && /^timeout$/i.test(error.message.trim());
}
