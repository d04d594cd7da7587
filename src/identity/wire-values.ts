import { z } from "zod";
import { toDate } from "./fields.js";

/** Values as providers send them, none of them required; what the graph could not carry is unreadable. */

export const text = z.string().nullish();

export const flag = z.boolean().nullish();

/** A GraphQL Int has 32 bits. */
export const whole = z.int32().nullish();

/** A point in time of the years that a GraphQL DateTime can have. */
export const date = z
  .string()
  .refine((value) => isShowable(toDate(value)), "must be a date")
  .nullish();

/** The same from a client that has parsed it. */
export const parsedDate = z.date().refine(isShowable, "must be a date").nullish();

/** JSON of no declared form. */
export const json = z.unknown().refine((value) => isShallow(value), "must not be nested so deeply");

export const object = z.record(z.string(), z.unknown()).and(json).nullish();

/** The years that ISO 8601 writes with four digits. */
const firstMs = Date.parse("0000-01-01T00:00:00Z");
const lastMs = Date.parse("9999-12-31T23:59:59.999Z");

function isShowable(date: Date | null): boolean {
  return date !== null && date.getTime() >= firstMs && date.getTime() <= lastMs;
}

/** A program that handles each level by a call of its own, as JSON.stringify does, fails at some thousands. */
const maxDepth = 100;

/** Whether the value is nested at most so deep. */
export function isShallow(value: unknown, levelsLeft = maxDepth): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levelsLeft > 0 && Object.values(value).every((each) => isShallow(each, levelsLeft - 1));
}
