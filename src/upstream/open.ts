import type { IdentityKey } from "../identity/link.js";
import type { ConnectedProvider } from "../identity/provider.js";
import type { Logger } from "../platform/log.js";
import type { Redis } from "../platform/redis.js";
import type { Telemetry } from "../platform/telemetry.js";
import { OutageLog } from "./calls/outage-log.js";
import { type CallTelemetry, createCallTelemetry } from "./calls/telemetry.js";
import { createNoteUnreadable } from "./calls/unreadable-values.js";
import { Health } from "./health.js";
import { type BucketStore, LocalBuckets } from "./limits/bucket.js";
import { FallbackLimiter } from "./limits/fallback-limiter.js";
import { SharedBuckets } from "./limits/redis-buckets.js";
import { IdentityCache } from "./reads/identity-cache.js";
import { openInvalidations, RedisCache } from "./reads/redis-cache.js";
import { SharedReads } from "./reads/shared-reads.js";
import type { UpstreamSettings } from "./settings.js";
import { Upstream } from "./upstream.js";

export interface UpstreamParts {
  readonly settings: UpstreamSettings;
  readonly telemetry: Pick<Telemetry, "meter" | "tracer">;
  /** Connects the processes that share rate limits, cache and invalidations. This process shares nothing when absent. */
  readonly redis?: Redis;
  readonly log: Logger;
}

/** What connects the service to its providers; lives as long as the process. */
export interface OpenUpstream {
  readonly upstream: Upstream;
  readonly reads: SharedReads;
  readonly health: Health;
  /** Applies a change that was reported from outside, in all processes. */
  note(key: IdentityKey, change: "updated" | "deleted", at: Date): void;
  /** Publishes the state of these providers as metrics. */
  watch(providers: readonly ConnectedProvider[]): void;
  close(): void;
}

export function openUpstream({ settings, telemetry, redis, log }: UpstreamParts): OpenUpstream {
  const calls = createCallTelemetry(telemetry.meter, telemetry.tracer);
  const health = new Health();
  const upstream = openCalls({ settings, redis, log, health, calls });
  const reads = new SharedReads({
    cache: openCache(settings, redis),
    health,
    lateAfterMs: settings.readLateAfterMs,
    onReads: (place, outcome, scope, count) => {
      health.of(place.provider, place.realm).noteReads(outcome === "hit" || outcome === "joined", count);
      calls.noteReads(place, outcome, scope, count);
    },
  });
  const invalidations =
    redis && openInvalidations(redis, ({ key, change, at }) => reads.noteChange(key, change, at));
  return {
    upstream,
    reads,
    health,
    note: (key, change, at) => {
      reads.noteChange(key, change, at);
      invalidations?.tell({ key, change, at });
    },
    watch: (providers) =>
      calls.watch(
        upstream,
        providers.flatMap(({ name, realms }) => realms.map((realm) => ({ provider: name, realm }))),
      ),
    close: () => {
      upstream.close();
      invalidations?.close();
    },
  };
}

interface CallParts extends Pick<UpstreamParts, "settings" | "log"> {
  readonly redis: Redis | undefined;
  readonly health: Health;
  readonly calls: CallTelemetry;
}

function openCalls({ settings, redis, log, health, calls }: CallParts): Upstream {
  const share = settings.rateLimitSharePercent / 100;
  const outages = new OutageLog(log);
  return new Upstream({
    buckets: redis === undefined ? new LocalBuckets() : shareBuckets(redis, share, log),
    share: redis === undefined ? share : 1, // processes at one Redis share the whole limit
    maxReadAttempts: settings.readAttempts,
    breaker: {
      pauseMs: settings.breakerPauseMs,
      window: settings.breakerWindow,
      minCalls: Math.ceil(settings.breakerWindow / 5),
    },
    health,
    onCall: (record, scope) => {
      calls.noteCall(record, scope);
      outages.noteCall(record);
    },
    onBreaker: (place, isOpen) => outages.noteBreaker(place, isOpen),
    onUnreadable: createNoteUnreadable(log, calls.noteUnreadable),
  });
}

function shareBuckets(redis: Redis, localShare: number, log: Logger): BucketStore {
  const [shared, local] = [new SharedBuckets(redis), new LocalBuckets()];
  return new FallbackLimiter({ shared, local, localShare, log });
}

function openCache(settings: UpstreamSettings, redis: Redis | undefined): IdentityCache {
  return new IdentityCache({
    foundMs: settings.cacheFoundMs,
    missingMs: settings.cacheMissingMs,
    staleMs: settings.cacheStaleMs,
    maxBytes: settings.cacheMaxMegabytes * 1_048_576,
    ...(redis !== undefined && settings.cacheInRedis && { shared: new RedisCache(redis) }),
  });
}
