import type { GateOptions } from "../identity/gate.js";
import type { Realm } from "../identity/ids.js";
import type { ProviderName } from "../identity/link.js";
import type { CallScope } from "../platform/call-scope.js";
import type { BreakerOptions } from "./calls/breaker.js";
import { type CallRecord, ProviderGate, type RealmTraffic } from "./calls/gate.js";
import { type BucketStore, LocalBuckets } from "./limits/bucket.js";

export interface UpstreamOptions {
  /** Buckets of this process alone when absent. */
  readonly buckets?: BucketStore;
  readonly share: number;
  readonly maxReadAttempts: number;
  readonly breaker: BreakerOptions;
  readonly onCall?: (record: CallRecord, scope: CallScope) => void;
}

/** The gates of all providers; lives as long as the process. */
export class Upstream {
  readonly #gates = new Map<ProviderName, ProviderGate>();
  readonly #buckets: BucketStore;

  constructor(private readonly options: UpstreamOptions) {
    this.#buckets = options.buckets ?? new LocalBuckets();
  }

  readonly openGate = (options: GateOptions): ProviderGate => {
    const { share, maxReadAttempts, breaker, onCall = () => {} } = this.options;
    const settings = { share, maxReadAttempts, breaker, onCall, buckets: this.#buckets };
    const gate = new ProviderGate({ ...options, ...settings });
    this.#gates.set(options.provider, gate);
    return gate;
  };

  /** Undefined for a provider that is switched off. */
  trafficOf(provider: ProviderName, realm: Realm): Promise<RealmTraffic> | undefined {
    return this.#gates.get(provider)?.trafficOf(realm);
  }

  close(): void {
    for (const gate of this.#gates.values()) gate.close();
  }
}
