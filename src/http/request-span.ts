import {
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { OperationDefinitionNode } from "graphql";

const propagator = new W3CTraceContextPropagator();

/** Callers choose the name, so that it may be of any length. */
const maxNameLength = 100;

/**
 * The span of one GraphQL request, below the router's where it sent a `traceparent`. Ends with the answer. Its attributes
 * follow OpenTelemetry's conventions for HTTP and GraphQL; the document is left out, because it may hold anything.
 *
 * @returns what spans of the request's calls are put below
 */
export function startRequestSpan(
  tracer: Tracer,
  { headers, method }: FastifyRequest,
  reply: FastifyReply,
): Context {
  const above = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
  const attributes = { "http.request.method": method, "http.route": "/graphql", "url.path": "/graphql" };
  const span = tracer.startSpan(`${method} /graphql`, { kind: SpanKind.SERVER, attributes }, above);
  reply.raw.once("close", () => {
    const { statusCode, writableFinished } = reply.raw;
    span.setAttribute("http.response.status_code", statusCode);
    if (statusCode >= 500) {
      span.setAttribute("error.type", String(statusCode));
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    if (!writableFinished) span.setStatus({ code: SpanStatusCode.ERROR, message: "the caller hung up" });
    span.end();
  });
  return trace.setSpan(above, span);
}

/** Codes of errors that are not the caller's. */
const ownErrors = /^(INTERNAL_SERVER_ERROR|DIRECTORY_UNAVAILABLE|PROVIDER_\w+)$/;

/** Adds to the span of a request what was executed, and the codes of the errors in its answer. */
export function describeOperation(
  context: Context | undefined,
  { operation, name }: OperationDefinitionNode,
  codes: readonly string[] = [],
): void {
  const span = context && trace.getSpan(context);
  if (span?.isRecording() !== true) return;
  span.updateName(operation);
  span.setAttribute("graphql.operation.type", operation);
  if (name !== undefined) span.setAttribute("graphql.operation.name", name.value.slice(0, maxNameLength));
  if (codes.length === 0) return;
  span.setAttribute("identity.error.count", codes.length);
  span.setAttribute("identity.error.codes", [...new Set(codes)]);
  const own = codes.find((code) => ownErrors.test(code));
  span.setAttribute("error.type", own ?? (codes[0] as string));
  if (own !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
}
