import type { IdentityRead } from "../../identity/identity-read.js";
import type { Realm } from "../../identity/ids.js";
import { type IdentityKey, type ProviderName, toIdentityText } from "../../identity/link.js";
import type { IdentitySource, ProviderIdentity } from "../../identity/provider.js";
import { ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import type { CallScope } from "../../platform/call-scope.js";
import { startTimeout } from "../../platform/timeout.js";
import type { Health } from "../health.js";
import type { Cell, IdentityCache } from "./identity-cache.js";
import type { SharedScope } from "./shared-scope.js";
import { SingleFlight } from "./single-flight.js";

/**
 * How a read was served: from the cache, by a call in progress, by a call of its own, or by an earlier answer. A late one is
 * counted when it is late and again when it ends.
 */
export type ReadOutcome = "hit" | "joined" | "asked" | "stale" | "late";

/** A read that does not wait for a provider that is late. */
export interface TimelyRead {
  /** What is known in time. */
  readonly read: IdentityRead;
  /** The read in progress, when the provider was late. */
  readonly rest?: Promise<IdentityRead>;
}

export type ReadPlace = Pick<IdentityKey, "provider" | "realm">;

/** An identity, and when a write on it last began or ended, if known; a `Link` is one. */
export type ReadKey = IdentityKey & { readonly changedAt?: Date | null };

/** One request's access to what all requests share. */
export interface Reader {
  readonly caller: CallScope;
  readonly scope: SharedScope;
  readonly source: IdentitySource;
}

export interface SharedReadsOptions {
  readonly cache: IdentityCache;
  readonly health: Health;
  /** Milliseconds beyond its usual time after which a provider counts as late. */
  readonly lateAfterMs: number;
  readonly onReads?: (place: ReadPlace, outcome: ReadOutcome, scope: CallScope, count: number) => void;
}

/** Failures after which an earlier answer may be served. A refusal is an answer. */
const outages: ReadonlySet<ProviderErrorKind> = new Set([
  "unavailable",
  "timed_out",
  "throttled",
  "malformed",
]);

/** The reads of all requests: from the cache, by joining a call in progress, or by a call. */
export class SharedReads {
  readonly #singleFlight = new SingleFlight();

  constructor(private readonly options: SharedReadsOptions) {}

  /** The cell of a fresh answer in this process; undefined when the provider or the shared cache must be called. */
  findFresh(key: ReadKey, caller: CallScope): Cell | undefined {
    const cell = this.options.cache.findFresh(key, key.changedAt ?? null);
    if (cell !== undefined) this.options.onReads?.(key, "hit", caller, 1);
    return cell;
  }

  /** Counts answers that were served again from prepared JSON. */
  noteServed(place: ReadPlace, count: number, caller: CallScope): void {
    this.options.onReads?.(place, "hit", caller, count);
  }

  /** Never throws ProviderError: how the read ended is the result. */
  async read(key: ReadKey, reader: Reader): Promise<IdentityRead> {
    const { cache, onReads } = this.options;
    const cached = await this.#find(key, reader.source);
    if (cached !== undefined && Date.now() < cached.freshUntilMs) {
      onReads?.(key, "hit", reader.caller, 1);
      return cached.answer;
    }
    try {
      const changedAt = latest(key.changedAt ?? null, cache.lastChangeOf(key));
      const { answer, isJoined } = await this.#ask({ ...key, changedAt }, reader);
      onReads?.(key, isJoined ? "joined" : "asked", reader.caller, 1);
      return answer;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      // found again, because a change may have been reported in the meantime
      const earlier = outages.has(error.kind) ? await this.#find(key, reader.source) : undefined;
      const isStale = earlier?.answer.availability === "FRESH";
      onReads?.(key, isStale ? "stale" : "asked", reader.caller, 1);
      return isStale ? toStale(earlier, error) : toFailed(error);
    }
  }

  /**
   * Like `read`, but does not wait for a provider that takes longer than usual: returns its earlier answer, or else the
   * failure `timed_out`, while the read continues.
   */
  async readInTime(key: ReadKey, reader: Reader): Promise<TimelyRead> {
    const { health, lateAfterMs, onReads } = this.options;
    const usualMs = health.of(key.provider, key.realm).usualMs ?? lateAfterMs;
    const rest = this.read(key, reader);
    const read = await within(rest, Math.min(maxUsualMs, usualMs) + lateAfterMs);
    if (read !== undefined) return { read };
    onReads?.(key, "late", reader.caller, 1);
    const earlier = await this.#find(key, reader.source);
    const error = new ProviderError(key.provider, "timed_out", "later than usual");
    const isStale = earlier?.answer.availability === "FRESH";
    return { read: isStale ? toStale(earlier, error) : toFailed(error), rest };
  }

  /** Unix milliseconds until which the result of a read is fresh; 0 when it is not. */
  freshUntilMs(read: IdentityRead): number {
    return this.options.cache.freshUntilMs(read);
  }

  /** Every identity of the realm with this address. Throws ProviderError. */
  async findByEmail(
    { provider, realm, email }: { provider: ProviderName; realm: Realm; email: string },
    reader: Reader,
  ): Promise<readonly ProviderIdentity[]> {
    const { answer } = await this.#singleFlight.join({
      caller: reader.caller,
      scope: reader.scope,
      name: `${toSearches({ provider, realm })}${email}`,
      notBeforeMs: 0,
      send: () => this.options.health.of(provider, realm).watch(reader.source.findByEmail(realm, email)),
      expired: () => toExpired(provider),
    });
    return answer;
  }

  /** After a write: every later read sees it. */
  forget(key: IdentityKey): void {
    this.options.cache.evict(key);
    this.#cancel(key);
  }

  /** The identity changed, or was deleted, at its provider. */
  noteChange(key: IdentityKey, change: "updated" | "deleted", at: Date): void {
    this.options.cache.noteChange(key, change, at);
    this.#cancel(key);
  }

  /** Also invalidates searches: the change may be one of the address. */
  #cancel(key: IdentityKey): void {
    this.#singleFlight.cancel(toIdentityText(key));
    this.#singleFlight.cancelAll(toSearches(key));
  }

  #find(key: ReadKey, source: IdentitySource): Promise<Cell | undefined> {
    return this.options.cache.find(key, key.changedAt ?? null, (record) =>
      source.fromCache(key.realm, record),
    );
  }

  #ask(
    key: IdentityKey & { readonly changedAt: Date | null },
    { caller, scope, source }: Reader,
  ): Promise<{ answer: IdentityRead; isJoined: boolean }> {
    const { cache, health } = this.options;
    const { provider, realm, subject, changedAt } = key;
    return this.#singleFlight.join<IdentityRead>({
      name: toIdentityText(key),
      caller,
      scope,
      notBeforeMs: changedAt?.getTime() ?? 0,
      send: async (isCurrent) => {
        const readAtMs = Date.now();
        const identity = await health.of(provider, realm).watch(source.load(realm, subject, changedAt));
        if (isCurrent()) return cache.put(key, identity, readAtMs).answer;
        const readAt = new Date(readAtMs);
        return identity === null
          ? { availability: "GONE", identity, readAt }
          : { availability: "FRESH", identity, readAt };
      },
      expired: () => toExpired(provider),
    });
  }
}

/** A realm that usually takes longer does not delay the next provider any further. */
const maxUsualMs = 1_000;

/** Undefined when the promise takes longer. */
async function within<Result>(promise: Promise<Result>, ms: number): Promise<Result | undefined> {
  const late = Promise.withResolvers<undefined>();
  const cancel = startTimeout(() => late.resolve(undefined), ms);
  promise.catch(() => {}); // a caller that awaits it after all receives its error
  return Promise.race([promise, late.promise]).finally(cancel);
}

/** The common prefix of the names of all searches in the realm. */
function toSearches({ provider, realm }: ReadPlace): string {
  return `email\n${provider}\n${realm}\n`;
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

function toStale({ answer }: Cell, error: ProviderError): IdentityRead {
  if (answer.identity === null) return toFailed(error);
  return { availability: "STALE", identity: answer.identity, readAt: answer.readAt, error };
}

/** The result of a failed read; `not_found` is an answer. */
export function toFailed(error: ProviderError): IdentityRead {
  if (error.kind === "not_found") return { availability: "GONE", identity: null, readAt: new Date() };
  return { availability: "UNAVAILABLE", identity: null, readAt: null, error };
}

/** For a caller whose deadline passes before the answer. */
export function toExpired(provider: ProviderName): ProviderError {
  return new ProviderError(provider, "timed_out", "the request's time was up");
}
