import type { Realm } from "../../identity/ids.js";
import type { IdentityKey, ProviderName } from "../../identity/link.js";
import type { ConnectedProvider, IdentitySource, ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { CallScope } from "../../platform/call-scope.js";
import { type Reader, type ReadIdentity, type SharedReads, toExpired } from "./shared-reads.js";
import { SharedScope } from "./shared-scope.js";

/** One request's reads at all providers: the only way from the rest of the system to their sources. */
export interface ProviderReads {
  /** In order of preference; empty for a provider that is switched off. */
  realmsOf(provider: ProviderName): readonly Realm[];
  /**
   * The identity, or null when its provider says that there is none. A link tells by `changedAt` that neither an older
   * answer nor an index which lags behind is to be trusted. Throws ProviderError.
   */
  load(key: ReadKey): Promise<ReadIdentity | null>;
  findByEmail(provider: ProviderName, realm: Realm, email: string): Promise<readonly ProviderIdentity[]>;
  /** Waits for what an identity reads later on, such as its groups, no longer than the request. Throws ProviderError. */
  waitFor<Answer>(provider: ProviderName, answer: Promise<Answer>): Promise<Answer>;
  /** Drops what was loaded of the identity: after a write, the next `load` reads it again. */
  forget(key: IdentityKey): void;
}

/** An identity, and when a write on it last began or ended, where that is known; a `Link` is one. */
export type ReadKey = IdentityKey & { readonly changedAt?: Date | null };

export interface ProviderReadsOptions {
  readonly providers: readonly ConnectedProvider[];
  readonly shared: SharedReads;
  /** Whom the reads are for. */
  readonly scope: CallScope;
}

export function createProviderReads({ providers, shared, scope }: ProviderReadsOptions): ProviderReads {
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const sources = new Map<ProviderName, IdentitySource>();
  const sharedScope = new SharedScope(scope);

  function readerOf(name: ProviderName, realm: Realm): Reader {
    const provider = byName.get(name);
    if (provider === undefined) throw new ProviderError(name, "rejected", "switched off");
    if (!provider.realms.includes(realm))
      throw new ProviderError(name, "rejected", "realm is not configured");
    const source = sources.get(name) ?? provider.openSource(sharedScope);
    sources.set(name, source);
    return { asker: scope, scope: sharedScope, source };
  }

  return {
    realmsOf: (name) => byName.get(name)?.realms ?? [],
    load: async (key) => shared.load(key, readerOf(key.provider, key.realm)),
    findByEmail: async (provider, realm, email) =>
      shared.findByEmail({ provider, realm, email }, readerOf(provider, realm)),
    waitFor: (provider, answer) => sharedScope.waitFor(scope, answer, () => toExpired(provider)),
    forget: (key) => {
      sources.get(key.provider)?.forget(key.realm, key.subject);
      shared.forget(key);
    },
  };
}
