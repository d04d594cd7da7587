import { z } from "zod";
import { type FieldRefusal, ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import { TokenRefused } from "../../platform/access-token.js";
import { type HttpAnswer, nameOf, toRetryHint, toTransportErrorKind } from "../../platform/http.js";

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
  return new ProviderError("NEXUS", toTransportErrorKind(error, signal), nameOf(error));
}

/**
 * For the answer to a write whose status says that it is no success. Where Nexus has trouble of its own, the call may have
 * been carried out all the same.
 *
 * @param sent names in the call's body, of which a refusal names those that Nexus finds fault with
 */
export function fromWriteAnswer(
  operation: string,
  answer: HttpAnswer,
  sent: readonly string[],
): ProviderError {
  if (isNotFound(answer)) return new ProviderError("NEXUS", "not_found", `${operation} answered 404`);
  const told = fromAnswer(operation, answer);
  if (isLoss(told)) return outcomeUnknown(told);
  if (answer.status !== 400 && told.kind !== "conflict") return told;
  const refusals = toRefusals(answer, sent);
  return new ProviderError("NEXUS", told.kind, told.detail, { refusals });
}

/** For a write that was sent and got no whole answer. */
export function toWriteError(error: unknown, signal: AbortSignal): ProviderError {
  const told = toProviderError(error, signal);
  return isLoss(told) && !isNotSent(error) ? outcomeUnknown(told) : told;
}

export function outcomeUnknown({ kind, detail, retryAfterSeconds }: ProviderError): ProviderError {
  const hint = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return new ProviderError("NEXUS", "outcome_unknown", `${kind}: ${detail}`, hint);
}

function isLoss({ kind }: ProviderError): boolean {
  return kind === "unavailable" || kind === "timed_out" || kind === "malformed";
}

/** Whether the call found nobody to speak to, so that nothing can have come of it. */
function isNotSent(error: unknown): boolean {
  return notSent.safeParse(error).success;
}

const notSent = z.object({
  cause: z.object({ code: z.enum(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]) }),
});

/** The problem's words may quote what was sent, so nothing of them is kept but which of our own names are among them. */
function toRefusals({ status, text }: HttpAnswer, sent: readonly string[]): readonly FieldRefusal[] {
  const words = new Set((problemWords(text).match(/\w+/g) ?? []).map((word) => word.toLowerCase()));
  const rule = status === 409 ? "collides with what is already at Nexus" : "is not what Nexus accepts";
  return sent.filter((name) => words.has(name.toLowerCase())).map((field) => ({ field, rule }));
}

/** `errors` is what ASP.NET adds to problem details: faults by field. */
function problemWords(text: string): string {
  try {
    const { detail = "", errors = {} } = problem.parse(JSON.parse(text));
    return [detail, ...Object.keys(errors)].join(" ");
  } catch {
    return ""; // no problem details, so no names
  }
}

const problem = z.object({
  detail: z.string().optional().catch(undefined),
  errors: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

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
