import {
  type Attributes,
  type Meter,
  ROOT_CONTEXT,
  type Span,
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
import type { CallRecord, UnreadableValue } from "./gate.js";

/** A realm whose state the gauges report. */
export interface WatchedRealm {
  readonly provider: ProviderName;
  readonly realm: Realm;
}

/** Metrics and spans of calls and reads. They name providers, realms and operations, but no identities and no values. */
export interface CallTelemetry {
  noteCall(record: CallRecord, scope: CallScope): void;
  noteReads(place: ReadPlace, outcome: ReadOutcome, scope: CallScope, count: number): void;
  noteUnreadable(value: UnreadableValue): void;
  /** Reports breakers, rate limits and queues whenever metrics are collected. */
  watch(upstream: Upstream, realms: readonly WatchedRealm[]): void;
}

const seconds = {
  unit: "s",
  advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15] },
};

export function createCallTelemetry(meter: Meter, tracer: Tracer): CallTelemetry {
  const calls = meter.createHistogram("identity.provider.call.duration", {
    ...seconds,
    description: "Time from sending a call to its end, by outcome.",
  });
  const waits = meter.createHistogram("identity.provider.queue.duration", {
    ...seconds,
    description: "Time that a call waited to be sent, whether it was sent or not.",
  });
  const reads = new ReadCounter(meter);
  const counts: ReadCounts = new WeakMap();
  const unreadable = meter.createCounter("identity.provider.unreadable_values", {
    description: "Values of providers' records that could not be read and are null instead.",
  });
  return {
    noteCall: (record, scope) => {
      const attributes = toAttributes(record);
      waits.record(record.waitMs / 1_000, attributes);
      if (record.durationMs > 0) calls.record(record.durationMs / 1_000, attributes);
      addSpan(tracer, record, scope);
    },
    noteReads: (place, outcome, { trace: parent }, count) => {
      reads.add(place, outcome, count);
      const span = parent && trace.getSpan(parent);
      if (span?.isRecording() === true) countOn(span, outcome, count, counts);
    },
    noteUnreadable: ({ provider, realm, path }) =>
      unreadable.add(1, {
        "identity.provider": provider,
        "identity.realm": realm,
        "identity.path": path,
      }),
    watch: (upstream, realms) => watchUpstream(meter, upstream, realms),
  };
}

type ReadCounts = WeakMap<Span, Map<ReadOutcome, number>>;

/** Counts the reads of a request on its span: most are served from memory, and a span of each would bury the calls. */
function countOn(span: Span, outcome: ReadOutcome, more: number, counts: ReadCounts): void {
  const ofSpan = counts.get(span) ?? new Map<ReadOutcome, number>();
  const count = (ofSpan.get(outcome) ?? 0) + more;
  counts.set(span, ofSpan.set(outcome, count));
  span.setAttribute(`identity.reads.${outcome}`, count);
}

/** Counts reads and reports the sums when metrics are collected: an instrument of its own for each read costs as much as the read. */
class ReadCounter {
  readonly #sums = new Map<string, { readonly attributes: Attributes; sum: number }>();

  constructor(meter: Meter) {
    const reads = meter.createObservableCounter("identity.reads", {
      description:
        "Reads of an identity, by outcome: hit, joined, asked or stale; also late when a profile did not wait.",
    });
    reads.addCallback((result) => {
      for (const { attributes, sum } of this.#sums.values()) result.observe(sum, attributes);
    });
  }

  add({ provider, realm }: ReadPlace, outcome: ReadOutcome, count: number): void {
    const name = `${provider}\n${realm}\n${outcome}`;
    const known = this.#sums.get(name);
    if (known !== undefined) known.sum += count;
    else {
      const attributes = {
        "identity.provider": provider,
        "identity.realm": realm,
        "identity.outcome": outcome,
      };
      this.#sums.set(name, { attributes, sum: count });
    }
  }
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

/** Adds one span per attempt, after its end. */
function addSpan(tracer: Tracer, record: CallRecord, { trace: parent = ROOT_CONTEXT }: CallScope): void {
  const endTime = Date.now();
  const attributes = {
    ...toAttributes(record),
    "identity.attempt": record.attempt,
    "identity.batch_size": record.batchSize ?? 1,
    "identity.wait_ms": record.waitMs,
  };
  const startTime = endTime - record.durationMs - record.waitMs;
  const name = `${record.provider} ${record.operation}`;
  const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, startTime, attributes }, parent);
  if (record.outcome !== "ok") span.setStatus({ code: SpanStatusCode.ERROR, message: record.outcome });
  span.end(endTime);
}

const breakerValues = { CLOSED: 0, HALF_OPEN: 1, OPEN: 2 } as const;

function watchUpstream(meter: Meter, upstream: Upstream, realms: readonly WatchedRealm[]): void {
  const breaker = meter.createObservableGauge("identity.provider.breaker", {
    description: "0 closed, 1 half open, 2 open.",
  });
  const rateLimit = meter.createObservableGauge("identity.provider.rate_limit.available", {
    description: "Calls that the rate limit allows now.",
  });
  const queue = meter.createObservableGauge("identity.provider.queue.length", {
    description: "Calls that wait to be sent to the provider.",
  });
  meter.addBatchObservableCallback(
    async (result) => {
      for (const { provider, realm } of realms) {
        const traffic = await upstream.trafficOf(provider, realm);
        if (traffic === undefined) continue;
        const attributes = { "identity.provider": provider, "identity.realm": realm };
        result.observe(breaker, breakerValues[traffic.breaker], attributes);
        result.observe(queue, traffic.queueLength, attributes);
        for (const { quotaClass, available } of traffic.rateLimits) {
          result.observe(rateLimit, available, { ...attributes, "identity.quota_class": quotaClass });
        }
      }
    },
    [breaker, rateLimit, queue],
  );
}
