import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import type { DocumentNode, GraphQLSchema } from "graphql";
import { createFormatError } from "../graphql/errors/format-error.js";
import { limitQueries } from "../graphql/limits/query-limits.js";
import type { DocumentLimits } from "../graphql/limits/settings.js";
import { type LogReads, reportAccess } from "../graphql/policy/report-access.js";
import type { GraphContext } from "../graphql/schema/context.js";
import { currentCorrelationId } from "../platform/correlation.js";
import type { Logger } from "../platform/log.js";
import { setCacheControl } from "./cache-control.js";
import { followMediaType } from "./graphql-over-http.js";
import { describeOperation } from "./request-span.js";

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  readonly limits: DocumentLimits;
  /** Whether callers may ask for the schema by introspection; `_service` tells it to routers in any case. */
  readonly introspection: boolean;
  /** Logs who read whom; absent when reads are not audited. */
  readonly logReads?: LogReads | undefined;
  readonly createId: () => string;
  /** Called for each operation that was answered without an error. */
  readonly onAnswered?: (query: string, document: DocumentNode) => void;
}

/** Without cache control and tracing, whose hooks on every field cost a third of the time that 100 entities take. */
export function createApollo(options: ApolloOptions): ApolloServer<GraphContext> {
  const { schema, log, limits, introspection, logReads, createId } = options;
  return new ApolloServer<GraphContext>({
    schema,
    introspection,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: false, // http-protocol.ts goes by the origin instead, which lets programs use GET
    stopOnTerminationSignals: false, // main.ts stops the whole process in order
    parseOptions: { maxTokens: limits.maxTokens },
    validationOptions: { hideSuggestions: true },
    executionOptions: { maxCoercionErrors: 10 },
    logger: log,
    formatError: createFormatError(
      ({ error, ...bug }) => log.error({ err: error, ...bug }, "bug in a resolver"),
      () => currentCorrelationId() ?? createId(),
    ),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      limitQueries(limits),
      ...(logReads ? [reportAccess(logReads)] : []),
      followMediaType(),
      traceOperations(),
      setCacheControl(),
      ...(options.onAnswered ? [noteAnswers(options.onAnswered)] : []),
    ],
  });
}

function traceOperations(): ApolloServerPlugin<GraphContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ operation, contextValue: { scope }, response: { body } }) => {
        if (operation === undefined || body.kind !== "single") return;
        const codes = (body.singleResult.errors ?? []).map(({ extensions }) => String(extensions?.code));
        describeOperation(scope.trace, operation, codes);
      },
    }),
  };
}

function noteAnswers(onAnswered: NonNullable<ApolloOptions["onAnswered"]>): ApolloServerPlugin<GraphContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ request: { query }, document, response: { body } }) => {
        const isClean = body.kind === "single" && body.singleResult.errors === undefined;
        if (isClean && query !== undefined && document !== undefined) onAnswered(query, document);
      },
    }),
  };
}
