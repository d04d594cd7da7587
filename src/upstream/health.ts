import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import type { Realm } from "../identity/ids.js";
import type { ProviderName } from "../identity/link.js";
import { ProviderError, type ProviderErrorKind } from "../identity/provider-error.js";

/** Milliseconds; null when there was no call recently. */
export interface CallTimes {
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

/** How the realms respond, as this process sees it; lives as long as the process. */
export class Health {
  readonly #providers = new Map<ProviderName, Map<Realm, RealmHealth>>();

  constructor(private readonly now: () => number = Date.now) {}

  /** The same object each time. */
  of(provider: ProviderName, realm: Realm): RealmHealth {
    let realms = this.#providers.get(provider);
    if (realms === undefined) {
      realms = new Map();
      this.#providers.set(provider, realms);
    }
    let health = realms.get(realm);
    if (health === undefined) {
      health = new RealmHealth(this.now);
      realms.set(realm, health);
    }
    return health;
  }
}

export class RealmHealth {
  #lastAnswerAt: number | null = null;
  #lastFailureAt: number | null = null;
  #lastFailure: ProviderErrorKind | null = null;
  #reads = 0;
  #hits = 0;
  readonly #calls: RecentCalls;
  readonly #answers = new Map<string, UsualTime>();

  constructor(private readonly now: () => number) {
    this.#calls = new RecentCalls(now);
  }

  /** When a read was last answered by the provider; null before the first answer. */
  get lastAnswerAt(): Date | null {
    return toDate(this.#lastAnswerAt);
  }

  /** When and why a read last failed; null before the first failure. */
  get lastFailure(): { readonly at: Date; readonly kind: ProviderErrorKind } | null {
    if (this.#lastFailure === null || this.#lastFailureAt === null) return null;
    return { at: new Date(this.#lastFailureAt), kind: this.#lastFailure };
  }

  /** The part of reads that needed no call of their own, from 0 to 1; null before the first read. */
  get hitRatio(): number | null {
    return this.#reads === 0 ? null : this.#hits / this.#reads;
  }

  /** Of the calls of the last one to two minutes. */
  get callTimes(): CallTimes {
    return this.#calls.times;
  }

  /** @param isHit whether the reads needed no call of their own */
  noteReads(isHit: boolean, count = 1): void {
    this.#reads += count;
    if (isHit) this.#hits += count;
  }

  noteCall(durationMs: number): void {
    this.#calls.record(durationMs);
  }

  /** A call of the operation was answered. */
  noteAnswer(operation: string, durationMs: number): void {
    let usual = this.#answers.get(operation);
    if (usual === undefined) {
      usual = new UsualTime(this.now);
      this.#answers.set(operation, usual);
    }
    usual.record(durationMs);
  }

  /** Milliseconds within which 99 of 100 calls of the operation are answered; undefined before there were enough. */
  usualMsOf(operation: string): number | undefined {
    return this.#answers.get(operation)?.p99Ms;
  }

  /** The same for the slowest operation. */
  get usualMs(): number | undefined {
    let slowest: number | undefined;
    for (const { p99Ms } of this.#answers.values())
      if (p99Ms !== undefined) slowest = Math.max(slowest ?? 0, p99Ms);
    return slowest;
  }

  /** Notes how the read ended, and returns its result. */
  async watch<Result>(read: Promise<Result>): Promise<Result> {
    try {
      const result = await read;
      this.#lastAnswerAt = this.now();
      return result;
    } catch (error) {
      if (error instanceof ProviderError) {
        this.#lastFailureAt = this.now();
        this.#lastFailure = error.kind;
      }
      throw error;
    }
  }
}

/** Before so many answers, nothing is usual. */
const minAnswers = 20;
const usualForMs = 1_000;

/** How long answers take. While there are none, what was usual before stays so. */
class UsualTime {
  readonly #answers: RecentCalls;
  #p99Ms: number | undefined;
  #computedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly now: () => number) {
    this.#answers = new RecentCalls(now);
  }

  record(durationMs: number): void {
    this.#answers.record(durationMs);
  }

  get p99Ms(): number | undefined {
    const isRecent = this.now() - this.#computedAt < usualForMs;
    if (isRecent || this.#answers.count < minAnswers) return this.#p99Ms;
    this.#computedAt = this.now();
    this.#p99Ms = this.#answers.times.p99Ms ?? this.#p99Ms;
    return this.#p99Ms;
  }
}

const spanMs = 60_000;

/** Two histograms, of which the older one is replaced after each span. */
class RecentCalls {
  #current = createHistogram();
  #previous: RecordableHistogram | undefined;
  #startedAt: number;

  constructor(private readonly now: () => number) {
    this.#startedAt = now();
  }

  record(durationMs: number): void {
    this.#rotate();
    this.#current.record(Math.max(1, Math.round(durationMs * 1_000)));
  }

  get count(): number {
    return this.#current.count + (this.#previous?.count ?? 0);
  }

  get times(): CallTimes {
    this.#rotate();
    const all = createHistogram();
    all.add(this.#current);
    if (this.#previous !== undefined) all.add(this.#previous);
    if (all.count === 0) return { p50Ms: null, p99Ms: null };
    return { p50Ms: all.percentile(50) / 1_000, p99Ms: all.percentile(99) / 1_000 };
  }

  #rotate(): void {
    const ageMs = this.now() - this.#startedAt;
    if (ageMs < spanMs) return;
    this.#previous = ageMs < 2 * spanMs ? this.#current : undefined;
    this.#current = createHistogram();
    this.#startedAt = this.now();
  }
}

function toDate(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
