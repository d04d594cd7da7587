import type { EmulatorRequest } from "../exchange.js";
import { toComparable } from "./literal.js";
import type { ListOptions, Order } from "./read-options.js";
import type { NexusSettings } from "./settings.js";

type Row = Readonly<Record<string, unknown>>;

export interface PageSource {
  readonly request: EmulatorRequest;
  readonly settings: NexusSettings;
  readonly options: ListOptions;
  /** The member of a row that holds a user's id. */
  readonly idProperty: string;
  /** As `users`, for the context address. */
  readonly name: string;
}

/** One page of the rows in OData's envelope, with a link to the next where the server's ceiling cut it off. */
export function toPage<Kind extends Row>(
  rows: readonly Kind[],
  toView: (row: Kind) => unknown,
  source: PageSource,
): Record<string, unknown> {
  const { options, settings } = source;
  const kept = inOrder(withoutOmitted(rows, source), options.orderBy);
  const asked = options.top ?? Number.POSITIVE_INFINITY;
  const end = options.skip + Math.min(asked, settings.maxTop);
  const isCutOff = asked > settings.maxTop && end < kept.length;
  const { origin, path } = addressOf(source.request);
  return {
    "@odata.context": `${origin}/v1/$metadata#${source.name}`,
    ...(options.isCounted ? { "@odata.count": kept.length } : {}),
    ...(isCutOff ? { "@odata.nextLink": `${origin}${path}?${nextQuery(source, end)}` } : {}),
    value: disturbed(kept.slice(options.skip, end), settings).map(toView),
  };
}

function withoutOmitted<Kind extends Row>(
  rows: readonly Kind[],
  { settings, idProperty }: PageSource,
): readonly Kind[] {
  if (settings.omit === "") return rows;
  const omitted = new Set<unknown>(settings.omit.split(",").map((id) => id.trim()));
  return rows.filter((row) => !omitted.has(row[idProperty]));
}

function inOrder<Kind extends Row>(rows: readonly Kind[], orderBy: readonly Order[]): readonly Kind[] {
  if (orderBy.length === 0) return rows;
  return rows.toSorted((one, other) => {
    for (const { field, isDescending } of orderBy) {
      const a = toComparable(one[field.property], field);
      const b = toComparable(other[field.property], field);
      if (a === b) continue;
      const isBefore = a === null || (b !== null && a < b);
      return isBefore === isDescending ? 1 : -1;
    }
    return 0;
  });
}

function disturbed<Kind>(rows: readonly Kind[], settings: NexusSettings): readonly Kind[] {
  const shuffled = settings.shuffle ? rows.toReversed() : rows;
  return settings.repeat ? [...shuffled, ...shuffled.slice(0, 1)] : shuffled;
}

function addressOf({ headers, url }: EmulatorRequest): { origin: string; path: string } {
  return { origin: `http://${headers.host}`, path: url.pathname };
}

/** The same request for the rows after the page; `top` decreases by the rows already returned. */
function nextQuery({ request, options, settings }: PageSource, end: number): string {
  const query = new URLSearchParams(request.url.search);
  for (const name of ["top", "$top", "skip", "$skip"]) query.delete(name);
  if (options.top !== undefined) query.set("$top", String(options.top - settings.maxTop));
  query.set("$skip", String(end));
  return query.toString();
}
