import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createLog } from "../../src/platform/log.js";
import { startTelemetry, type Telemetry, type TelemetrySettings } from "../../src/platform/telemetry.js";
import { until } from "../support/until.js";

const nothing: TelemetrySettings = {
  metricsPort: undefined,
  metricsHost: "127.0.0.1",
  otelExporterOtlpEndpoint: undefined,
  otelServiceName: "identity-subgraph",
};
const log = createLog("silent");
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function start(settings: Partial<TelemetrySettings>, to = log): Promise<Telemetry> {
  const telemetry = await startTelemetry({ ...nothing, ...settings }, to);
  ends.push(() => telemetry.close());
  return telemetry;
}

test("without settings, nothing listens, is sent or is recorded", async () => {
  const { meter, tracer, metricsUrl } = await start({});
  meter.createCounter("calls").add(1);
  const span = tracer.startSpan("call");
  expect([span.isRecording(), metricsUrl]).toEqual([false, undefined]);
  span.end();
});

describe("metrics", () => {
  const scrape = async ({ metricsUrl = "" }: Telemetry): Promise<string> => (await fetch(metricsUrl)).text();

  test("are served on their own port, with the name of the service", async () => {
    const telemetry = await start({ metricsPort: 0, otelServiceName: "people" });
    telemetry.meter.createCounter("provider.calls").add(3, { provider: "AUTH0" });
    telemetry.meter
      .createObservableGauge("calls.left")
      .addCallback((result) => result.observe(7, { quota_class: "read" }));
    const text = await scrape(telemetry);
    expect(text).toContain('provider_calls_total{provider="AUTH0"} 3');
    expect(text).toContain('calls_left{quota_class="read"} 7');
    expect(text).toContain('target_info{service_name="people"} 1');
  });

  test("of two apps in one process are separate", async () => {
    const [one, other] = [await start({ metricsPort: 0 }), await start({ metricsPort: 0 })];
    one.meter.createCounter("calls").add(1);
    other.meter.createCounter("calls").add(5);
    expect(await scrape(one)).toContain("calls_total 1");
    expect(await scrape(other)).toContain("calls_total 5");
  });

  test("are served on one path only, until the app closes", async () => {
    const telemetry = await start({ metricsPort: 0 });
    expect((await fetch(`${telemetry.metricsUrl}/all`)).status).toBe(404);
    await telemetry.close();
    await expect(scrape(telemetry)).rejects.toThrow();
  });

  test("fail the start when the port is in use", async () => {
    const { metricsUrl = "" } = await start({ metricsPort: 0 });
    await expect(start({ metricsPort: Number(new URL(metricsUrl).port) })).rejects.toThrow("EADDRINUSE");
  });
});

describe("spans", () => {
  test("arrive at the collector, at the latest when the app closes", async () => {
    const collector = await startCollector();
    const telemetry = await start({ otelExporterOtlpEndpoint: `${collector.origin}/` });
    telemetry.tracer.startSpan("auth0 read", { attributes: { "batch.size": 3 } }).end();
    await telemetry.close();
    expect(collector.paths).toEqual(["/v1/traces"]);
    const [resource] = JSON.parse(collector.bodies[0] ?? "").resourceSpans;
    expect(resource.resource.attributes).toContainEqual({
      key: "service.name",
      value: { stringValue: "identity-subgraph" },
    });
    expect(resource.scopeSpans[0].spans).toMatchObject([
      { name: "auth0 read", attributes: [{ key: "batch.size", value: { intValue: 3 } }] },
    ]);
  });

  test("that the collector never accepts don't keep the app from closing, and the log says so", async () => {
    const lines: string[] = [];
    const collector = await startCollector({ isSilent: true });
    const telemetry = await start(
      { otelExporterOtlpEndpoint: collector.origin },
      createLog("info", { write: (line) => void lines.push(line) }),
    );
    telemetry.tracer.startSpan("call").end();
    await telemetry.close();
    await until(() => lines.length > 0);
    expect(lines.join("")).toContain("the collector refuses spans");
  });
});

interface Collector {
  readonly origin: string;
  readonly paths: readonly string[];
  readonly bodies: readonly string[];
}

/** A fake OpenTelemetry collector. */
async function startCollector({ isSilent = false } = {}): Promise<Collector> {
  const paths: string[] = [];
  const bodies: string[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    paths.push(request.url ?? "");
    bodies.push(Buffer.concat(await request.toArray()).toString("utf8"));
    if (!isSilent) response.setHeader("content-type", "application/json").end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths, bodies };
}
