import { Refusal } from "./problem.js";

export interface Token {
  /** A string literal, a bracket or comma, or anything else: operators, fields, numbers, … */
  readonly kind: "text" | "mark" | "word";
  /** Without quotes for a string literal. */
  readonly text: string;
}

const pattern = /\s*(?:'(?<text>(?:[^']|'')*)'|(?<mark>[(),])|(?<word>[^\s(),']+))/y;

/** Splits a filter into tokens. */
export function toTokens(filter: string): readonly Token[] {
  const source = filter.trimEnd();
  const tokens: Token[] = [];
  let position = 0;
  while (position < source.length) {
    pattern.lastIndex = position;
    const groups = pattern.exec(source)?.groups;
    if (groups === undefined) throw new Refusal(400, "filter: a text literal is not closed.");
    tokens.push(toToken(groups));
    position = pattern.lastIndex;
  }
  return tokens;
}

function toToken({ text, mark, word }: Record<string, string | undefined>): Token {
  if (text !== undefined) return { kind: "text", text: text.replaceAll("''", "'") };
  return mark === undefined ? { kind: "word", text: word ?? "" } : { kind: "mark", text: mark };
}
