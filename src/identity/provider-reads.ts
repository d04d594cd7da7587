import type { Realm } from "./ids.js";
import type { IdentityKey, ProviderName } from "./link.js";
import type { ConnectedProvider, HeldIdentity, IdentitySource } from "./provider.js";
import { ProviderError } from "./provider-error.js";
import type { Reachability } from "./reachability.js";

/** One request's reads at all providers: the only way from the rest of the system to their sources. */
export interface ProviderReads {
  /** In order of preference; empty for a provider that is switched off. */
  realmsOf(provider: ProviderName): readonly Realm[];
  /**
   * The identity, or null when its provider says that there is none. A link tells by `changedAt` that an index which lags
   * behind is not to be trusted. Throws ProviderError.
   */
  load(key: ReadKey): Promise<HeldIdentity | null>;
  findByEmail(provider: ProviderName, realm: Realm, email: string): Promise<readonly HeldIdentity[]>;
  /** Drops what was loaded of the identity: after a write, the next `load` reads it again. */
  forget(key: IdentityKey): void;
}

/** An identity, and when a write on it last began or ended, where that is known; a `Link` is one. */
export type ReadKey = IdentityKey & { readonly changedAt?: Date | null };

export interface ProviderReadsOptions {
  readonly providers: readonly ConnectedProvider[];
  readonly reachability: Reachability;
  /** Aborts whatever is under way. */
  readonly signal: AbortSignal;
}

export function createProviderReads({
  providers,
  reachability,
  signal,
}: ProviderReadsOptions): ProviderReads {
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const sources = new Map<ProviderName, IdentitySource>();

  function sourceOf(name: ProviderName, realm: Realm): IdentitySource {
    const provider = byName.get(name);
    if (provider === undefined) throw new ProviderError(name, "rejected", "switched off");
    if (!provider.realms.includes(realm))
      throw new ProviderError(name, "rejected", "realm is not configured");
    const known = sources.get(name);
    if (known !== undefined) return known;
    const source = provider.openSource(signal);
    sources.set(name, source);
    return source;
  }

  return {
    realmsOf: (name) => byName.get(name)?.realms ?? [],
    load: async ({ provider, realm, subject, changedAt }) => {
      const source = sourceOf(provider, realm);
      return reachability.watch(provider, realm, source.load(realm, subject, changedAt));
    },
    findByEmail: async (provider, realm, email) => {
      const source = sourceOf(provider, realm);
      return reachability.watch(provider, realm, source.findByEmail(realm, email));
    },
    forget: ({ provider, realm, subject }) => sources.get(provider)?.forget(realm, subject),
  };
}
