import type { EmulatorRequest } from "../exchange.js";
import { invalid } from "./refusal.js";

/** The allowed values of a property. */
export interface PropertyRule {
  /** An `id` is a string or a whole number. */
  readonly type: "string" | "boolean" | "object" | "id";
  readonly isNullable?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly format?: keyof typeof formats;
}

export interface PayloadRules {
  readonly properties: Readonly<Record<string, PropertyRule>>;
  readonly required: readonly string[];
  /** Whether keys without a rule are allowed. */
  readonly allowsOthers: boolean;
}

export type Payload = Readonly<Record<string, unknown>>;

const formats = { email: isEmail, "strict-uri": isUri } as const;

/** The parsed and valid body; throws Refusal for the first violation. */
export function readPayload(request: EmulatorRequest, rules: PayloadRules): Payload {
  const payload = parseObject(request.body);
  const others = Object.keys(payload).filter((name) => !Object.hasOwn(rules.properties, name));
  if (others.length > 0 && !rules.allowsOthers)
    throw invalid("Payload", `Additional properties not allowed: ${others.join(",")}`);
  const missing = rules.required.find((name) => payload[name] === undefined);
  if (missing !== undefined) throw invalid("Payload", `Missing required property: ${missing}`);
  for (const [name, rule] of Object.entries(rules.properties)) {
    const violation = payload[name] === undefined ? undefined : findViolation(payload[name], rule);
    if (violation !== undefined) throw invalid("Payload", violation, name);
  }
  return payload;
}

function parseObject(body: string): Payload {
  const parsed = parseJson(body);
  if (typeOf(parsed) !== "object")
    throw invalid("Payload", `Expected type object but found type ${typeOf(parsed)}`);
  return parsed as Payload;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw invalid("Payload", "The body is not JSON");
  }
}

function findViolation(value: unknown, rule: PropertyRule): string | undefined {
  if (value === null && rule.isNullable) return undefined;
  const types = rule.type === "id" ? ["string", "integer"] : [rule.type];
  if (!types.includes(typeOf(value)))
    return `Expected type ${types.join(" or ")} but found type ${typeOf(value)}`;
  if (typeof value !== "string") return undefined;
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = rule;
  const length = [...value].length;
  if (length < minLength) return `String is too short (${length} chars), minimum ${minLength}`;
  if (length > maxLength) return `String is too long (${length} chars), maximum ${maxLength}`;
  if (pattern !== undefined && !pattern.test(value))
    return `String does not match pattern ${pattern.source.replaceAll("\\/", "/")}`;
  if (format !== undefined && !formats[format](value))
    return `Object didn't pass validation for format ${format}: ${value}`;
  return undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Number.isInteger(value)) return "integer";
  return Array.isArray(value) ? "array" : typeof value;
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text);
}

function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[\x21-\x7e]+$/i.test(text) && URL.canParse(text);
}
