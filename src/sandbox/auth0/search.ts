import type { Auth0Record } from "../person.js";
import type { Condition } from "./search-query.js";
import type { Range } from "./search-tokens.js";
import { emailKey } from "./user-store.js";
import type { UserTable } from "./user-table.js";

/** Ids are compared case-sensitively, everything else case-insensitively. */
const caseSensitiveFields: ReadonlySet<string> = new Set(["user_id", "identities.user_id"]);

/** The users that meet the condition, in the table's order. Ids and whole e-mail addresses are looked up without a scan. */
export function searchUsers(table: UserTable, condition: Condition | undefined): readonly Auth0Record[] {
  if (condition === undefined) return table.all();
  const candidates = candidateIds(table, condition);
  const users = candidates === undefined ? table.all() : table.findMany(candidates);
  const test = toTest(condition);
  return users.filter(test);
}

/** Ids that include all results; undefined when a scan is needed. */
function candidateIds(table: UserTable, condition: Condition): readonly string[] | undefined {
  switch (condition.kind) {
    case "terms":
      if (condition.prefixes.length > 0) return undefined;
      if (condition.field === "user_id") return [...condition.values];
      if (condition.field === "email")
        return [...condition.values].flatMap((email) => table.idsOf(emailKey(email)));
      return undefined;
    case "and":
      return condition.parts.map((part) => candidateIds(table, part)).find((ids) => ids !== undefined);
    case "or": {
      const perPart = condition.parts.map((part) => candidateIds(table, part));
      return perPart.every((ids) => ids !== undefined) ? perPart.flat() : undefined;
    }
    case "not":
    case "range":
      return undefined;
  }
}

type Test = (user: Auth0Record) => boolean;

function toTest(condition: Condition): Test {
  switch (condition.kind) {
    case "and": {
      const tests = condition.parts.map(toTest);
      return (user) => tests.every((test) => test(user));
    }
    case "or": {
      const tests = condition.parts.map(toTest);
      return (user) => tests.some((test) => test(user));
    }
    case "not": {
      const test = toTest(condition.part);
      return (user) => !test(user);
    }
    case "terms":
      return toTermsTest(condition);
    case "range":
      return (user) => valuesAt(user, condition.field).some((value) => isWithin(value, condition.range));
  }
}

function toTermsTest({ field, values, prefixes }: Extract<Condition, { kind: "terms" }>): Test {
  const fold = caseSensitiveFields.has(field) ? (text: string) => text : (text: string) => text.toLowerCase();
  const wanted = new Set([...values].map(fold));
  const starts = prefixes.map(fold);
  return (user) =>
    valuesAt(user, field)
      .map(fold)
      .some((value) => wanted.has(value) || starts.some((start) => value.startsWith(start)));
}

/** All values at a dotted path, those inside lists included, as strings. */
function valuesAt(user: Auth0Record, path: string): readonly string[] {
  let found: readonly unknown[] = [user];
  for (const name of path.split(".")) {
    found = found
      .filter((each) => typeof each === "object" && each !== null && Object.hasOwn(each, name))
      .flatMap((each) => (each as Readonly<Record<string, unknown>>)[name]);
  }
  return found.filter((each) => ["string", "number", "boolean"].includes(typeof each)).map(String);
}

function isWithin(value: string, { from, to, includesFrom, includesTo }: Range): boolean {
  const fromStart = from === undefined ? 1 : compare(value, from);
  const toEnd = to === undefined ? 1 : compare(to, value);
  return (includesFrom ? fromStart >= 0 : fromStart > 0) && (includesTo ? toEnd >= 0 : toEnd > 0);
}

/** Compares numbers as numbers, dates as dates, all else as strings. */
export function compare(one: string, other: string): number {
  for (const toNumber of [Number, Date.parse]) {
    const difference = toNumber(one) - toNumber(other);
    if (!Number.isNaN(difference)) return difference;
  }
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
