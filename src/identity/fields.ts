/** Small conversions that every provider's mapping needs. Pure; an absent value stays absent. */

/** A point in time from ISO 8601 text or unix seconds; null when absent or no point in time. */
export function toDate(value: string | number | Date | null | undefined): Date | null {
  if (value === null || value === undefined) return null;
  const date = new Date(typeof value === "number" ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The object without the keys whose value is null, undefined or an empty text: what a `Profile` is made of. */
export function compact<Value extends object>(
  value: Value,
): { readonly [Key in keyof Value]?: Exclude<Value[Key], null | undefined> } {
  const entries = Object.entries(value).filter(
    ([, each]) => each !== null && each !== undefined && each !== "",
  );
  return Object.fromEntries(entries) as { [Key in keyof Value]?: Exclude<Value[Key], null | undefined> };
}
