import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { HtmlPage } from "./pages.js";
import { servePlaygroundAssets } from "./playground-assets.js";
import { startScript, style } from "./playground-page.js";

/** An operation of schema/operations, with variables to try it with. */
export interface PlaygroundTab {
  /** File name without its ending. */
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The text of its headers pane: JSON, in which comments may stand. Nothing when absent. */
  readonly headers?: string;
}

/** What the page shows above the playground. Its script runs before the playground starts. */
export interface PlaygroundPanel {
  readonly html: string;
  readonly style: string;
  readonly script: string;
}

export interface PlaygroundContent {
  readonly tabs: readonly PlaygroundTab[];
  readonly panel?: PlaygroundPanel;
}

/** Describes the page again each time that it is made, since the tokens in its headers expire. */
export type DescribePlayground = () => Promise<PlaygroundContent>;

/** Milliseconds after which the page is made again. */
const maxAgeMs = 3_600_000;

/** Works from src/ and from dist/ alike: both lie beside schema/. */
const operations = new URL("../../schema/operations/", import.meta.url);

/** The playground on /. A tab that the visitor adds starts with the headers of the first one. */
export function servePlayground(server: FastifyInstance, describe: DescribePlayground, now = Date.now): void {
  let madeAtMs = now();
  let page: Promise<HtmlPage> | undefined;
  const route = { method: ["GET", "HEAD"], url: "/" };
  const handler = async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (page === undefined || now() - madeAtMs > maxAgeMs) {
      madeAtMs = now();
      page = describe().then(renderPlayground);
    }
    const { html, contentSecurityPolicy } = await page;
    return reply
      .header("content-type", "text/html; charset=utf-8")
      .header("content-security-policy", contentSecurityPolicy)
      .send(html);
  };
  server.route({ ...route, handler });
  servePlaygroundAssets(server);
}

/** GraphiQL in a page that loads nothing from elsewhere. */
async function renderPlayground({ tabs, panel }: PlaygroundContent): Promise<HtmlPage> {
  const filled = await Promise.all(tabs.map(fillTab));
  const headers = filled[0]?.headers ?? null;
  const options = {
    endpoint: "/graphql",
    title: "Identity Subgraph",
    ...(filled.length > 0 && { defaultTabs: filled }), // an empty list leaves the page empty
    ...(headers !== null && { defaultHeaders: headers }),
    shouldPersistHeaders: headers !== null, // without sample tokens, a typed header holds a real one
  };
  const titled = filled.map((tab) => [toTitle(tab.query), tab.headers]);
  const start = { variables: filled[0]?.variables ?? null, headers, titled, options };
  const scripts = [...(panel ? [panel.script] : []), startScript];
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Identity Subgraph</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/playground.css">
<style>${style}${panel?.style ?? ""}</style>
</head>
<body>
${panel?.html ?? ""}
<div id="root"></div>
<script type="application/json" id="start">${toScriptValue(start)}</script>
<script src="/playground.js"></script>
${scripts.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`;
  return { html, contentSecurityPolicy: toPolicy(scripts) };
}

interface FilledTab {
  readonly query: string;
  readonly variables: string;
  readonly headers: string | null;
}

async function fillTab({ operation, variables, headers }: PlaygroundTab): Promise<FilledTab> {
  const query = await readFile(new URL(`${operation}.graphql`, operations), "utf8");
  return { query, variables: JSON.stringify(variables, undefined, 2), headers: headers ?? null };
}

/** The name of the operation, which GraphiQL calls the tab by. */
function toTitle(query: string): string | undefined {
  return /^(?:query|mutation) (\w+)/m.exec(query)?.[1];
}

/** A value for a script, written so that it can't end the element which it stands in. */
function toScriptValue(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** What the page may do: run its own code, and talk to this host. */
function toPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return [
    "default-src 'none'",
    `script-src 'self' blob: ${hashes.join(" ")}`,
    "worker-src blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
