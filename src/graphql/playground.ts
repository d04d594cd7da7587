import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** An operation of schema/operations, with variables to try it with. */
export interface PlaygroundTab {
  /** File name without its ending. */
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Works from src/ and from dist/ alike: both lie beside schema/. */
const operations = new URL("../../schema/operations/", import.meta.url);

/**
 * GraphiQL as one page that loads nothing else, compressed.
 *
 * The page weighs 9 MB and its code costs 50 MB of memory, so it is made when somebody first opens it.
 */
export async function renderPlayground(endpoint: string, tabs: readonly PlaygroundTab[]): Promise<Buffer> {
  const [{ renderGraphiQL }, queries] = await Promise.all([
    import("@graphql-yoga/render-graphiql"),
    Promise.all(tabs.map(({ operation }) => readFile(new URL(`${operation}.graphql`, operations), "utf8"))),
  ]);
  const html = renderGraphiQL({
    endpoint,
    title: "Identity Subgraph",
    defaultTabs: tabs.map(({ variables }, index) => ({
      query: queries[index] as string,
      variables: JSON.stringify(variables, undefined, 2),
    })),
  });
  return promisify(gzip)(html.replace("</head>", () => `${toHeadExtras(tabs)}</head>`));
}

/**
 * What the page needs to be right on its first click. GraphiQL shows the first tab without its variables, unless they
 * are stored; and its tabs leap aside under the first press of the mouse, which loses the click.
 */
function toHeadExtras([first]: readonly PlaygroundTab[]): string {
  const style = "<style>.graphiql-tab { transform: none !important; }</style>";
  if (first === undefined) return style;
  const variables = toScriptText(JSON.stringify(first.variables, undefined, 2));
  const isFirstVisit = `localStorage.getItem("graphiql:tabState") === null`;
  return `${style}<script>if (${isFirstVisit}) localStorage.setItem("graphiql:variables", ${variables});</script>`;
}

/** A string literal that can't end the script element which it stands in. */
function toScriptText(text: string): string {
  return JSON.stringify(text).replaceAll("<", "\\u003c");
}

/** What the page may do: run its own code, and talk to this host. */
export const playgroundPolicy = [
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
