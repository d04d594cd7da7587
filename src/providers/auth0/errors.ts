import { z } from "zod";
import type { JsonObject } from "../../identity/app-metadata.js";
import { type FieldRefusal, ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import { errorsOf, isLost, isNotSent, toErrorKind } from "../../identity/provider-errors.js";
import { toReason, toReasonRefusal } from "../../identity/refusal-reason.js";
import { TokenRefused } from "../../platform/access-token.js";
import { nameOf, toRetryHint } from "../../platform/http.js";

/** For the log. Only codes of Auth0's form are kept, because a proxy may send any text. */
const errorCode = z.string().regex(/^[a-z0-9_]{1,64}$/);

/** The members of every SDK error. `message` contains the whole response and must not be kept. */
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
export const { malformed, checkRealm, hasEmail, tokenReplaced } = errors;

/** Whether Auth0 reported that the user does not exist. A proxy's 404 does not have Auth0's body. */
export function isNotFound(error: unknown): boolean {
  const { data } = sdkError.safeParse(error);
  return data?.statusCode === 404 && data.body?.statusCode === 404;
}

export function isUnauthorized(error: unknown): boolean {
  return sdkError.safeParse(error).data?.statusCode === 401;
}

/** @param signal the signal of the call; when it is aborted, the call timed out, whatever the SDK reports */
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
 * The failure of a write. The outcome is unknown when the response was lost, malformed or a server error: the write may
 * have been carried out.
 */
export function toWriteError(error: unknown, signal: AbortSignal, sent: JsonObject): ProviderError {
  const failure = toProviderError(error, signal);
  if (isNotFound(error)) return new ProviderError("AUTH0", "not_found", failure.detail);
  if (failure.kind === "rejected" || failure.kind === "conflict") return toRefusal(error, failure, sent);
  return isLost(failure) && !isNotSent(error) ? errors.outcomeUnknown(failure) : failure;
}

/** Many reasons share a code, so the message decides. */
function toRefusal(error: unknown, failure: ProviderError, sent: JsonObject): ProviderError {
  const message = sdkError.safeParse(error).data?.body?.message ?? "";
  const known = reasons.find(({ words }) => words.test(message));
  if (known !== undefined) {
    const { kind = failure.kind, refusals } = known;
    return new ProviderError("AUTH0", kind, failure.detail, { refusals });
  }
  const [, property] = /on property (\w+)/.exec(message) ?? [];
  const field = property !== undefined && Object.hasOwn(sent, property) ? property : "";
  const refusals = [toReasonRefusal("AUTH0", toReason(message, sent), field)];
  return new ProviderError("AUTH0", failure.kind, failure.detail, { refusals });
}

interface Reason {
  readonly words: RegExp;
  readonly kind?: ProviderErrorKind;
  readonly refusals: readonly FieldRefusal[];
}

const taken = "is taken by another user of the connection";

/** Auth0's messages for a refused change (status 400), and the fields that each is about. */
const reasons: readonly Reason[] = [
  reason(/^The specified new email already exists/, { email: taken }, "conflict"),
  reason(/^The specified new username already exists/, { username: taken }, "conflict"),
  reason(/^The specified new phone number already exists/, { phoneNumber: taken }, "conflict"),
  reason(/^Password[A-Z]\w*Error/, { password: "does not meet the password policy of the connection" }),
  reason(/^Cannot update email for non-database user/, {
    email: "can be changed only for users of a database connection",
  }),
  reason(/^Email verification is not supported/, {
    emailVerified: "can't be changed for users of an enterprise connection",
  }),
  reason(/^Cannot set username/, { username: "can be set only where the connection has usernames" }),
  reason(/in a disabled connection/, { connection: "is disabled" }),
  reason(/^Connection does not exist/, { connection: "does not exist" }),
  reason(/^Connection is not supported/, { connection: "does not support the change" }),
  reason(/^The following user attributes cannot be/, {
    connection: "does not allow changes of name, nickname or picture",
  }),
];

function reason(
  words: RegExp,
  rules: Readonly<Record<string, string>>,
  kind: ProviderErrorKind = "rejected",
): Reason {
  return { words, kind, refusals: Object.entries(rules).map(([field, rule]) => ({ field, rule })) };
}

/** The SDK reports its own timeout as a plain error with this message and no status. */
function isTimeoutMessage(error: unknown): boolean {
  return error instanceof Error && /^timeout$/i.test(error.message.trim());
}
