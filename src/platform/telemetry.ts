import { createNoopMeter, type Meter, ProxyTracerProvider, type Tracer } from "@opentelemetry/api";
import { type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import type { MeterProvider } from "@opentelemetry/sdk-metrics";
import type { SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import { fastify } from "fastify";
import type { Logger } from "./log.js";
import type { PlatformSettings } from "./settings.js";

export type TelemetrySettings = Pick<
  PlatformSettings,
  "metricsPort" | "metricsHost" | "otelExporterOtlpEndpoint" | "otelServiceName"
>;

/** Metrics and spans of one app. Nothing is registered globally; modules receive these objects. */
export interface Telemetry {
  readonly meter: Meter;
  readonly tracer: Tracer;
  /** Whether spans are sent anywhere. */
  readonly isTracing: boolean;
  /** Such as http://127.0.0.1:9464/metrics; absent without metrics. */
  readonly metricsUrl?: string;
  /** Sends the remaining spans, for at most 2 seconds. */
  close(): Promise<void>;
}

/** The name under which meter and tracer report. */
const scope = "identity-subgraph";

const flushMs = 2_000;

/** Without settings, the instruments do nothing and cost nothing, and what exports them is not loaded. */
export async function startTelemetry(settings: TelemetrySettings, log: Logger): Promise<Telemetry> {
  const resource = resourceFromAttributes({ "service.name": settings.otelServiceName });
  const metrics = await startMetrics(settings, resource);
  if (metrics !== undefined) log.info({ url: metrics.url }, "metrics are served");
  const spans = await startSpans(settings, resource, log);
  return {
    tracer: (spans ?? new ProxyTracerProvider()).getTracer(scope),
    isTracing: spans !== undefined,
    meter: metrics?.provider.getMeter(scope) ?? createNoopMeter(),
    ...(metrics !== undefined && { metricsUrl: metrics.url }),
    close: async () => {
      await Promise.all([metrics?.close(), spans && within(flushMs, spans.shutdown())]);
    },
  };
}

interface Metrics {
  readonly provider: MeterProvider;
  readonly url: string;
  close(): Promise<void>;
}

/** Throws when the port is taken. */
async function startMetrics(settings: TelemetrySettings, resource: Resource): Promise<Metrics | undefined> {
  const { metricsPort: port, metricsHost: host } = settings;
  if (port === undefined) return undefined;
  const [{ PrometheusExporter }, { MeterProvider: Provider }] = await Promise.all([
    import("@opentelemetry/exporter-prometheus"),
    import("@opentelemetry/sdk-metrics"),
  ]);
  const exporter = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true });
  const provider = new Provider({ resource, readers: [exporter] });
  // the exporter's own server does not support port 0
  const server = fastify({ forceCloseConnections: true });
  server.get("/metrics", (request, reply) => {
    reply.hijack();
    exporter.getMetricsRequestHandler(request.raw, reply.raw);
  });
  const origin = await server.listen({ host, port });
  const close = async (): Promise<void> => {
    await server.close();
    await provider.shutdown();
  };
  return { provider, url: `${origin}/metrics`, close };
}

async function startSpans(
  { otelExporterOtlpEndpoint: endpoint }: TelemetrySettings,
  resource: Resource,
  log: Logger,
): Promise<TracerProvider | undefined> {
  if (endpoint === undefined) return undefined;
  const [{ OTLPTraceExporter }, { BatchSpanProcessor, TracerProvider: Provider }] = await Promise.all([
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/sdk-trace"),
  ]);
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const exporter = logFailures(new OTLPTraceExporter({ url, timeoutMillis: flushMs }), log);
  return new Provider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter })] });
}

/** Logs when the collector starts and stops refusing spans; refused spans are lost. */
function logFailures(exporter: SpanExporter, log: Logger): SpanExporter {
  let isFailing = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (!isFailing && result.error !== undefined)
          log.warn({ reason: result.error.message }, "the collector refuses spans");
        if (isFailing && result.error === undefined) log.info("the collector accepts spans again");
        isFailing = result.error !== undefined;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

/** Never throws: the exporter has logged why spans could not be sent. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  const timer = Promise.withResolvers<void>();
  const timeout = setTimeout(timer.resolve, ms);
  await Promise.race([work.catch(timer.resolve), timer.promise]);
  clearTimeout(timeout);
}
