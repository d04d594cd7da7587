import { invalidQuery, type Range, type Token, tokenize } from "./search-tokens.js";

/** The condition of a search. */
export type Condition =
  | { readonly kind: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly kind: "not"; readonly part: Condition }
  | {
      readonly kind: "terms";
      readonly field: string;
      readonly values: ReadonlySet<string>;
      readonly prefixes: readonly string[];
    }
  | { readonly kind: "range"; readonly field: string; readonly range: Range };

const searchableField =
  /^(user_id|email|email_verified|name|given_name|family_name|nickname|username|phone_number|blocked|logins_count|created_at|updated_at|last_login|identities\.(connection|provider|user_id|isSocial)|(app|user)_metadata(\.[^.]+)+)$/;

/** Assumed: the contract names no depth. */
const maxDepth = 5;

/**
 * Parses the part of the Lucene syntax that clients of user search need: fields with a quoted string, a word, a word with
 * `*` at its end, a list of these joined by OR, or a range; joined by AND, OR and NOT, with parentheses.
 */
export function parseSearchQuery(text: string): Condition {
  const parser = new Parser(tokenize(text));
  const condition = parser.parseOr(0);
  parser.expectEnd();
  return condition;
}

class Parser {
  #position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parseOr(depth: number): Condition {
    if (depth > maxDepth) throw invalidQuery(`More than ${maxDepth} levels of parentheses`);
    return this.#join("or", "OR", () => this.#join("and", "AND", () => this.#parseClause(depth)));
  }

  expectEnd(): void {
    const token = this.tokens[this.#position];
    if (token !== undefined) throw invalidQuery(`Unexpected ${token.text}`);
  }

  #join(kind: "and" | "or", operator: string, parsePart: () => Condition): Condition {
    const first = parsePart();
    const parts = [first];
    while (this.#takeWord(operator)) parts.push(parsePart());
    return parts.length === 1 ? first : { kind, parts };
  }

  #parseClause(depth: number): Condition {
    if (this.#takeWord("NOT")) return { kind: "not", part: this.#parsePositive(depth) };
    return this.#parsePositive(depth);
  }

  #parsePositive(depth: number): Condition {
    if (this.#takeMark("(")) {
      const condition = this.parseOr(depth + 1);
      this.#expectMark(")");
      return condition;
    }
    const field = this.#take();
    if (field?.kind !== "word" || !this.#takeMark(":"))
      throw invalidQuery(`A field and a colon must come before ${field?.text ?? "the end"}`);
    if (!searchableField.test(field.text)) throw invalidQuery(`${field.text} is not searchable`);
    return this.#parseValue(field.text);
  }

  #parseValue(field: string): Condition {
    const next = this.tokens[this.#position];
    if (next?.kind === "range") {
      this.#position += 1;
      return { kind: "range", field, range: next.range };
    }
    const terms = [];
    if (this.#takeMark("(")) {
      do terms.push(this.#takeTerm());
      while (this.#takeWord("OR"));
      this.#expectMark(")");
    } else terms.push(this.#takeTerm());
    return {
      kind: "terms",
      field,
      values: new Set(terms.filter(({ isPrefix }) => !isPrefix).map((term) => term.text)),
      prefixes: terms.filter(({ isPrefix }) => isPrefix).map((term) => term.text),
    };
  }

  #takeTerm(): { readonly text: string; readonly isPrefix: boolean } {
    const token = this.#take();
    if (token?.kind === "quoted") return { text: token.text, isPrefix: false };
    if (token?.kind !== "word" || ["AND", "OR", "NOT"].includes(token.text))
      throw invalidQuery(`A value must stand where ${token?.text ?? "the end"} is`);
    return { text: token.text, isPrefix: token.isPrefix };
  }

  #take(): Token | undefined {
    const token = this.tokens[this.#position];
    this.#position += 1;
    return token;
  }

  #takeWord(word: string): boolean {
    return this.#takeIf("word", word);
  }

  #takeMark(mark: string): boolean {
    return this.#takeIf("mark", mark);
  }

  #takeIf(kind: Token["kind"], text: string): boolean {
    const token = this.tokens[this.#position];
    if (token?.kind !== kind || token.text !== text) return false;
    this.#position += 1;
    return true;
  }

  #expectMark(mark: string): void {
    if (!this.#takeMark(mark)) throw invalidQuery(`${mark} is missing`);
  }
}
