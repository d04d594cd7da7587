import type { IdentityRead } from "../../identity/identity-read.js";
import type { Realm } from "../../identity/ids.js";
import type { IdentityKey, ProviderName } from "../../identity/link.js";
import type { ConnectedProvider, IdentitySource, ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { CallScope } from "../../platform/call-scope.js";
import { Freshness } from "./freshness.js";
import type { Cell } from "./identity-cache.js";
import {
  type Reader,
  type ReadKey,
  type ReadPlace,
  type SharedReads,
  type TimelyRead,
  toExpired,
  toFailed,
} from "./shared-reads.js";
import { SharedScope } from "./shared-scope.js";

/** One request's reads at all providers: the only way from the rest of the system to their sources. */
export interface ProviderReads {
  /** Of all answers that the request has read so far. */
  readonly freshness: Freshness;
  /** In order of preference; empty for a provider that is switched off. */
  realmsOf(provider: ProviderName): readonly Realm[];
  /** The cell of a fresh answer in this process, without waiting; undefined when `read` is needed. */
  findFresh(key: ReadKey): Cell | undefined;
  /** Counts answers of a realm that were served again from what had been made of them. */
  noteServed(place: ReadPlace, count: number): void;
  /** Reads the identity. A provider's failure is part of the result, never an exception. */
  read(key: ReadKey): Promise<IdentityRead>;
  /** Like `read`, without waiting for a provider that takes longer than usual. */
  readInTime(key: ReadKey): Promise<TimelyRead>;
  /** Throws ProviderError. */
  findByEmail(provider: ProviderName, realm: Realm, email: string): Promise<readonly ProviderIdentity[]>;
  /**
   * Reads a part that costs a call of its own, such as the groups of a Cognito user. Throws ProviderError.
   *
   * @param part the GraphQL field that shows it
   * @param name the provider's name for the identity in that call
   */
  loadPart(place: ReadPlace, part: string, name: string): Promise<unknown>;
  /** Discards what was read of the identity: after a write, the next `read` calls the provider again. */
  forget(key: IdentityKey): void;
}

export interface ProviderReadsOptions {
  readonly providers: readonly ConnectedProvider[];
  readonly shared: SharedReads;
  /** The caller of the reads. */
  readonly scope: CallScope;
}

export function createProviderReads({ providers, shared, scope }: ProviderReadsOptions): ProviderReads {
  const sources = new Map<ProviderName, IdentitySource>();
  const freshness = new Freshness();
  let requestScope: SharedScope | undefined;

  const findProvider = (name: ProviderName) => providers.find((provider) => provider.name === name);

  /** Opened at the first call only: a request that is served from memory needs neither scope nor sources. */
  function openReader({ provider: name, realm }: ReadPlace): Reader | ProviderError {
    const provider = findProvider(name);
    if (provider === undefined) return new ProviderError(name, "rejected", "switched off");
    if (!provider.realms.includes(realm))
      return new ProviderError(name, "rejected", "realm is not configured");
    requestScope ??= new SharedScope(scope);
    const source = sources.get(name) ?? provider.openSource(requestScope);
    sources.set(name, source);
    return { caller: scope, scope: requestScope, source };
  }

  return {
    freshness,
    realmsOf: (name) => findProvider(name)?.realms ?? [],
    findFresh: (key) => {
      const isConfigured = findProvider(key.provider)?.realms.includes(key.realm) === true;
      const cell = isConfigured ? shared.findFresh(key, scope) : undefined;
      if (cell !== undefined) freshness.note(cell.freshUntilMs);
      return cell;
    },
    noteServed: (place, count) => shared.noteServed(place, count, scope),
    read: async (key) => {
      const reader = openReader(key);
      const read = reader instanceof ProviderError ? toFailed(reader) : await shared.read(key, reader);
      freshness.note(shared.freshUntilMs(read));
      return read;
    },
    readInTime: async (key) => {
      const reader = openReader(key);
      const timely =
        reader instanceof ProviderError ? { read: toFailed(reader) } : await shared.readInTime(key, reader);
      freshness.note(shared.freshUntilMs(timely.read));
      return timely;
    },
    findByEmail: async (provider, realm, email) => {
      freshness.note(0);
      return shared.findByEmail({ provider, realm, email }, orThrow(openReader({ provider, realm })));
    },
    loadPart: async (place, part, name) => {
      freshness.note(0);
      const { source, scope: opened } = orThrow(openReader(place));
      if (source.loadPart === undefined) throw new Error(`${place.provider} has no part ${part}`);
      const answer = source.loadPart(place.realm, part, name);
      return opened.waitFor(scope, answer, () => toExpired(place.provider));
    },
    forget: (key) => {
      sources.get(key.provider)?.forget(key.realm, key.subject);
      shared.forget(key);
    },
  };
}

function orThrow(reader: Reader | ProviderError): Reader {
  if (reader instanceof ProviderError) throw reader;
  return reader;
}
