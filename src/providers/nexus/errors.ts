import { z } from "zod";
import { type FieldRefusal, ProviderError } from "../../identity/provider-error.js";
import { errorsOf, isLost, isNotSent } from "../../identity/provider-errors.js";
import type { HttpAnswer } from "../../platform/http.js";

export const {
  malformed,
  rejected,
  fromAnswer,
  fromFailure: toProviderError,
  outcomeUnknown,
} = errorsOf("NEXUS");

/** Whether Nexus said that there is no such thing; a page of HTML is a proxy's word, not that of an API. */
export function isNotFound({ status, headers }: HttpAnswer): boolean {
  return status === 404 && !headers.get("content-type")?.startsWith("text/html");
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
  if (isLost(told)) return outcomeUnknown(told);
  if (answer.status !== 400 && told.kind !== "conflict") return told;
  const refusals = toRefusals(answer, sent);
  return new ProviderError("NEXUS", told.kind, told.detail, { refusals });
}

/** For a write that was sent and got no whole answer. */
export function toWriteError(error: unknown, signal: AbortSignal): ProviderError {
  const told = toProviderError(error, signal);
  return isLost(told) && !isNotSent(error) ? outcomeUnknown(told) : told;
}

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
