import type { Field } from "./fields.js";
import type { Token } from "./filter-tokens.js";

export type Literal = string | number | boolean | null;

const number = /^-?\d+(\.\d+)?$/;
const date = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** A field's value as it is compared: dates as Unix milliseconds, absent values as null. */
export function toComparable(value: unknown, { type, ignoresCase }: Field): Literal {
  if (value === undefined || value === null) return null;
  if (type === "date") return Date.parse(String(value));
  return ignoresCase ? String(value).toLowerCase() : (value as Literal);
}

/** The token as a value that the field can have, or null; undefined when it is neither. */
export function toLiteral(token: Token, field: Field): Literal | undefined {
  if (token.kind === "mark") return undefined;
  if (token.kind === "text") return field.type === "text" ? toComparable(token.text, field) : undefined;
  if (token.text === "null") return null;
  return ofWord(token.text, field);
}

function ofWord(word: string, field: Field): Literal | undefined {
  switch (field.type) {
    case "number":
      return number.test(word) ? Number(word) : undefined;
    case "boolean":
      return word === "true" || word === "false" ? word === "true" : undefined;
    case "date":
      return date.test(word) ? toComparable(word, field) : undefined;
    case "text":
    case "list":
      return undefined;
  }
}
