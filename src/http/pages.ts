import type { FastifyInstance } from "fastify";

/** A page for people. Its policy says what it may do, beyond nothing. */
export interface HtmlPage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

/** The answer of one address: JSON or text, and where there is one, a page for browsers. */
export interface Page {
  readonly answer: () => unknown;
  readonly html?: () => Promise<HtmlPage>;
}

/** Serves pages by path. A caller that accepts `text/html` receives the page for people. */
export function servePages(server: FastifyInstance, pages: Readonly<Record<string, Page>>): void {
  for (const [path, { answer, html }] of Object.entries(pages)) {
    server.get(path, async ({ headers: { accept = "" } }, reply) => {
      reply.header("vary", "accept");
      if (html === undefined || !accept.includes("text/html")) return answer();
      const page = await html();
      return reply
        .header("content-type", "text/html; charset=utf-8")
        .header("content-security-policy", page.contentSecurityPolicy)
        .send(page.html);
    });
  }
}
