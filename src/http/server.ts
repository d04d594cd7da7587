import type { Context, Tracer } from "@opentelemetry/api";
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from "fastify";
import type { GraphQLSchema } from "graphql";
import type { Authenticate } from "../access/tokens/authenticate.js";
import type { DocumentLimits } from "../graphql/limits/settings.js";
import type { Plans } from "../graphql/plans/plans.js";
import { createLogReads } from "../graphql/policy/report-access.js";
import { createContext, type GraphContext, type GraphSetup } from "../graphql/schema/context.js";
import { type CallScope, openScope } from "../platform/call-scope.js";
import type { Logger } from "../platform/log.js";
import { andThen, type MaybePromise } from "../platform/maybe-promise.js";
import type { Redis } from "../platform/redis.js";
import { authenticateRequest } from "./authenticate-request.js";
import { compressLargeAnswers } from "./compression.js";
import { createApollo } from "./create-apollo.js";
import { guard, toServerOptions } from "./edge.js";
import { checkRequest } from "./graphql-over-http.js";
import { createGraphqlHandler } from "./graphql-route.js";
import { type Page, servePages } from "./pages.js";
import { type DescribePlayground, servePlayground } from "./playground.js";
import { countRequests } from "./rate-limit.js";
import { startRequestSpan } from "./request-span.js";
import type { HttpSettings } from "./settings.js";
import { createShortPath } from "./short-path.js";
import { addWebhookRoutes, type WebhookOptions } from "./webhooks.js";

export interface HttpServerOptions {
  readonly schema: GraphQLSchema;
  readonly setup: GraphSetup;
  /** Finds out who sent a request. */
  readonly authenticate: Authenticate;
  readonly log: Logger;
  readonly limits: DocumentLimits & HttpSettings;
  /** Through which all processes count a caller's requests together; each by itself when absent. */
  readonly redis?: Redis | undefined;
  /** No spans are made when absent. */
  readonly tracer: Tracer | undefined;
  /** Whether callers may ask for the schema by introspection. */
  readonly introspection: boolean;
  /** Whether it is logged who reads whom. */
  readonly auditReads?: boolean;
  /** Milliseconds that one GraphQL request may take. */
  readonly requestTimeoutMs: number;
  /** What the playground shows; no playground when absent. */
  readonly playground?: DescribePlayground | undefined;
  /** Further pages by path; what the sandbox shows. */
  readonly pages?: Readonly<Record<string, Page>> | undefined;
  /** Routes on which providers report changes; no such routes when absent. */
  readonly webhooks?: WebhookOptions | undefined;
  readonly createId: () => string;
  /** Plans of known documents; every request goes through Apollo when absent. */
  readonly plans?: Plans;
  /** Whether requests that address this machine by any other than a loopback name are refused. */
  readonly isLoopbackOnly?: boolean;
}

/** GraphQL on /graphql, health on /health/live and /health/ready, the playground on /. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { limits } = options;
  const server = fastify(toServerOptions(options));
  await guard(server, options);
  const plans = options.plans;
  const logReads = options.auditReads ? createLogReads(options.log) : undefined;
  const apollo = createApollo({
    ...options,
    logReads,
    ...(plans && { onAnswered: (query, document) => plans.noteAnswered(query, document) }),
  });
  await apollo.start();
  const context = (request: FastifyRequest, reply: FastifyReply): MaybePromise<GraphContext> => {
    const trace = options.tracer && startRequestSpan(options.tracer, request, reply);
    const scope = toScope(reply, options.requestTimeoutMs, trace);
    return andThen(authenticateRequest(options.authenticate, request.raw.headersDistinct), (viewer) =>
      createContext(options.setup, { viewer, scope }),
    );
  };
  server.route({
    url: "/graphql",
    method: server.supportedMethods, // so that the check says which ones are allowed
    onRequest: (request, _reply, done) => {
      checkRequest(request, limits.corsOrigins);
      done();
    },
    onSend: compressLargeAnswers(limits),
    handler: createGraphqlHandler({
      apollo,
      createContext: countRequests(limits, context, options.redis),
      shortPath:
        plans &&
        createShortPath({
          plans,
          limits,
          logReads,
        }),
    }),
  });
  const method = ["GET", "HEAD"]; // probes of load balancers use either
  server.route({ method, url: "/health/live", handler: () => ({ status: "ok" }) });
  server.route({ method, url: "/health/ready", handler: (_, reply) => answerReadiness(options, reply) });
  if (options.webhooks !== undefined) addWebhookRoutes(server, options.webhooks, options.log);
  if (options.playground !== undefined) servePlayground(server, options.playground);
  servePages(server, options.pages ?? {});
  return server;
}

/** Milliseconds at most that are kept for the directory after the last call to a provider. */
const maxReserveMs = 500;

/** Ends when the response is closed, sent or not, or after the time that a request may take. */
function toScope(reply: FastifyReply, timeoutMs: number, trace: Context | undefined): CallScope {
  const reserveMs = Math.min(maxReserveMs, timeoutMs / 10);
  return openScope({ timeoutMs, reserveMs, closing: reply.raw, ...(trace !== undefined && { trace }) });
}

/**
 * Ready means that the directory can be read and written; an unavailable provider is no reason to take the process out of
 * service. The directory logs its outages.
 */
async function answerReadiness({ setup }: HttpServerOptions, reply: FastifyReply): Promise<object> {
  try {
    await setup.directory.ping();
    return { status: "ok" };
  } catch {
    reply.code(503);
    return { status: "unavailable", reason: "the directory is unavailable" };
  }
}
