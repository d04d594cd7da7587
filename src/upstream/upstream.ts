import type { GateOptions } from "../identity/gate.js";
import type { Realm } from "../identity/ids.js";
import type { ProviderName } from "../identity/link.js";
import { ProviderGate, type ProviderGateOptions, type RealmTraffic } from "./calls/gate.js";

export type UpstreamOptions = Omit<ProviderGateOptions, keyof GateOptions>;

/** The gates of all providers; lives as long as the process. */
export class Upstream {
  readonly #gates = new Map<ProviderName, ProviderGate>();

  constructor(private readonly options: UpstreamOptions) {}

  readonly openGate = (options: GateOptions): ProviderGate => {
    const gate = new ProviderGate({ ...options, ...this.options });
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
