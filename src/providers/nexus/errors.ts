import { z } from "zod";
import { type FieldRefusal, ProviderError } from "../../identity/provider-error.js";
import { errorsOf, isLost, isNotSent } from "../../identity/provider-errors.js";
import type { HttpAnswer } from "../../platform/http.js";

export const {
  malformed,
  checkRealm,
  hasEmail,
  tokenReplaced,
  rejected,
  fromAnswer,
  fromFailure: toProviderError,
  outcomeUnknown,
} = errorsOf("NEXUS");

/** Whether Nexus reported that the record does not exist. An HTML page comes from a proxy. */
export function isNotFound({ status, headers }: HttpAnswer): boolean {
  return status === 404 && !headers.get("content-type")?.startsWith("text/html");
}

/** Whether this environment does not have the list of users. */
export function isListMissing(answer: HttpAnswer): boolean {
  return isNotFound(answer) || answer.status === 405 || answer.status === 501;
}

/**
 * For an unsuccessful response to a write. After a server error the outcome is unknown: the write may have been carried out.
 *
 * @param sent the names in the request's body; a refusal contains those that Nexus rejects
 */
export function fromWriteAnswer(
  operation: string,
  answer: HttpAnswer,
  sent: readonly string[],
): ProviderError {
  if (isNotFound(answer)) return new ProviderError("NEXUS", "not_found", `${operation} answered 404`);
  const failure = fromAnswer(operation, answer);
  if (isLost(failure)) return outcomeUnknown(failure);
  if (answer.status !== 400 && failure.kind !== "conflict") return failure;
  const refusals = toRefusals(answer, sent);
  return new ProviderError("NEXUS", failure.kind, failure.detail, { refusals });
}

/** For a write without a complete response. */
export function toWriteError(error: unknown, signal: AbortSignal): ProviderError {
  const failure = toProviderError(error, signal);
  return isLost(failure) && !isNotSent(error) ? outcomeUnknown(failure) : failure;
}

/** Problem details may quote sent values. Only the names that we sent ourselves are kept. */
function toRefusals({ status, text }: HttpAnswer, sent: readonly string[]): readonly FieldRefusal[] {
  const words = new Set((problemWords(text).match(/\w+/g) ?? []).map((word) => word.toLowerCase()));
  const rule = status === 409 ? "conflicts with an existing record at Nexus" : "is not accepted by Nexus";
  return sent.filter((name) => words.has(name.toLowerCase())).map((field) => ({ field, rule }));
}

/** ASP.NET adds `errors` to problem details: the violations by field. */
function problemWords(text: string): string {
  try {
    const { detail = "", errors = {} } = problem.parse(JSON.parse(text));
    return [detail, ...Object.keys(errors)].join(" ");
  } catch {
    return ""; // not problem details, so no names
  }
}

const problem = z.object({
  detail: z.string().optional().catch(undefined),
  errors: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
