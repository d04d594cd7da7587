import { z } from "zod";
import type { RateLimit } from "./rate-limit.js";

/** Building blocks for environment variables. Their messages never quote a value: it may be a secret. */

/** As https://tenant.us.auth0.com: scheme, host and port only; the answer has no slash at the end. */
export function originVariable(): z.ZodType<string> {
  return z
    .string()
    .refine(isOrigin, "must be an origin such as https://host.example, without path, query or user")
    .transform((text) => new URL(text).origin);
}

/** An absolute http or https URL. A user in it is refused: fetch does not send to such an address. */
export function urlVariable(): z.ZodType<string> {
  return z
    .string()
    .refine((text) => toHttpUrl(text) !== undefined, "must be an http or https URL, without user");
}

/** Values separated by commas; blanks around them don't count. */
export function listVariable(): z.ZodType<readonly string[], string> {
  return z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .refine((parts) => parts.every((part) => part !== ""), {
      error: "must be a list separated by commas, with no empty part",
      abort: true, // rules for the parts would only complain of the same again
    });
}

/** A whole number within bounds. */
export function integerVariable(bounds: { readonly min: number; readonly max: number }): z.ZodType<number> {
  const rule = `must be a whole number from ${bounds.min} to ${bounds.max}`;
  return z
    .string()
    .regex(/^\d{1,12}$/, rule)
    .transform(Number)
    .refine((value) => value >= bounds.min && value <= bounds.max, rule);
}

/** An upper limit of at least 1. */
export function limitVariable(initial: number, description: string) {
  return integerVariable({ min: 1, max: 100_000_000 }).default(initial).meta({ description });
}

export function timeoutVariable(): z.ZodType<number> {
  return integerVariable({ min: 1, max: 600_000 });
}

const rateLimit = /^([\w-]+)=(\d{1,6}):(\d{1,6})\/(\d{1,6})(ms|s|m)$/;
const unitMs = { ms: 1, s: 1_000, m: 60_000 } as const;

/** Rate limits by name, as `UserRead=120:120/1s,UserList=30:30/1s`: burst, what is added, and how often. */
export function rateLimitsVariable(): z.ZodType<ReadonlyMap<string, RateLimit>, string> {
  return listVariable()
    .refine((parts) => parts.every((part) => toRateLimit(part) !== undefined), {
      error: "must be limits such as name=50:16/1s: at once, and how many more in ms, s or m; none of them 0",
      abort: true,
    })
    .transform((parts) => new Map(parts.map((part) => toRateLimit(part) as [string, RateLimit])))
    .refine((limits) => limits.size > 0, "must name a limit");
}

function toRateLimit(text: string): [string, RateLimit] | undefined {
  const [, name = "", capacity, refill, count, unit] = rateLimit.exec(text) ?? [];
  const intervalMs = Number(count) * unitMs[unit as keyof typeof unitMs];
  const limit = { capacity: Number(capacity), refill: Number(refill), intervalMs };
  return Object.values(limit).every((value) => value > 0) ? [name, limit] : undefined;
}

/** A text that is never shown. A line break at its end, as of a secret read from a file, would spoil a header. */
export function textVariable(): z.ZodType<string> {
  return z.string().regex(/^\S(.*\S)?$/, "must be one line, without blanks at its ends");
}

/** One secret, or two while the one is replaced by the other. */
export function secretsVariable(): z.ZodType<readonly string[]> {
  return listVariable()
    .refine((secrets) => secrets.length <= 2, "must be one secret, or two while they are changed")
    .refine(
      (secrets) => secrets.every((secret) => /^[\x21-\x7e]{32,}$/.test(secret)),
      "must have at least 32 characters each, of printable ASCII without blanks",
    );
}

function isOrigin(text: string): boolean {
  const url = toHttpUrl(text);
  return url !== undefined && url.pathname === "/" && url.search === "" && url.hash === "";
}

function toHttpUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isUsable = url !== undefined && /^https?:$/.test(url.protocol) && url.username + url.password === "";
  return isUsable ? url : undefined;
}
