import type { FastifyRequest } from "fastify";
import { Refusal } from "../graphql/errors/refusal.js";

/**
 * Refuses what a page of another site made a browser send. Browsers say so in `sec-fetch-site`, or else in `origin`; programs
 * send neither. A body must be JSON besides, which no page can send elsewhere without asking first.
 *
 * @param origins those whose pages may call, from the configuration
 */
export function refuseOtherSites(headers: FastifyRequest["headers"], origins: readonly string[]): void {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  const isListed = origin !== undefined && (origins.includes("*") || origins.includes(origin));
  if (isListed) return;
  const isOwnPage = site === "same-origin" || site === "none";
  const isOwnOrigin = origin === undefined || URL.parse(origin)?.host === host;
  if (site === undefined ? isOwnOrigin : isOwnPage) return;
  throw new Refusal(403, "CROSS_SITE_REQUEST", "Pages of other sites must not call this service.");
}
