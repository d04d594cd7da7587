import type { Field, Resource } from "./fields.js";
import { type Filter, parseFilter } from "./filter.js";
import { Refusal } from "./problem.js";

export interface ReadOptions {
  /** Names to show; undefined for all. */
  readonly select: ReadonlySet<string> | undefined;
  readonly expand: ReadonlySet<string>;
}

export interface Order {
  readonly field: Field;
  readonly isDescending: boolean;
}

export interface ListOptions {
  readonly filter: Filter | undefined;
  readonly orderBy: readonly Order[];
  readonly top: number | undefined;
  readonly skip: number;
  readonly isCounted: boolean;
}

const names = ["select", "orderby", "filter", "top", "skip", "count", "expand"];
const maxInt32 = 2 ** 31 - 1;

/** Reads what to show of a record; each option may have a leading `$`. */
export function readOptions(query: URLSearchParams, resource: Resource): ReadOptions {
  for (const name of query.keys()) {
    if (name.startsWith("$") && !names.includes(name.slice(1)))
      throw new Refusal(400, `${name} is not a query option.`);
  }
  const selectable = new Set([...resource.fields.keys(), ...resource.expandable]);
  return {
    select: namesIn(query, "select", selectable),
    expand: namesIn(query, "expand", resource.expandable) ?? new Set(),
  };
}

/** Reads which records to list, and in what order. */
export function readListOptions(query: URLSearchParams, resource: Resource): ListOptions {
  const filter = find(query, "filter");
  const count = find(query, "count") ?? "false";
  if (count !== "true" && count !== "false") throw new Refusal(400, "count: must be true or false.");
  return {
    filter: filter === undefined ? undefined : parseFilter(filter, resource),
    orderBy:
      find(query, "orderby")
        ?.split(",")
        .map((text) => toOrder(text, resource)) ?? [],
    top: readNumber(query, "top"),
    skip: readNumber(query, "skip") ?? 0,
    isCounted: count === "true",
  };
}

function find(query: URLSearchParams, name: string): string | undefined {
  const values = [...query.getAll(name), ...query.getAll(`$${name}`)];
  if (values.length > 1) throw new Refusal(400, `${name}: is given more than once.`);
  return values[0];
}

function namesIn(
  query: URLSearchParams,
  option: string,
  known: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  const given = find(query, option)
    ?.split(",")
    .map((name) => name.trim());
  for (const name of given ?? []) {
    if (name.includes("-"))
      throw new Refusal(400, `${option}: ${name} is no identifier, as it holds a hyphen.`);
    if (!known.has(name)) throw new Refusal(400, `${option}: there is no ${name} here.`);
  }
  return given && new Set(given);
}

function toOrder(text: string, resource: Resource): Order {
  const [name = "", direction = "asc", ...rest] = text.trim().split(/\s+/);
  const field = resource.fields.get(name);
  if (field === undefined || field.type === "list")
    throw new Refusal(400, `orderby: there is no ${name} to order by.`);
  if (rest.length > 0 || !["asc", "desc"].includes(direction))
    throw new Refusal(400, `orderby: ${name} takes asc or desc.`);
  return { field, isDescending: direction === "desc" };
}

function readNumber(query: URLSearchParams, name: string): number | undefined {
  const text = find(query, name);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) > maxInt32)
    throw new Refusal(400, `${name}: must be a whole number from 0 to ${maxInt32}.`);
  return Number(text);
}
