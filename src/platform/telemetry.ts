import { createNoopMeter, type Meter, ProxyTracerProvider, type Tracer } from "@opentelemetry/api";
import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import { fastify } from "fastify";
import type { Logger } from "./log.js";
import type { PlatformSettings } from "./settings.js";

export type TelemetrySettings = Pick<
  PlatformSettings,
  "metricsPort" | "metricsHost" | "otelExporterOtlpEndpoint" | "otelServiceName"
>;

/** Metrics and spans of one app. Nothing is registered globally: whoever measures is handed these. */
export interface Telemetry {
  readonly meter: Meter;
  readonly tracer: Tracer;
  /** As http://127.0.0.1:9464/metrics; absent when there are no metrics. */
  readonly metricsUrl?: string;
  /** Sends the spans that are left, for 2 seconds at most. */
  close(): Promise<void>;
}

/** The name under which meter and tracer report. */
const scope = "identity-subgraph";

const flushMs = 2_000;

/** What the settings don't ask for costs nothing: its instruments do nothing. */
export async function startTelemetry(settings: TelemetrySettings, log: Logger): Promise<Telemetry> {
  const resource = resourceFromAttributes({ "service.name": settings.otelServiceName });
  const metrics = await startMetrics(settings, resource);
  if (metrics !== undefined) log.info({ url: metrics.url }, "metrics are served");
  const spans = startSpans(settings, resource, log);
  return {
    tracer: (spans ?? new ProxyTracerProvider()).getTracer(scope),
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
  const exporter = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true });
  const provider = new MeterProvider({ resource, readers: [exporter] });
  // the exporter's own server can't take any free port
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

function startSpans(
  { otelExporterOtlpEndpoint: endpoint }: TelemetrySettings,
  resource: Resource,
  log: Logger,
): TracerProvider | undefined {
  if (endpoint === undefined) return undefined;
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const exporter = toldOf(new OTLPTraceExporter({ url, timeoutMillis: flushMs }), log);
  return new TracerProvider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter })] });
}

/** The log is told when the collector stops taking spans and when it takes them again; spans in between are lost. */
function toldOf(exporter: SpanExporter, log: Logger): SpanExporter {
  let isAway = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (!isAway && result.error !== undefined)
          log.warn({ reason: result.error.message }, "the collector takes no spans");
        if (isAway && result.error === undefined) log.info("the collector takes spans again");
        isAway = result.error !== undefined;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

/** Never throws: the exporter has told the log why spans could not be sent. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  const timer = Promise.withResolvers<void>();
  const timeout = setTimeout(timer.resolve, ms);
  await Promise.race([work.catch(timer.resolve), timer.promise]);
  clearTimeout(timeout);
}
