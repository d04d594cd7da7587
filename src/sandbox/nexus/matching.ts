import type { Filter } from "./filter.js";
import { toComparable } from "./literal.js";
import type { UserStore } from "./user-store.js";

/** Whether a record meets the filter. */
export function matches(record: Readonly<Record<string, unknown>>, filter: Filter): boolean {
  switch (filter.kind) {
    case "and":
      return matches(record, filter.left) && matches(record, filter.right);
    case "or":
      return matches(record, filter.left) || matches(record, filter.right);
    case "eq":
      return toComparable(record[filter.field.property], filter.field) === filter.value;
    case "ne":
      return toComparable(record[filter.field.property], filter.field) !== filter.value;
    case "in":
      return filter.values.includes(toComparable(record[filter.field.property], filter.field));
    case "startswith":
      return String(toComparable(record[filter.field.property], filter.field) ?? "").startsWith(
        filter.prefix,
      );
  }
}

/**
 * The ids of all users who may meet the filter, if it names ids or addresses.
 *
 * @returns undefined when every user must be checked
 */
export function candidates(filter: Filter, users: UserStore): ReadonlySet<string> | undefined {
  switch (filter.kind) {
    case "and":
      return candidates(filter.left, users) ?? candidates(filter.right, users);
    case "or": {
      const left = candidates(filter.left, users);
      const right = candidates(filter.right, users);
      return left === undefined || right === undefined ? undefined : new Set([...left, ...right]);
    }
    case "eq":
      return idsOf(filter.field.property, [filter.value], users);
    case "in":
      return idsOf(filter.field.property, filter.values, users);
    case "ne":
    case "startswith":
      return undefined;
  }
}

function idsOf(
  property: string,
  values: readonly unknown[],
  users: UserStore,
): ReadonlySet<string> | undefined {
  const texts = values.filter((value) => typeof value === "string");
  if (texts.length < values.length) return undefined; // null finds users who aren't in an index
  if (property === "id") return new Set(texts);
  if (property === "emailAddress") return new Set(texts.flatMap((text) => [...users.findIdsByEmail(text)]));
  return undefined;
}
