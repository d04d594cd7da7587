import { memoize } from "../platform/memoize.js";

/** What an answer may be, the one that is sent when the caller does not mind first. */
export const answerTypes = ["application/json", "application/graphql-response+json"] as const;
export type AnswerType = (typeof answerTypes)[number];

interface Range {
  readonly name: string;
  readonly quality: number;
  readonly place: number;
}

/**
 * The type of the answer that a caller likes best by its `accept` header: by quality, then by how closely it was named, then
 * by the caller's order. Undefined when it accepts neither.
 */
export function chooseAnswerType(accept: string | undefined): AnswerType | undefined {
  return findAnswerType(accept ?? "");
}

/** Callers send few different headers. */
const maxHeaders = 100;

const findAnswerType = memoize(maxHeaders, (accept: string): AnswerType | undefined => {
  const ranges = (accept.trim() || "*/*").split(",").map(toRange);
  const liked = answerTypes.flatMap((type) => {
    const range = ["*/*", "application/*", type]
      .map((name, closeness) => ({ closeness, range: ranges.find((each) => each.name === name) }))
      .findLast((match) => match.range !== undefined);
    if (range?.range === undefined || range.range.quality <= 0) return [];
    return [{ type, ...range.range, closeness: range.closeness }];
  });
  liked.sort((a, b) => b.quality - a.quality || b.closeness - a.closeness || a.place - b.place);
  return liked[0]?.type;
});

function toRange(text: string, place: number): Range {
  const [name = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
  return { name, quality: quality === undefined ? 1 : Number(quality) || 0, place };
}

/** Whether a request's `content-type` is JSON in UTF-8, said so or left to be understood. */
export function isJson(contentType: string | undefined): boolean {
  return isJsonType(contentType ?? "");
}

const isJsonType = memoize(maxHeaders, (contentType: string): boolean => {
  const [name, ...parameters] = contentType.split(";").map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice("charset=".length);
  return name === "application/json" && /^("?)utf-?8\1$/.test(charset ?? "utf-8");
});
