import { type FastifyCorsOptions, fastifyCors } from "@fastify/cors";
import type { FastifyHttpOptions, FastifyInstance, RawServerDefault } from "fastify";
import { Refusal } from "../graphql/errors/refusal.js";
import { correlate } from "../platform/correlation.js";
import type { Logger } from "../platform/log.js";
import { readJson } from "./graphql-over-http.js";
import { refuseForeignHosts } from "./host-guard.js";
import { answerBrokenRequest, answerFailures, refuseUnrouted, securityHeaders } from "./responses.js";
import type { HttpSettings } from "./settings.js";

/** Milliseconds for which an idle connection is kept; longer than the minute of most load balancers. */
const keepAliveMs = 72_000;

/** Milliseconds between two searches for idle connections while the server is closing. */
const sweepMs = 100;

export interface EdgeOptions {
  readonly log: Logger;
  readonly limits: HttpSettings;
  readonly createId: () => string;
  /** Whether requests that address this machine by any other than a loopback name are refused. */
  readonly isLoopbackOnly?: boolean;
}

/** What fastify and Node.js guard by themselves: sizes, times and what a proxy may say. */
export function toServerOptions({ limits, createId }: EdgeOptions): FastifyHttpOptions<RawServerDefault> {
  const { receiveTimeoutMs, trustProxy: proxies } = limits;
  return {
    bodyLimit: limits.maxBodyBytes,
    requestTimeout: receiveTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    http: {
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: receiveTimeoutMs,
      connectionsCheckingInterval: Math.min(1_000, receiveTimeoutMs),
      requireHostHeader: false, // the hook below answers with all headers
    },
    trustProxy: proxies.length === 0 ? false : [...proxies],
    forceCloseConnections: "idle",
    return503OnClosing: false, // answerWhileDraining does, with all headers
    exposeHeadRoutes: false,
    genReqId: ({ headers }) => toCorrelationId(headers["x-correlation-id"]) ?? createId(),
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, createId()),
    frameworkErrors: (_error, { id, raw }, reply) => {
      const message = "The address makes no sense.";
      refuseUnrouted(raw, reply.raw, { statusCode: 400, code: "BAD_REQUEST", message, correlationId: id });
    },
  };
}

/** Every request's number and headers, what holds on every route, and the answers to what goes wrong. */
export async function guard(
  server: FastifyInstance,
  { log, limits, createId, isLoopbackOnly = false }: EdgeOptions,
): Promise<void> {
  let isDraining = false;
  server.server.maxConnections = limits.maxConnections;
  server.server.on("checkExpectation", (request, reply) => {
    const message = "Of expect, only 100-continue is understood.";
    refuseUnrouted(request, reply, {
      statusCode: 417,
      code: "EXPECTATION_FAILED",
      message,
      correlationId: createId(),
    });
  });
  server.addHook("preClose", async () => {
    isDraining = true;
    // a connection whose request completes from now on would otherwise stay open for as long as idle ones are kept
    const sweep = setInterval(() => server.server.closeIdleConnections(), sweepMs);
    server.server.once("close", () => clearInterval(sweep));
  });
  server.addHook("onRequest", (request, reply, done) => {
    reply.headers(securityHeaders).header("x-correlation-id", request.id);
    done();
  });
  if (isLoopbackOnly) refuseForeignHosts(server); // before CORS, which answers preflights by itself
  if (limits.corsOrigins.length > 0) await server.register(fastifyCors, toCors(limits));
  server.addHook("onRequest", (request, _reply, done) => {
    if (isDraining)
      throw new Refusal(503, "SHUTTING_DOWN", "This process is stopping.", { "retry-after": "1" });
    if (request.headers.host === undefined && request.raw.httpVersion !== "1.0")
      throw new Refusal(400, "BAD_REQUEST", "There is no host header.");
    done();
  });
  // after the body is read: reading goes on in another chain of events, which knows nothing of the request
  server.addHook("preHandler", (request, _reply, done) => correlate(request.id, done));
  if (log.isLevelEnabled("debug")) logAnswers(server, log);
  readJson(server);
  answerFailures(server, log);
}

function logAnswers(server: FastifyInstance, log: Logger): void {
  server.addHook("onResponse", async ({ id, method, routeOptions }, { statusCode, elapsedTime }) => {
    const elapsedMs = Math.round(elapsedTime);
    log.debug({ correlationId: id, method, route: routeOptions.url, statusCode, elapsedMs }, "answered");
  });
}

/** A router's number is taken over when it looks like one: it is written to the log. */
function toCorrelationId(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === "string" && /^[\w-]{8,64}$/.test(header) ? header : undefined;
}

/** A bearer token is nothing that a browser adds by itself, so that credentials are not allowed. */
function toCors({ corsOrigins: origins }: HttpSettings): FastifyCorsOptions {
  return {
    origin: origins.includes("*") ? "*" : [...origins],
    methods: ["GET", "POST"],
    allowedHeaders: ["authorization", "content-type", "x-correlation-id"],
    exposedHeaders: ["retry-after", "x-correlation-id"],
    maxAge: 600,
  };
}
