import type { Field, Resource } from "./fields.js";
import { type Token, toTokens } from "./filter-tokens.js";
import { type Literal, toLiteral } from "./literal.js";
import { Refusal } from "./problem.js";

/** A parsed filter, with every literal in the form that `toComparable` returns. */
export type Filter =
  | { readonly kind: "and" | "or"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "eq" | "ne"; readonly field: Field; readonly value: Literal }
  | { readonly kind: "in"; readonly field: Field; readonly values: readonly Literal[] }
  | { readonly kind: "startswith"; readonly field: Field; readonly prefix: string };

/** The usual server default: each operator, property and constant is a node. */
const maxNodes = 100;
const maxNesting = 50;

/**
 * Supports `eq`, `ne`, `in`, `startswith`, `and`, `or` and brackets.
 *
 * @throws Refusal with 400 for anything else, for unknown fields and for more than 100 nodes
 */
export function parseFilter(text: string, resource: Resource): Filter {
  return new FilterParser(toTokens(text), resource).parse();
}

class FilterParser {
  #position = 0;
  #nodes = 0;
  #nesting = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly resource: Resource,
  ) {}

  parse(): Filter {
    const filter = this.#either();
    if (this.#position < this.tokens.length) throw this.#unexpected("and, or, or the end");
    return filter;
  }

  #either(): Filter {
    let left = this.#both();
    while (this.#takes("word", "or")) {
      this.#countNode();
      left = { kind: "or", left, right: this.#both() };
    }
    return left;
  }

  #both(): Filter {
    let left = this.#single();
    while (this.#takes("word", "and")) {
      this.#countNode();
      left = { kind: "and", left, right: this.#single() };
    }
    return left;
  }

  #single(): Filter {
    if (this.#takes("mark", "(")) return this.#bracket();
    if (this.#takes("word", "startswith")) return this.#startsWith();
    const field = this.#field();
    this.#countNode();
    if (this.#takes("word", "in")) return { kind: "in", field, values: this.#list(field) };
    if (this.#takes("word", "eq")) return { kind: "eq", field, value: this.#literal(field) };
    if (this.#takes("word", "ne")) return { kind: "ne", field, value: this.#literal(field) };
    throw this.#unexpected("eq, ne or in");
  }

  #bracket(): Filter {
    this.#nesting += 1;
    if (this.#nesting > maxNesting)
      throw new Refusal(400, `filter: brackets nest deeper than ${maxNesting} levels.`);
    const inner = this.#either();
    this.#expect(")");
    this.#nesting -= 1;
    return inner;
  }

  #startsWith(): Filter {
    this.#countNode();
    this.#expect("(");
    const field = this.#field();
    if (field.type !== "text") throw new Refusal(400, `filter: startswith takes no ${field.property}.`);
    this.#expect(",");
    const prefix = this.#literal(field);
    if (prefix === null) throw new Refusal(400, "filter: startswith needs a text literal.");
    this.#expect(")");
    return { kind: "startswith", field, prefix: String(prefix) };
  }

  #list(field: Field): readonly Literal[] {
    this.#expect("(");
    const values = [this.#literal(field)];
    while (this.#takes("mark", ",")) values.push(this.#literal(field));
    this.#expect(")");
    return values;
  }

  #field(): Field {
    const token = this.tokens[this.#position];
    const field = token?.kind === "word" ? this.resource.fields.get(token.text) : undefined;
    if (field === undefined || field.type === "list") throw this.#unexpected("a field that can be compared");
    this.#position += 1;
    this.#countNode();
    return field;
  }

  #literal(field: Field): Literal {
    const token = this.tokens[this.#position];
    const literal = token === undefined ? undefined : toLiteral(token, field);
    if (literal === undefined) throw this.#unexpected(`a ${field.type} literal for ${field.property}`);
    this.#position += 1;
    this.#countNode();
    return literal;
  }

  #takes(kind: Token["kind"], text: string): boolean {
    const token = this.tokens[this.#position];
    const isTaken = token?.kind === kind && token.text === text;
    if (isTaken) this.#position += 1;
    return isTaken;
  }

  #expect(mark: string): void {
    if (!this.#takes("mark", mark)) throw this.#unexpected(mark);
  }

  #countNode(): void {
    this.#nodes += 1;
    if (this.#nodes > maxNodes) throw new Refusal(400, `filter: has more than ${maxNodes} nodes.`);
  }

  #unexpected(wanted: string): Refusal {
    const found = this.tokens[this.#position]?.text ?? "the end";
    return new Refusal(400, `filter: expected ${wanted}, found ${found}.`);
  }
}
