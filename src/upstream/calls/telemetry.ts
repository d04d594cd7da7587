import {
  type Attributes,
  type Meter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import type { Realm } from "../../identity/ids.js";
import type { ProviderName } from "../../identity/link.js";
import type { CallScope } from "../../platform/call-scope.js";
import type { ReadOutcome, ReadPlace } from "../reads/shared-reads.js";
import type { Upstream } from "../upstream.js";
import type { CallRecord } from "./gate.js";

/** A realm whose state the gauges show. */
export interface WatchedRealm {
  readonly provider: ProviderName;
  readonly realm: Realm;
}

/** What calls and reads are like, as metrics and spans. Names providers, realms and operations; no identity, no value. */
export interface CallTelemetry {
  noteCall(record: CallRecord, scope: CallScope): void;
  noteRead(place: ReadPlace, outcome: ReadOutcome, scope: CallScope): void;
  /** Shows breakers, budgets and queues whenever metrics are collected. */
  watch(upstream: Upstream, realms: readonly WatchedRealm[]): void;
}

const seconds = {
  unit: "s",
  advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15] },
};

export function createCallTelemetry(meter: Meter, tracer: Tracer): CallTelemetry {
  const calls = meter.createHistogram("identity.provider.call.duration", {
    ...seconds,
    description: "From sending a call to its end, by how it ended.",
  });
  const waits = meter.createHistogram("identity.provider.queue.duration", {
    ...seconds,
    description: "Time that a call waited for its place, whether it got one or not.",
  });
  const reads = meter.createCounter("identity.reads", {
    description: "Reads of an identity, by how they were served: hit, joined, asked or stale.",
  });
  return {
    noteCall: (record, scope) => {
      const attributes = toAttributes(record);
      waits.record(record.waitMs / 1_000, attributes);
      if (record.durationMs > 0) calls.record(record.durationMs / 1_000, attributes);
      addSpan(tracer, record, scope);
    },
    noteRead: ({ provider, realm }, outcome, { trace: above }) => {
      const attributes = {
        "identity.provider": provider,
        "identity.realm": realm,
        "identity.outcome": outcome,
      };
      reads.add(1, attributes);
      const isTraced = above !== undefined && trace.getSpan(above)?.isRecording() === true;
      if (isTraced) tracer.startSpan("read identity", { attributes }, above).end(); // a mark: calls have the times
    },
    watch: (upstream, realms) => watchUpstream(meter, upstream, realms),
  };
}

function toAttributes({ provider, realm, operation, kind, quotaClasses, outcome }: CallRecord): Attributes {
  return {
    "identity.provider": provider,
    "identity.realm": realm,
    "identity.operation": operation,
    "identity.call.kind": kind,
    "identity.quota_class": quotaClasses.at(-1) ?? "",
    "identity.outcome": outcome,
  };
}

/** One span per attempt, made when it is over. */
function addSpan(tracer: Tracer, record: CallRecord, { trace: above = ROOT_CONTEXT }: CallScope): void {
  const endTime = Date.now();
  const attributes = {
    ...toAttributes(record),
    "identity.attempt": record.attempt,
    "identity.batch_size": record.batchSize ?? 1,
    "identity.wait_ms": record.waitMs,
  };
  const startTime = endTime - record.durationMs - record.waitMs;
  const name = `${record.provider} ${record.operation}`;
  const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, startTime, attributes }, above);
  if (record.outcome !== "ok") span.setStatus({ code: SpanStatusCode.ERROR, message: record.outcome });
  span.end(endTime);
}

const breakerValues = { CLOSED: 0, HALF_OPEN: 1, OPEN: 2 } as const;

function watchUpstream(meter: Meter, upstream: Upstream, realms: readonly WatchedRealm[]): void {
  const breaker = meter.createObservableGauge("identity.provider.breaker", {
    description: "0 closed, 1 half open, 2 open.",
  });
  const budget = meter.createObservableGauge("identity.provider.budget.available", {
    description: "Calls that the budget has room for now.",
  });
  const queue = meter.createObservableGauge("identity.provider.queue.length", {
    description: "Calls that wait for a place at the provider.",
  });
  meter.addBatchObservableCallback(
    async (result) => {
      for (const { provider, realm } of realms) {
        const traffic = await upstream.trafficOf(provider, realm);
        if (traffic === undefined) continue;
        const attributes = { "identity.provider": provider, "identity.realm": realm };
        result.observe(breaker, breakerValues[traffic.breaker], attributes);
        result.observe(queue, traffic.queueLength, attributes);
        for (const { quotaClass, available } of traffic.budgets) {
          result.observe(budget, available, { ...attributes, "identity.quota_class": quotaClass });
        }
      }
    },
    [breaker, budget, queue],
  );
}
