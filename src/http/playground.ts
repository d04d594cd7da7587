import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** An operation of schema/operations, with variables to try it with. */
export interface PlaygroundTab {
  /** File name without its ending. */
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The text of its headers pane: JSON, in which comments may stand. Nothing when absent. */
  readonly headers?: string;
}

/** Tells the tabs again for each page that is made, since what their headers hold runs out. */
export type ListTabs = () => Promise<readonly PlaygroundTab[]>;

/** Milliseconds after which the page is made again. */
const maxAgeMs = 3_600_000;

/** Works from src/ and from dist/ alike: both lie beside schema/. */
const operations = new URL("../../schema/operations/", import.meta.url);

/** The playground on /. A tab that the visitor adds starts with the headers of the first one. */
export function servePlayground(server: FastifyInstance, listTabs: ListTabs, now = Date.now): void {
  let madeAtMs = now();
  let page: Promise<Buffer> | undefined;
  const route = { method: ["GET", "HEAD"], url: "/" };
  const handler = async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (page === undefined || now() - madeAtMs > maxAgeMs) {
      madeAtMs = now();
      page = listTabs().then((tabs) => renderPlayground("/graphql", tabs));
    }
    return reply
      .header("content-type", "text/html; charset=utf-8")
      .header("content-encoding", "gzip")
      .header("content-security-policy", playgroundPolicy)
      .send(await page);
  };
  server.route({ ...route, handler });
}

/**
 * GraphiQL as one page that loads nothing else, compressed.
 *
 * The page weighs 9 MB and its code costs 50 MB of memory, so it is built on the first visit.
 */
async function renderPlayground(endpoint: string, tabs: readonly PlaygroundTab[]): Promise<Buffer> {
  const [{ renderGraphiQL }, queries] = await Promise.all([
    import("@graphql-yoga/render-graphiql"),
    Promise.all(tabs.map(({ operation }) => readFile(new URL(`${operation}.graphql`, operations), "utf8"))),
  ]);
  const filled = tabs.map(({ variables, headers }, index) => ({
    query: queries[index] as string,
    variables: JSON.stringify(variables, undefined, 2),
    headers: headers ?? null,
  }));
  const headers = filled[0]?.headers ?? null;
  const html = renderGraphiQL({
    endpoint,
    title: "Identity Subgraph",
    ...(filled.length > 0 && { defaultTabs: filled }), // an empty list leaves the page empty
    ...(headers !== null && { defaultHeaders: headers }),
    shouldPersistHeaders: headers !== null, // without sample tokens, a typed header holds a real one
  });
  return promisify(gzip)(html.replace("</head>", () => `${toHeadExtras(filled)}</head>`));
}

interface FilledTab {
  readonly query: string;
  readonly variables: string;
  readonly headers: string | null;
}

/**
 * What the page needs to be right on its first click. GraphiQL shows the first tab without its variables, unless they
 * are stored; and its tabs leap aside under the first press of the mouse, which loses the click.
 */
function toHeadExtras(tabs: readonly FilledTab[]): string {
  const style = "<style>.graphiql-tab { transform: none !important; }</style>";
  const { variables = null, headers = null } = tabs[0] ?? {};
  const start = { variables, headers, titled: tabs.map((tab) => [toTitle(tab.query), tab.headers]) };
  return `${style}<script>(${restore})(${toScriptValue(start)})</script>`;
}

/**
 * Run by the page before GraphiQL reads what it stored. Who comes back finds their tabs with the headers of this page,
 * whatever was in the pane: tokens of another hour, or of a sandbox that is gone, are of no use. GraphiQL opens the tab
 * with the query of the address and the stored variables and headers, or else a new one; it stores them late and apart
 * from the tabs, so here they are made to agree.
 */
const restore = `({ variables, headers, titled }) => {
  const byTitle = new Map(titled);
  const store = (name, text) => text === null ? localStorage.removeItem(name) : localStorage.setItem(name, text);
  const state = JSON.parse(localStorage.getItem("graphiql:tabState"));
  if (state === null) store("graphiql:variables", variables);
  else {
    for (const tab of state.tabs) tab.headers = byTitle.get(tab.title) ?? headers;
    store("graphiql:tabState", JSON.stringify(state));
    const query = new URLSearchParams(location.search).get("query") || localStorage.getItem("graphiql:query");
    const likely = [state.tabs[state.activeTabIndex], ...state.tabs];
    const open = likely.find((tab) => (tab?.query ?? "") === (query ?? ""));
    if (open) store("graphiql:variables", open.variables);
    headers = open?.headers ?? headers;
  }
  store("graphiql:headers", headers);
}`;

/** The name of the operation, which GraphiQL calls the tab by. */
function toTitle(query: string): string | undefined {
  return /^(?:query|mutation) (\w+)/m.exec(query)?.[1];
}

/** A value for a script, written so that it can't end the element which it stands in. */
function toScriptValue(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** What the page may do: run its own code, and talk to this host. */
const playgroundPolicy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' blob:",
  "worker-src blob:",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
