import { z } from "zod";
import type { RateLimit } from "./rate-limit.js";

/** Schemas of environment variables. Their messages never contain a value: it may be a secret. */

/** Such as https://tenant.us.auth0.com: scheme, host and port only. The result has no trailing slash. */
export function originVariable(): z.ZodType<string> {
  return z
    .string()
    .refine(isOrigin, "must be an origin such as https://host.example, without path, query or user")
    .transform((text) => new URL(text).origin);
}

/** An absolute http or https URL, without a user: fetch refuses such URLs. */
export function urlVariable(): z.ZodType<string> {
  return z
    .string()
    .refine((text) => toHttpUrl(text) !== undefined, "must be an http or https URL, without user");
}

/** Values separated by commas; surrounding whitespace is ignored. */
export function listVariable(): z.ZodType<readonly string[], string> {
  return z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .refine((parts) => parts.every((part) => part !== ""), {
      error: "must be a list separated by commas, with no empty part",
      abort: true, // rules for the parts would only repeat the error
    });
}

/** A whole number within the bounds. */
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

/** Rate limits by name, such as `UserRead=120:120/1s,UserList=30:30/1s`: burst, refill and interval. */
export function rateLimitsVariable(): z.ZodType<ReadonlyMap<string, RateLimit>, string> {
  return listVariable()
    .refine((parts) => parts.every((part) => toRateLimit(part) !== undefined), {
      error: "must be limits such as name=50:16/1s: burst, refill and interval in ms, s or m; none of them 0",
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

/** One line. A line break at the end, as in a secret read from a file, would make a header invalid. */
export function textVariable(): z.ZodType<string> {
  return z.string().regex(/^\S(.*\S)?$/, "must be one line, without whitespace at its ends");
}

/** One secret, or two during a rotation. */
export function secretsVariable(): z.ZodType<readonly string[]> {
  return listVariable()
    .refine((secrets) => secrets.length <= 2, "must be one secret, or two during a rotation")
    .refine(
      (secrets) => secrets.every((secret) => /^[\x21-\x7e]{32,}$/.test(secret)),
      "must have at least 32 characters each, of printable ASCII without whitespace",
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
