import type { IdentityKey } from "../identity/link.js";
import type { ConnectedProvider } from "../identity/provider.js";
import type { Logger } from "../platform/log.js";
import type { Redis } from "../platform/redis.js";
import type { Telemetry } from "../platform/telemetry.js";
import { createCallTelemetry } from "./calls/telemetry.js";
import { type BucketStore, LocalBuckets } from "./limits/bucket.js";
import { FallbackLimiter } from "./limits/fallback-limiter.js";
import { SharedBuckets } from "./limits/redis-buckets.js";
import { Reachability } from "./reachability.js";
import { ReadCounts } from "./read-counts.js";
import { IdentityCache } from "./reads/identity-cache.js";
import { Invalidations, RedisCache } from "./reads/redis-cache.js";
import { SharedReads } from "./reads/shared-reads.js";
import type { UpstreamSettings } from "./settings.js";
import { Upstream } from "./upstream.js";

export interface UpstreamParts {
  readonly settings: UpstreamSettings;
  readonly telemetry: Pick<Telemetry, "meter" | "tracer">;
  /** What several processes share; each is by itself when absent. */
  readonly redis?: Redis;
  readonly log: Logger;
}

/** Everything between the service and its providers that lives as long as the process. */
export interface OpenUpstream {
  readonly upstream: Upstream;
  readonly reads: SharedReads;
  readonly reachability: Reachability;
  readonly counts: ReadCounts;
  /** Somebody outside told that the identity changed, or is gone; the other processes hear of it too. */
  note(key: IdentityKey, change: "updated" | "deleted", at: Date): void;
  /** Shows the state of these providers as metrics. */
  watch(providers: readonly ConnectedProvider[]): void;
  close(): void;
}

export function openUpstream({ settings, telemetry, redis, log }: UpstreamParts): OpenUpstream {
  const share = settings.rateLimitSharePercent / 100;
  const { noteCall, noteRead, watch } = createCallTelemetry(telemetry.meter, telemetry.tracer);
  const upstream = new Upstream({
    buckets: redis === undefined ? new LocalBuckets() : shareBuckets(redis, share, log),
    share: redis === undefined ? share : 1, // a shared budget is shared as a whole
    maxReadAttempts: settings.readAttempts,
    breaker: {
      pauseMs: settings.breakerPauseMs,
      window: settings.breakerWindow,
      minCalls: Math.ceil(settings.breakerWindow / 5),
    },
    onCall: noteCall,
  });
  const reachability = new Reachability();
  const counts = new ReadCounts();
  const reads = new SharedReads({
    cache: openCache(settings, redis),
    reachability,
    onRead: (place, outcome, scope) => {
      counts.note(place.provider, place.realm, outcome);
      noteRead(place, outcome, scope);
    },
  });
  const invalidations =
    redis && new Invalidations(redis, ({ key, change, at }) => reads.note(key, change, at));
  return {
    upstream,
    reads,
    reachability,
    counts,
    note: (key, change, at) => {
      reads.note(key, change, at);
      invalidations?.tell({ key, change, at });
    },
    watch: (providers) =>
      watch(
        upstream,
        providers.flatMap(({ name, realms }) => realms.map((realm) => ({ provider: name, realm }))),
      ),
    close: () => {
      upstream.close();
      invalidations?.close();
    },
  };
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
    maxEntries: settings.cacheMaxEntries,
    ...(redis !== undefined && settings.cacheInRedis && { shared: new RedisCache(redis) }),
  });
}
