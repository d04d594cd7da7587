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

const propagator = new W3CTraceContextPropagator();

/**
 * The span of one GraphQL request, below the router's where it sent a `traceparent`. Ends with the answer. Tells the status and
 * nothing of the operation, whose text may hold anything.
 *
 * @returns what spans of the request's calls are put below
 */
export function startRequestSpan(tracer: Tracer, { headers }: FastifyRequest, reply: FastifyReply): Context {
  const above = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
  const span = tracer.startSpan("graphql request", { kind: SpanKind.SERVER }, above);
  reply.raw.once("close", () => {
    span.setAttribute("http.response.status_code", reply.raw.statusCode);
    if (!reply.raw.writableFinished)
      span.setStatus({ code: SpanStatusCode.ERROR, message: "the caller hung up" });
    span.end();
  });
  return trace.setSpan(above, span);
}
