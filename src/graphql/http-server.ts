import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from "@as-integrations/fastify";
import { type FastifyInstance, type FastifyReply, fastify } from "fastify";
import type { GraphQLSchema } from "graphql";
import { nobody } from "../access/viewer.js";
import type { Logger } from "../platform/log.js";
import { createContext, type GraphContext, type GraphSetup } from "./context.js";
import { createFormatError } from "./format-error.js";
import { type PlaygroundTab, playgroundPolicy, renderPlayground } from "./playground.js";

export interface HttpServerOptions {
  readonly schema: GraphQLSchema;
  readonly setup: GraphSetup;
  readonly log: Logger;
  /** Milliseconds that one GraphQL request may take. */
  readonly requestTimeoutMs: number;
  /** The playground's tabs; no playground when absent. */
  readonly playground?: readonly PlaygroundTab[];
  /** Further pages of JSON by path; what the sandbox shows. */
  readonly pages?: Readonly<Record<string, () => unknown>>;
  readonly createId: () => string;
}

/** GraphQL on /graphql, health on /health/live and /health/ready, the playground on /. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const server = fastify({ forceCloseConnections: "idle" });
  const apollo = createApollo(options, server);
  await apollo.start();
  const context = (_request: unknown, reply: FastifyReply): Promise<GraphContext> => {
    const signal = toSignal(reply, options.requestTimeoutMs);
    return Promise.resolve(createContext(options.setup, { viewer: nobody, signal }));
  };
  server.route({
    url: "/graphql",
    method: ["GET", "POST"],
    handler: fastifyApolloHandler(apollo, { context }),
  });
  server.get("/health/live", () => ({ status: "ok" }));
  server.get("/health/ready", (_request, reply) => answerReadiness(options, reply));
  if (options.playground !== undefined) addPlayground(server, options.playground);
  for (const [path, page] of Object.entries(options.pages ?? {})) server.get(path, () => page());
  return server;
}

/** Without cache control and tracing, whose hooks on every field cost a third of the time that 100 entities take. */
function createApollo(
  { schema, log, createId }: HttpServerOptions,
  server: FastifyInstance,
): ApolloServer<GraphContext> {
  return new ApolloServer<GraphContext>({
    schema,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false, // main.ts stops the whole process in order
    logger: log,
    formatError: createFormatError(
      ({ error, ...bug }) => log.error({ err: error, ...bug }, "bug in a resolver"),
      createId,
    ),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      fastifyApolloDrainPlugin(server),
    ],
  });
}

/** Fires when the caller has hung up, or after the time that a request may take. */
function toSignal(reply: FastifyReply, timeoutMs: number): AbortSignal {
  const hungUp = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) hungUp.abort();
  });
  return AbortSignal.any([hungUp.signal, AbortSignal.timeout(timeoutMs)]);
}

/** Ready means that the directory answers; a provider in trouble is no reason to take the process out of service. */
async function answerReadiness({ setup, log }: HttpServerOptions, reply: FastifyReply): Promise<object> {
  try {
    await setup.directory.ping();
    return { status: "ok" };
  } catch (error) {
    log.warn({ err: error }, "the directory does not answer");
    reply.code(503);
    return { status: "unavailable", reason: "the directory does not answer" };
  }
}

function addPlayground(server: FastifyInstance, tabs: readonly PlaygroundTab[]): void {
  let page: Promise<Buffer> | undefined;
  server.get("/", async (_request, reply) => {
    page ??= renderPlayground("/graphql", tabs);
    return reply
      .header("content-type", "text/html; charset=utf-8")
      .header("content-encoding", "gzip")
      .header("content-security-policy", playgroundPolicy)
      .header("x-content-type-options", "nosniff")
      .send(await page);
  });
}
