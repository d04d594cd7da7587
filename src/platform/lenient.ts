import type { z } from "zod";

/** Called with the path of each value that was left out, such as `roles.*.name`; never with the value. */
export type OnUnreadable = (path: string) => void;

type Path = readonly PropertyKey[];
type Container = Record<PropertyKey, unknown>;

/** Each round leaves out values whose absence the wire may not allow either, one level further up at a time. */
const maxRounds = 20;

/**
 * Parses a record of which some values may have another form than the wire says: such a value becomes null, or is left
 * out of its list. A value that the wire requires takes the record around it with it.
 *
 * @returns undefined when the record itself is unreadable
 */
export function parseLeniently<Wire extends z.ZodType>(
  wire: Wire,
  record: unknown,
  onUnreadable: OnUnreadable,
): z.output<Wire> | undefined {
  let { data, error } = wire.safeParse(record);
  if (error === undefined) return data;
  const draft = new Draft(record);
  for (let round = 1; error !== undefined && round <= maxRounds; round += 1) {
    for (const { path } of error.issues) if (!draft.leaveOut(path)) return undefined;
    ({ data, error } = wire.safeParse(draft.complete()));
  }
  for (const path of draft.leftOut) onUnreadable(path);
  return error === undefined ? data : undefined;
}

const removed = Symbol("removed from its list");

/** A copy of a record, as far as it differs. */
class Draft {
  /** Paths of what was left out, with `*` for every index. */
  readonly leftOut = new Set<string>();
  readonly #own = new Set<object>();
  readonly #shortened = new Set<unknown[]>();
  #record: unknown;

  constructor(record: unknown) {
    this.#record = record;
  }

  /** @returns false when nothing but the whole record can be left out */
  leaveOut(given: Path): boolean {
    const path = this.#toPresent(given);
    const key = path.at(-1);
    if (key === undefined) return false;
    const parent = this.#openAt(path.slice(0, -1));
    if (Array.isArray(parent)) this.#shortened.add(parent);
    parent[key] = Array.isArray(parent) ? removed : null;
    this.leftOut.add(path.map((each) => (typeof each === "number" ? "*" : String(each))).join("."));
    return true;
  }

  /** The record without the removed entries of its lists. */
  complete(): unknown {
    for (const list of this.#shortened) compact(list);
    this.#shortened.clear();
    return this.#record;
  }

  /** The path as far as there is a value: what is null already can only be left out with what is around it. */
  #toPresent(path: Path): Path {
    let value = this.#record;
    let end = 0;
    for (const [index, key] of path.entries()) {
      if (typeof value !== "object" || value === null) break;
      value = (value as Container)[key];
      if (value === removed) return path.slice(0, index + 1);
      const isEntry = typeof key === "number";
      if (value !== undefined && (value !== null || isEntry)) end = index + 1;
    }
    return path.slice(0, end);
  }

  /** The object or list at the path, copied before its first change. */
  #openAt(path: Path): Container {
    this.#record = this.#copy(this.#record);
    let container = this.#record as Container;
    for (const key of path) {
      container[key] = this.#copy(container[key]);
      container = container[key] as Container;
    }
    return container;
  }

  #copy(value: unknown): unknown {
    if (typeof value !== "object" || value === null || this.#own.has(value)) return value;
    const copy = Array.isArray(value) ? [...value] : { ...value };
    this.#own.add(copy);
    return copy;
  }
}

/** In place, because the record refers to the list. */
function compact(list: unknown[]): void {
  let length = 0;
  for (const entry of list) {
    if (entry === removed) continue;
    list[length] = entry;
    length += 1;
  }
  list.length = length;
}
