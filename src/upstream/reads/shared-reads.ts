import type { Realm } from "../../identity/ids.js";
import { type IdentityKey, type ProviderName, toIdentityText } from "../../identity/link.js";
import type { IdentitySource, ProviderIdentity } from "../../identity/provider.js";
import { ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import type { CallScope } from "../../platform/call-scope.js";
import type { Health } from "../health.js";
import type { FoundAnswer, IdentityCache } from "./identity-cache.js";
import type { SharedScope } from "./shared-scope.js";
import { Flights } from "./single-flight.js";

/** A held identity, and how old it is if it stands in for a provider in trouble. */
export interface ReadIdentity extends ProviderIdentity {
  /** When it was read; null for a fresh one. */
  readonly staleSince: Date | null;
}

/** How a read was served. */
export type ReadOutcome = "hit" | "joined" | "asked" | "stale";

export type ReadPlace = Pick<IdentityKey, "provider" | "realm">;

/** One request's way into what all requests share. */
export interface Reader {
  readonly asker: CallScope;
  readonly scope: SharedScope;
  readonly source: IdentitySource;
}

export interface SharedReadsOptions {
  readonly cache: IdentityCache;
  readonly health: Health;
  readonly onRead?: (key: ReadPlace, outcome: ReadOutcome, scope: CallScope) => void;
}

/** Trouble in which an older answer is better than none. A refusal is an answer. */
const troubles: ReadonlySet<ProviderErrorKind> = new Set([
  "unavailable",
  "timed_out",
  "throttled",
  "malformed",
]);

/** Reads of all requests: from the cache, or by joining a read under way, or by a call. */
export class SharedReads {
  readonly #flights = new Flights();

  constructor(private readonly options: SharedReadsOptions) {}

  /** The identity, or null when its provider says that there is none. Throws ProviderError. */
  async load(key: IdentityKey & { changedAt?: Date | null }, reader: Reader): Promise<ReadIdentity | null> {
    const { cache, onRead } = this.options;
    const { realm } = key;
    const changedAt = latest(key.changedAt ?? null, cache.changedAtOf(key));
    const cached = await cache.find(key, changedAt);
    if (cached?.isFresh) {
      const served = toRead(cached, realm, reader.source, null);
      if (served !== undefined) {
        onRead?.(key, "hit", reader.asker);
        return served;
      }
    }
    try {
      const { answer, isJoined } = await this.#ask({ ...key, changedAt }, reader);
      onRead?.(key, isJoined ? "joined" : "asked", reader.asker);
      if (answer === null) return null;
      const held = isJoined ? reader.source.fromCache(realm, answer.record) : answer;
      return held && { ...held, staleSince: null };
    } catch (error) {
      const fallbackValue = isTrouble(error) ? await this.#findFallbackValue(key, reader.source) : undefined;
      onRead?.(key, fallbackValue === undefined ? "asked" : "stale", reader.asker);
      if (fallbackValue === undefined) throw error;
      return fallbackValue;
    }
  }

  /** Looked for when the call has failed: what was known before may have been found old while it was under way. */
  async #findFallbackValue(
    key: IdentityKey & { changedAt?: Date | null },
    source: IdentitySource,
  ): Promise<ReadIdentity | undefined> {
    const { cache } = this.options;
    const cached = await cache.find(key, latest(key.changedAt ?? null, cache.changedAtOf(key)));
    if (cached === undefined || cached.record === null) return undefined;
    return toRead(cached, key.realm, source, new Date(cached.readAtMs)) ?? undefined;
  }

  /** Every identity of the realm with this address. Throws ProviderError. */
  async findByEmail(
    { provider, realm, email }: { provider: ProviderName; realm: Realm; email: string },
    reader: Reader,
  ): Promise<readonly ProviderIdentity[]> {
    const { answer, isJoined } = await this.#flights.join({
      ...reader,
      name: `${toSearches({ provider, realm })}${email}`,
      notBeforeMs: 0,
      ask: () => this.options.health.of(provider, realm).watch(reader.source.findByEmail(realm, email)),
      expired: () => toExpired(provider),
    });
    if (!isJoined) return answer;
    return answer.flatMap((held) => reader.source.fromCache(realm, held.record) ?? []);
  }

  /** After a write: whoever reads from now on sees it. */
  forget(key: IdentityKey): void {
    this.options.cache.evict(key);
    this.#callOff(key);
  }

  /** Somebody outside told that the identity changed, or is gone. */
  note(key: IdentityKey, change: "updated" | "deleted", at: Date): void {
    this.options.cache.note(key, change, at);
    this.#callOff(key);
  }

  /** The change may also be one of the address, whichever that was. */
  #callOff(key: IdentityKey): void {
    this.#flights.callOff(toIdentityText(key));
    this.#flights.callOffAll(toSearches(key));
  }

  #ask(
    key: IdentityKey & { readonly changedAt: Date | null },
    { asker, scope, source }: Reader,
  ): Promise<{ answer: ProviderIdentity | null; isJoined: boolean }> {
    const { cache, health } = this.options;
    const { provider, realm, subject, changedAt } = key;
    return this.#flights.join({
      name: toIdentityText(key),
      asker,
      scope,
      notBeforeMs: changedAt?.getTime() ?? 0,
      ask: async (isCurrent) => {
        const readAtMs = Date.now();
        const held = await health.of(provider, realm).watch(source.load(realm, subject, changedAt));
        if (isCurrent()) cache.put(key, { record: held?.record ?? null, readAtMs });
        return held;
      },
      expired: () => toExpired(provider),
    });
  }
}

/** What the names of all searches in the realm begin with. */
function toSearches({ provider, realm }: ReadPlace): string {
  return `email\n${provider}\n${realm}\n`;
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

/** Undefined when the record can't be read any more. */
function toRead(
  { record }: FoundAnswer,
  realm: Realm,
  source: IdentitySource,
  staleSince: Date | null,
): ReadIdentity | null | undefined {
  if (record === null) return null;
  const held = source.fromCache(realm, record);
  return held === null ? undefined : { ...held, staleSince };
}

function isTrouble(error: unknown): boolean {
  return error instanceof ProviderError && troubles.has(error.kind);
}

/** What an asker hears whose time is up before there is an answer. */
export function toExpired(provider: ProviderName): ProviderError {
  return new ProviderError(provider, "timed_out", "the request's time was up");
}
