import { LRUCache } from "lru-cache";
import { type IdentityKey, toIdentityText } from "../../identity/link.js";

/** A provider's answer about one identity. */
export interface CachedAnswer {
  /** See `ProviderIdentity.record`; null where the provider said that there is none. */
  readonly record: unknown;
  /** Unix milliseconds at which the provider was asked. */
  readonly readAtMs: number;
}

export interface FoundAnswer extends CachedAnswer {
  /** False for an answer that only stands in for a provider in trouble. */
  readonly isFresh: boolean;
}

/** A second level that outlives the process, or that several share. Fails by answering nothing. */
export interface SharedCache {
  find(key: IdentityKey): Promise<CachedAnswer | undefined>;
  put(key: IdentityKey, answer: CachedAnswer, keepMs: number): void;
  remove(key: IdentityKey): void;
}

export interface IdentityCacheOptions {
  /** Milliseconds for which a found identity serves in place of a call; 0 for never. */
  readonly foundMs: number;
  /** The same for "there is none". */
  readonly missingMs: number;
  /** Milliseconds for which a found identity may stand in while its provider is in trouble; 0 for never. */
  readonly staleMs: number;
  readonly maxEntries: number;
  readonly shared?: SharedCache;
  readonly now?: () => number;
}

/** How far the clocks of processes may be apart: an answer counts as older than a change that it is not so much younger than. */
const clockSkewMs = 2_000;

/** For so long a change that was told counts as recent; whoever lags behind has caught up by then. */
const changeEventMs = 3_600_000;

/** What providers answered recently, by identity. Holds answers, never a decision about who may see them. */
export class IdentityCache {
  readonly #answers: LRUCache<string, CachedAnswer>;
  /** Unix milliseconds of the last change that somebody told of. */
  readonly #changeTimes: LRUCache<string, number>;
  readonly #now: () => number;

  constructor(private readonly options: IdentityCacheOptions) {
    this.#answers = new LRUCache({ max: options.maxEntries });
    this.#changeTimes = new LRUCache({ max: options.maxEntries, ttl: changeEventMs });
    this.#now = options.now ?? Date.now;
  }

  /** @param changedAt when the identity last changed, where that is known: older answers are not looked at */
  async find(key: IdentityKey, changedAt: Date | null): Promise<FoundAnswer | undefined> {
    const text = toIdentityText(key);
    const own = this.#toFound(this.#answers.get(text), changedAt);
    if (own?.isFresh || this.options.shared === undefined) return own;
    const told = await this.options.shared.find(key);
    const shared = this.#toFound(told, changedAt);
    if (told === undefined || shared === undefined) return own;
    if (own !== undefined && own.readAtMs >= shared.readAtMs) return own;
    this.#answers.set(text, told);
    return shared;
  }

  put(key: IdentityKey, answer: CachedAnswer): void {
    const keepMs = this.#keepMs(answer);
    if (keepMs > 0) {
      this.#answers.set(toIdentityText(key), answer);
      this.options.shared?.put(key, answer, keepMs);
    } else this.evict(key); // what it replaces is no answer any more
  }

  evict(key: IdentityKey): void {
    this.#answers.delete(toIdentityText(key));
    this.options.shared?.remove(key);
  }

  /**
   * Somebody told that the identity changed, or is gone. What was read since then stays: events come late, twice and in
   * any order.
   */
  note(key: IdentityKey, change: "updated" | "deleted", at: Date): void {
    const text = toIdentityText(key);
    const known = this.#answers.peek(text);
    this.#changeTimes.set(text, Math.max(at.getTime(), this.#changeTimes.get(text) ?? 0));
    if (known !== undefined && known.readAtMs >= at.getTime() + clockSkewMs) return;
    this.evict(key);
    if (change === "deleted") this.put(key, { record: null, readAtMs: this.#now() + clockSkewMs });
  }

  /** When a change was last told of, within the last hour; null when none was. */
  changedAtOf(key: IdentityKey): Date | null {
    const at = this.#changeTimes.get(toIdentityText(key));
    return at === undefined ? null : new Date(at);
  }

  /** Undefined for what is too old. */
  #toFound(known: CachedAnswer | undefined, changedAt: Date | null): FoundAnswer | undefined {
    if (known === undefined) return undefined;
    const ageMs = this.#now() - known.readAtMs;
    if (ageMs >= this.#keepMs(known)) return undefined;
    if (changedAt !== null && known.readAtMs < changedAt.getTime() + clockSkewMs) return undefined;
    return { ...known, isFresh: ageMs < this.#freshMs(known) };
  }

  #freshMs({ record }: CachedAnswer): number {
    return record === null ? this.options.missingMs : this.options.foundMs;
  }

  #keepMs(answer: CachedAnswer): number {
    const staleMs = answer.record === null ? 0 : this.options.staleMs;
    return Math.max(this.#freshMs(answer), staleMs);
  }
}
