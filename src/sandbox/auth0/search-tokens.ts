import { invalid } from "./refusal.js";

/** A range; undefined means unbounded. */
export interface Range {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly includesFrom: boolean;
  readonly includesTo: boolean;
}

export type Token =
  | { readonly kind: "mark" | "quoted"; readonly text: string }
  | { readonly kind: "word"; readonly text: string; readonly isPrefix: boolean }
  | { readonly kind: "range"; readonly text: string; readonly range: Range };

/** A query that cannot be parsed. */
export function invalidQuery(reason: string): Error {
  return invalid("Query", reason, "q");
}

const tokenPattern = new RegExp(
  [
    String.raw`"(?<quoted>(?:[^"\\]|\\.)*)"`,
    String.raw`(?<open>[[{])\s*(?<from>"[^"]*"|[^\s"\]}]+)\s+TO\s+(?<to>"[^"]*"|[^\s"\]}]+)\s*(?<close>[\]}])`,
    "(?<mark>[():])",
    String.raw`(?<word>(?:[^\s"()[\]{}:\\]|\\.)+)`,
  ].join("|"),
  "ysu",
);

/** Splits a query into tokens, without whitespace and unescaped. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    position += /^\s*/.exec(text.slice(position))?.[0].length ?? 0;
    if (position >= text.length) return tokens;
    tokenPattern.lastIndex = position;
    const match = tokenPattern.exec(text);
    if (match === null) throw invalidQuery(`Cannot read the query from character ${position + 1}`);
    tokens.push(toToken(match[0], match.groups ?? {}));
    position = tokenPattern.lastIndex;
  }
}

function toToken(text: string, groups: Readonly<Record<string, string | undefined>>): Token {
  if (groups.quoted !== undefined) return { kind: "quoted", text: undoEscapes(groups.quoted) };
  if (groups.mark !== undefined) return { kind: "mark", text };
  if (groups.word !== undefined) return toWord(groups.word);
  const range = {
    from: toBound(groups.from),
    to: toBound(groups.to),
    includesFrom: groups.open === "[",
    includesTo: groups.close === "]",
  };
  return { kind: "range", text, range };
}

function toWord(text: string): Token {
  const bare = text.replace(/\\./gsu, "");
  if (/^[-+!/]|[~^?]|&&|\|\||\*./u.test(bare)) throw invalidQuery(`Unsupported operator in ${text}`);
  const isPrefix = bare.endsWith("*");
  return { kind: "word", text: undoEscapes(isPrefix ? text.slice(0, -1) : text), isPrefix };
}

function toBound(text = "*"): string | undefined {
  return text === "*" ? undefined : text.replace(/^"|"$/g, "");
}

function undoEscapes(text: string): string {
  return text.replace(/\\(.)/gsu, "$1");
}
