import type { FastifyInstance, FastifyRequest } from "fastify";
import { Refusal } from "../graphql/errors/refusal.js";
import { refuseOtherSites } from "./cross-site.js";

/** A page for people. Its policy says what it may do, beyond nothing. */
export interface HtmlPage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

/** The answer of one address: JSON or text, and where there is one, a page for browsers. */
export interface Page {
  readonly answer: () => unknown;
  readonly html?: () => Promise<HtmlPage>;
  /** Carries out what a POST from this site asks for; undefined for an invalid body. No POST when absent. */
  readonly change?: (body: unknown) => object | undefined;
}

/** Serves pages by path. A caller that accepts `text/html` receives the page for people. */
export function servePages(server: FastifyInstance, pages: Readonly<Record<string, Page>>): void {
  for (const [path, { answer, html, change }] of Object.entries(pages)) {
    if (change !== undefined) servePost(server, path, change);
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

function servePost(server: FastifyInstance, path: string, change: NonNullable<Page["change"]>): void {
  const onRequest = async ({ headers }: FastifyRequest) => refuseOtherSites(headers, []);
  server.post(path, { onRequest }, async ({ body }) => {
    const result = change(body);
    if (result === undefined)
      throw new Refusal(400, "BAD_REQUEST", "The body is not what this address takes.");
    return result;
  });
}
