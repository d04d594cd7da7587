import { CognitoIdentityProviderServiceException } from "@aws-sdk/client-cognito-identity-provider";
import { z } from "zod";
import { type FieldRefusal, ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import { errorsOf, isLost, isNotSent, toErrorKind } from "../../identity/provider-errors.js";
import { toReason, toReasonRefusal } from "../../identity/refusal-reason.js";
import { nameOf, toRetryHint, toTransportErrorKind } from "../../platform/http.js";

/** Cognito's names of errors. Nearly all have the HTTP status 400. */
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

/** What the SDK throws after a complete response, refused or malformed. Only a broken connection has a `code`. */
const answeredError = z.object({
  code: z.undefined().optional(),
  $response: z.object({
    statusCode: z.int(),
    headers: z.record(z.string(), z.string()).optional().catch(undefined),
  }),
});

export const { malformed, checkRealm, hasEmail } = errorsOf("COGNITO");

export function outcomeUnknown(what: string): ProviderError {
  return new ProviderError("COGNITO", "outcome_unknown", what);
}

/** Whether Cognito reported that the user does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof CognitoIdentityProviderServiceException && error.name === "UserNotFoundException";
}

/** @param signal the signal of the call; when it is aborted, the call timed out, whatever the SDK reports */
export function toProviderError(error: unknown, signal: AbortSignal): ProviderError {
  if (error instanceof ProviderError) return error;
  const name = toName(error);
  const { data } = answeredError.safeParse(error);
  if (signal.aborted || data === undefined)
    return new ProviderError("COGNITO", toTransportErrorKind(error, signal), name);
  const { statusCode, headers } = data.$response;
  const kind = toKind(statusCode, name);
  const status = kind === "throttled" ? 429 : statusCode; // Cognito itself sends 400
  const hint = toRetryHint({ status, headers: new Headers(headers) }, Date.now());
  return new ProviderError("COGNITO", kind, `${statusCode} ${name}`, hint);
}

/** A response that is not Cognito's, such as a proxy's page, has no known name; then the status decides. */
function toKind(status: number, name: string): ProviderErrorKind {
  return kinds.get(name) ?? toErrorKind(status);
}

/** The name comes from the response, so it is kept only when it has the form of a name. */
function toName(error: unknown): string {
  const name = nameOf(error);
  return /^\w{1,64}$/.test(name) ? name : "unnamed";
}

/** Cognito's messages for the first broken rule of the password policy, and ours. */
const passwordRules = [
  [/long enough/i, "must be longer, by the pool's policy"],
  [/uppercase/i, "must have an upper-case letter, by the pool's policy"],
  [/lowercase/i, "must have a lower-case letter, by the pool's policy"],
  [/numeric/i, "must have a digit, by the pool's policy"],
  [/symbol/i, "must have a symbol, by the pool's policy"],
] as const;

/** Errors after which a write may have been carried out. */
const unsureNames: ReadonlySet<string> = new Set([
  "InternalErrorException",
  "UnexpectedLambdaException",
  "InvalidLambdaResponseException",
  "CodeDeliveryFailureException",
]);

/**
 * The error of a write. A refusal names an attribute by Cognito's name, or `username`, `password` or `group`.
 *
 * @param sent the names of the sent attributes, or `group`; no other word of Cognito's message counts as a name
 */
export function toWriteError(
  error: unknown,
  signal: AbortSignal,
  sent: readonly string[] = [],
): ProviderError {
  const read = toProviderError(error, signal);
  const kind = toWriteKind(read, error);
  const retryAfterSeconds = kind === "outcome_unknown" ? undefined : read.retryAfterSeconds;
  return new ProviderError("COGNITO", kind, read.detail, {
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    refusals: kind === "rejected" || kind === "conflict" ? explain(error, sent) : toRefusals(error, sent),
  });
}

/** The same error with Cognito's names replaced by those of the input. */
export function withFields(error: unknown, toField: (name: string) => string): unknown {
  if (!(error instanceof ProviderError) || error.refusals.length === 0) return error;
  const refusals = error.refusals.map(({ field, rule }) => ({
    field: field === "" ? field : toField(field),
    rule,
  }));
  return new ProviderError("COGNITO", error.kind, error.detail, { cause: error, refusals });
}

/** Whether Cognito created the user but could not send the message to them. */
export function isUndelivered(error: unknown): boolean {
  return toName(error) === "CodeDeliveryFailureException";
}

function toWriteKind(read: ProviderError, error: unknown): ProviderErrorKind {
  const name = toName(error);
  if (name === "UserNotFoundException") return "not_found";
  if (unsureNames.has(name)) return "outcome_unknown";
  const isUnsent = name === "CredentialsProviderError" || isNotSent(error);
  return isLost(read) && !isUnsent ? "outcome_unknown" : read.kind;
}

/** As `toRefusals`; a refusal without a known field has Cognito's own words. */
function explain(error: unknown, sent: readonly string[]): readonly FieldRefusal[] {
  const refusals = toRefusals(error, sent);
  if (refusals.length > 0) return refusals;
  const message = error instanceof CognitoIdentityProviderServiceException ? error.message : "";
  return [toReasonRefusal("COGNITO", toReason(message, []))];
}

function toRefusals(error: unknown, sent: readonly string[]): readonly FieldRefusal[] {
  const name = toName(error);
  const message = error instanceof Error ? error.message : "";
  if (name === "PasswordHistoryPolicyViolationException")
    return [{ field: "password", rule: "must not be one of the last passwords" }];
  if (name === "ResourceNotFoundException" && sent.includes("group"))
    return [{ field: "group", rule: "must name groups that the pool has" }];
  if (name === "InvalidPasswordException") return [toPasswordRefusal(message)];
  if (name === "UsernameExistsException" || name === "AliasExistsException")
    return [{ field: toTakenField(name, message), rule: "belongs to another user of the pool" }];
  return name === "InvalidParameterException" ? toAttributeRefusals(message, sent) : [];
}

function toPasswordRefusal(message: string): FieldRefusal {
  const rule = passwordRules.find(([pattern]) => pattern.test(message))?.[1];
  return { field: "password", rule: rule ?? "must meet the pool's policy" };
}

function toTakenField(name: string, message: string): string {
  if (/phone/i.test(message)) return "phone_number";
  return name === "AliasExistsException" || /e-?mail/i.test(message) ? "email" : "username";
}

function toAttributeRefusals(message: string, attributes: readonly string[]): readonly FieldRefusal[] {
  const words = message.replace("phone number", "phone_number").match(/[\w.:-]+/g) ?? [];
  const names = new Set(words.map((word) => word.replace(/^user\.|[.:]+$/g, "")));
  const attribute = attributes.find((each) => names.has(each));
  return attribute === undefined ? [] : [{ field: attribute, rule: toAttributeRule(message) }];
}

function toAttributeRule(message: string): string {
  if (/does not exist/i.test(message)) return "does not exist in the pool";
  if (/required/i.test(message)) return "is required by the pool";
  if (/immutable|cannot be updated|non-mutable/i.test(message)) return "can't be changed in this pool";
  return "does not have the form that the pool requires";
}
