import { type App, registry, startApp } from "../../src/app.js";
import { loadConfig } from "../../src/config.js";
import { createLog } from "../../src/platform/log.js";
import { toLinkedUsers } from "../../src/sandbox/guide.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.js";
import { sandboxVariables } from "../../src/sandbox/variables.js";
import { startCollector } from "../support/collector.js";
import { emulatorsOf, liftRateLimits } from "../support/emulators.js";
import { CanaryWatch } from "./canaries.js";
import type { ChaosPerson } from "./people.js";

export interface HarnessOptions {
  readonly people: readonly ChaosPerson[];
  readonly random: () => number;
  /** With DATABASE_URL the emulators are configured as real providers are. */
  readonly variables: Readonly<Record<string, string>>;
  /** Told how many milliseconds the service took for a request, by its own log. */
  onServed(elapsedMs: number): void;
}

/**
 * A subgraph with every output switched on and watched: log, metrics and spans. It keeps to rate limits, while the emulators
 * refuse nobody, so that every refusal is one of the chaos.
 */
export interface Harness {
  readonly app: App;
  readonly sandbox: Sandbox;
  readonly canaries: CanaryWatch;
  readonly url: string;
  /** Reads the metrics as Prometheus does. */
  scrape(): Promise<string>;
  /** Calls that the providers have had since the last time. */
  takeCalls(): number;
  close(): Promise<void>;
}

export async function startHarness({
  people,
  random,
  variables,
  onServed,
}: HarnessOptions): Promise<Harness> {
  const sandbox = await startSandbox({ people: people.map(({ person }) => person), random });
  liftRateLimits(...emulatorsOf(sandbox));
  const canaries = new CanaryWatch(Object.values(sandbox.tokens));
  const collector = await startCollector((body) => canaries.check(body, "spans"));
  let metricsUrl = "";
  const write = (line: string): void => {
    canaries.check(line, "log lines");
    const { elapsedMs } = JSON.parse(line);
    if (typeof elapsedMs === "number") onServed(elapsedMs);
    metricsUrl ||= /"url":"([^"]+\/metrics)"/.exec(line)?.[1] ?? "";
  };
  const isConfigured = variables.DATABASE_URL !== undefined;
  const config = loadConfig(registry, {
    ...(isConfigured && sandboxVariables(sandbox)),
    ...outputs,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin,
    ...variables,
  });
  const app = await startApp({ config, log: createLog("trace", { write }), sandbox });
  if (isConfigured) await app.directory.importUsers(toLinkedUsers(sandbox.people));
  return {
    app,
    sandbox,
    canaries,
    url: `${app.origin}/graphql`,
    scrape: async () => {
      const text = await (await fetch(metricsUrl)).text();
      canaries.check(text, "metrics");
      return text;
    },
    takeCalls: () => {
      const calls = emulatorsOf(sandbox).reduce((sum, { requests }) => sum + requests.length, 0);
      for (const emulator of emulatorsOf(sandbox)) emulator.clearRequests();
      return calls;
    },
    close: async () => {
      await app.close(); // sends the last spans
      await Promise.all([collector.close(), sandbox.close()]);
    },
  };
}

const outputs = {
  NODE_ENV: "test",
  PORT: "0",
  LOG_LEVEL: "trace",
  AUDIT_READS: "true",
  METRICS_PORT: "0",
  RATE_LIMIT_PER_MINUTE: "0",
};
