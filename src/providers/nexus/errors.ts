import { z } from "zod";
import type { JsonObject } from "../../identity/app-metadata.js";
import { type FieldRefusal, ProviderError } from "../../identity/provider-error.js";
import { errorsOf, isLost, isNotSent } from "../../identity/provider-errors.js";
import { toReason, toReasonRefusal } from "../../identity/refusal-reason.js";
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
 * @param sent the request's body; a refusal names those of its members that Nexus rejects, and repeats none of its values
 */
export function fromWriteAnswer(operation: string, answer: HttpAnswer, sent: JsonObject): ProviderError {
  if (isNotFound(answer)) return new ProviderError("NEXUS", "not_found", `${operation} answered 404`);
  const failure = fromAnswer(operation, answer);
  if (isLost(failure)) return outcomeUnknown(failure);
  if (failure.kind !== "rejected" && failure.kind !== "conflict") return failure;
  const refusals = toRefusals(answer, sent);
  return new ProviderError("NEXUS", failure.kind, failure.detail, { refusals });
}

/** For a write without a complete response. */
export function toWriteError(error: unknown, signal: AbortSignal): ProviderError {
  const failure = toProviderError(error, signal);
  return isLost(failure) && !isNotSent(error) ? outcomeUnknown(failure) : failure;
}

/** By field where Nexus names one that was sent; otherwise one for the whole change. Problem details may quote values. */
function toRefusals({ status, text }: HttpAnswer, sent: JsonObject): readonly FieldRefusal[] {
  const { title, detail, errors } = readProblem(text);
  const words = new Set((`${detail} ${Object.keys(errors).join(" ")}`.match(/\w+/g) ?? []).map(toLower));
  const named = Object.keys(sent).filter((name) => words.has(toLower(name)));
  const sentences = [title, detail, ...Object.values(errors).flat()].filter((each) => each !== "");
  const reason = toReason(sentences.join(" "), sent);
  const start = status === 409 ? "conflicts with an existing record at Nexus" : "is not accepted by Nexus";
  const rule = reason === "" ? start : `${start}: ${reason}`;
  return named.length > 0 ? named.map((field) => ({ field, rule })) : [toReasonRefusal("NEXUS", reason)];
}

function toLower(text: string): string {
  return text.toLowerCase();
}

/** ASP.NET adds `errors` to problem details: the violations by field. Empty when the answer has another form. */
function readProblem(text: string): z.output<typeof problem> {
  try {
    return problem.parse(JSON.parse(text));
  } catch {
    return { title: "", detail: "", errors: {} };
  }
}

const sentence = z.string().catch("");
const problem = z.object({
  title: sentence,
  detail: sentence,
  errors: z.record(z.string(), z.array(z.string()).catch([])).catch({}),
});
