import { isEmail, isURL } from "class-validator";
import { type JsonBounds, membersWithin } from "../../graphql/inputs/bounded-json.js";
import { toRule as toAnyRule } from "../../graphql/inputs/rules.js";

/**
 * Rules of Nexus. None of their messages holds a value or a key that was sent, and every rule but `NotNull` lets null
 * pass, so that a null is one fault.
 */

/** Nexus takes null for "leave it as it is", so a caller who wants to clear a value must hear that it can't be done. */
export function NotNull(): PropertyDecorator {
  return toAnyRule("notNull", cannotClear, (value) => value !== null);
}

/** What is said of every null. */
export const cannotClear = "must not be null: Nexus can't clear a value, it takes null for no change";

export function UpTo(max: number): PropertyDecorator {
  return toRule("maxLength", `must have ${max} characters at most`, (value) => lengthOf(value) <= max);
}

export function Filled(): PropertyDecorator {
  return toRule("minLength", "must not be empty", (value) => lengthOf(value) > 0);
}

export function Address(): PropertyDecorator {
  return toRule("isEmail", "must be an e-mail address", (value) => isEmail(value));
}

export function WebAddress(): PropertyDecorator {
  const options = { protocols: ["http", "https"], require_protocol: true, require_tld: false };
  return toRule("isUrl", "must be an absolute http or https address", (value) =>
    isURL(String(value), options),
  );
}

export function PhoneDigits(): PropertyDecorator {
  return toRule("isPhone", "must be + and 1 to 15 digits", (value) => /^\+[0-9]{1,15}$/.test(String(value)));
}

/** A bound that is ours: Nexus documents none. */
export function FewItems(max: number): PropertyDecorator {
  const rule = `must have ${max} entries at most, a bound of this service`;
  return toRule("arrayMaxSize", rule, (value) => Array.isArray(value) && value.length <= max);
}

/** For a list of texts: the rule holds for each of them. */
export function EachUpTo(max: number): PropertyDecorator {
  const rule = `must have no entry of more than ${max} characters`;
  const holds = (value: unknown): boolean =>
    Array.isArray(value) && value.every((each) => lengthOf(each) <= max);
  return toRule("maxLength", rule, holds);
}

/**
 * For open keys: none may be one that has a field of its own, in whichever case, for the server may read names without
 * regard to it; and none may be null, which would do nothing.
 */
export function OpenKeys(names: readonly string[], { maxKeys }: JsonBounds): PropertyDecorator {
  const taken = new Set(
    [...names, "__proto__", "constructor", "prototype"].map((name) => name.toLowerCase()),
  );
  const firstOf = (value: unknown) => [...membersWithin(value, { maxKeys, maxDepth: 1 })];
  const isOpen = (value: unknown): boolean =>
    firstOf(value).every(({ key = "" }) => !taken.has(key.toLowerCase()));
  const hasValues = (value: unknown): boolean => firstOf(value).every((member) => member.value !== null);
  return (target, name) => {
    toRule("noneOf", "must not have a key that has a field of its own", isOpen)(target, name);
    toRule("noNulls", "must not have a key with null: Nexus can't clear a value", hasValues)(target, name);
  };
}

function lengthOf(value: unknown): number {
  return typeof value === "string" ? value.length : Number.POSITIVE_INFINITY;
}

/** A rule that lets null pass: `NotNull` reports that alone. */
function toRule(name: string, rule: string, holds: (value: unknown) => boolean): PropertyDecorator {
  return toAnyRule(name, rule, (value) => value === null || holds(value));
}
