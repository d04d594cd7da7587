import { isEmail, isRFC3339, isURL } from "class-validator";
import { type JsonBounds, membersWithin } from "../../graphql/inputs/bounded-json.js";
import { toRule as toAnyRule } from "../../graphql/inputs/rules.js";
import { toDate } from "../../identity/fields.js";

/**
 * Nexus's rules. No message contains a value or a key that the caller sent. Every rule but `NotNull` accepts null, so that
 * a null is one violation.
 */

/** Nexus ignores null, so a request to clear a value must be refused. */
export function NotNull(): PropertyDecorator {
  return toAnyRule("notNull", cannotClear, (value) => value !== null);
}

/** The message for every null. */
export const cannotClear = "must not be null: Nexus can't clear a value";

export function UpTo(max: number): PropertyDecorator {
  return toRule("maxLength", `must have at most ${max} characters`, (value) => lengthOf(value) <= max);
}

export function Filled(): PropertyDecorator {
  return toRule("minLength", "must not be empty", (value) => lengthOf(value) > 0);
}

export function Address(): PropertyDecorator {
  return toRule("isEmail", "must be an e-mail address", (value) => isEmail(value));
}

export function WebAddress(): PropertyDecorator {
  const options = { protocols: ["http", "https"], require_protocol: true, require_tld: false };
  return toRule("isUrl", "must be an absolute http or https URL", (value) => isURL(String(value), options));
}

export function PhoneDigits(): PropertyDecorator {
  return toRule("isPhone", "must be + and 1 to 15 digits", (value) => /^\+[0-9]{1,15}$/.test(String(value)));
}

export function DateAndTime(): PropertyDecorator {
  const holds = (value: unknown): boolean => isRFC3339(value) && toDate(String(value)) !== null;
  return toRule("isDateTime", "must be a date and time in the format of RFC 3339", holds);
}

/** A limit of this service: Nexus documents none. */
export function FewItems(max: number): PropertyDecorator {
  const rule = `must have at most ${max} entries, a limit of this service`;
  return toRule("arrayMaxSize", rule, (value) => Array.isArray(value) && value.length <= max);
}

/** The maximum length of every string in a list. */
export function EachUpTo(max: number): PropertyDecorator {
  const rule = `must not have an entry of more than ${max} characters`;
  const holds = (value: unknown): boolean =>
    Array.isArray(value) && value.every((each) => lengthOf(each) <= max);
  return toRule("maxLength", rule, holds);
}

/**
 * For open keys. None may have a field of its own, compared case-insensitively as the server may do; none may be null,
 * which would have no effect.
 */
export function OpenKeys(names: readonly string[], { maxKeys }: JsonBounds): PropertyDecorator {
  const taken = new Set([...names, "constructor", "prototype"].map((name) => name.toLowerCase()));
  const firstOf = (value: unknown) => [...membersWithin(value, { maxKeys, maxDepth: 1 })];
  const isOpen = (value: unknown): boolean =>
    firstOf(value).every(({ key = "" }) => !taken.has(key.toLowerCase()));
  const hasValues = (value: unknown): boolean => firstOf(value).every((member) => member.value !== null);
  return (target, name) => {
    toRule("noneOf", "must not have a key that has a field of its own", isOpen)(target, name);
    toRule("noNulls", "must not have a null value: Nexus can't clear a value", hasValues)(target, name);
  };
}

function lengthOf(value: unknown): number {
  return typeof value === "string" ? value.length : Number.POSITIVE_INFINITY;
}

/** A rule that accepts null: only `NotNull` reports it. */
function toRule(name: string, rule: string, holds: (value: unknown) => boolean): PropertyDecorator {
  return toAnyRule(name, rule, (value) => value === null || holds(value));
}
