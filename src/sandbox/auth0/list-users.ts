import type { EmulatorAnswer } from "../exchange.js";
import type { Auth0Record } from "../person.js";
import { readBoolean, readInteger, readProjection, refuseOtherParameters } from "./query-string.js";
import { invalid, Refusal } from "./refusal.js";
import { compare, searchUsers } from "./search.js";
import { type Condition, parseSearchQuery } from "./search-query.js";
import type { Auth0Settings } from "./settings.js";
import type { Call } from "./tenant.js";

const parameters = [
  "page",
  "per_page",
  "include_totals",
  "sort",
  "connection",
  "fields",
  "include_fields",
  "q",
  "search_engine",
  "primary_order",
];
const maxReachableRows = 1_000;

/** GET /users. `connection` is accepted without effect: it belongs to the first search engine. */
export function listUsers({ tenant, request: { url } }: Call): EmulatorAnswer {
  refuseOtherParameters(url, parameters);
  const page = readPage(url);
  const condition = readCondition(url);
  const order = readOrder(url);
  readBoolean(url, "primary_order", true);
  const project = readProjection(url, true);
  if (tenant.settings.searchTooSlow) throw tooSlow();
  const found = searchUsers(tenant.users.searchable, condition);
  const sorted = arrange(omit(found, tenant.settings), order, tenant.settings);
  const onPage = sorted.slice(page.start, page.start + page.limit);
  const rows = tenant.settings.repeat ? repeatEveryOther(onPage) : onPage;
  const users = rows.map(project);
  if (!readBoolean(url, "include_totals", false)) return { status: 200, body: users };
  return { status: 200, body: { ...page, length: users.length, total: sorted.length, users } };
}

function readPage(url: URL): { readonly start: number; readonly limit: number } {
  const page = readInteger(url, "page", { absent: 0, maximum: Number.MAX_SAFE_INTEGER });
  const limit = readInteger(url, "per_page", { absent: 50, maximum: 100 });
  if ((page + 1) * limit <= maxReachableRows) return { start: page * limit, limit };
  throw new Refusal(
    400,
    "You can only page through the first 1000 records. See https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation.",
    "invalid_paging",
  );
}

function readCondition(url: URL): Condition | undefined {
  const engine = url.searchParams.get("search_engine");
  const query = url.searchParams.get("q");
  if (engine !== null && !["v1", "v2", "v3"].includes(engine))
    throw invalid("Query", `No enum match for: ${engine}`, "search_engine");
  if (engine === "v1")
    throw new Refusal(400, "You are not allowed to use search_engine=v1.", "invalid_query_string");
  if (engine === "v2") {
    const message = "You are not allowed to use search_engine=v2. Use search_engine=v3 instead.";
    throw new Refusal(400, message, "invalid_query_string");
  }
  if (query === null) return undefined;
  if (engine === null) {
    const message = "The 'q' parameter is available only if you specify 'search_engine=v2|v3'.";
    throw new Refusal(400, message, "invalid_query_string");
  }
  return parseSearchQuery(query);
}

interface Order {
  readonly field: string;
  readonly direction: number;
}

function readOrder(url: URL): Order | undefined {
  const text = url.searchParams.get("sort");
  if (text === null) return undefined;
  const [, field = "", direction] = /^([a-z_]+):(-?1)$/.exec(text) ?? [];
  if (field === "" || field.endsWith("_metadata"))
    throw invalid("Query", "sort takes field:1 or field:-1, and no metadata", "sort");
  return { field, direction: Number(direction) };
}

function tooSlow(): Refusal {
  const help = "https://auth0.com/docs/best-practices/search-best-practices";
  return new Refusal(
    503,
    `The query exceeded the timeout. Please try refining your search criteria. See ${help}.`,
  );
}

function omit(users: readonly Auth0Record[], settings: Auth0Settings): readonly Auth0Record[] {
  if (settings.omit === "") return users;
  const omitted = new Set(settings.omit.split(","));
  return users.filter(({ user_id }) => !omitted.has(user_id));
}

/** Users without the field come last, whatever the direction. */
function arrange(
  users: readonly Auth0Record[],
  order: Order | undefined,
  settings: Auth0Settings,
): readonly Auth0Record[] {
  if (order === undefined) return settings.shuffle ? users.toReversed() : users;
  const has = (user: Auth0Record) => user[order.field] !== undefined;
  const sorted = users
    .filter(has)
    .sort((one, other) => order.direction * compare(String(one[order.field]), String(other[order.field])));
  return [...sorted, ...users.filter((user) => !has(user))];
}

function repeatEveryOther(users: readonly Auth0Record[]): readonly Auth0Record[] {
  return users.flatMap((user, index) => (index % 2 === 0 ? [user, user] : [user]));
}
