import type { Attempt, Call, Gate, GateOptions } from "../../identity/gate.js";
import type { Realm } from "../../identity/ids.js";
import { ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import type { CallScope } from "../../platform/call-scope.js";
import { type BucketState, type BucketStore, toShare, withSlack } from "../limits/bucket.js";
import { Breaker, type BreakerOptions, type BreakerState } from "./breaker.js";
import { CallStats, type CallTimes } from "./call-times.js";
import { CallQueue, NoCapacity } from "./queue.js";
import { RetryBudget, withRetries } from "./retry.js";

/** What became of a call, and what it cost; refused ones were never sent. */
export interface CallRecord extends Call {
  readonly provider: GateOptions["provider"];
  readonly kind: "read" | "write";
  /** 1 for the first. */
  readonly attempt: number;
  /** Milliseconds in the queue. */
  readonly waitMs: number;
  /** Milliseconds from sending to the end; 0 for a call that was refused here. */
  readonly durationMs: number;
  readonly outcome: "ok" | ProviderErrorKind | "rate_limited" | "no_capacity" | "breaker_open" | "bug";
}

/** What one realm's calls are like now, as this process sees it. */
export interface RealmTraffic extends CallTimes {
  readonly breaker: BreakerState;
  /** Calls that wait for a place, of all the provider's realms. */
  readonly queueLength: number;
  readonly budgets: readonly (BucketState & { readonly quotaClass: string })[];
}

export interface ProviderGateOptions extends GateOptions {
  readonly buckets: BucketStore;
  /** The part of each limit that this process may use, more than 0; 1 is all of it. */
  readonly share: number;
  readonly maxReadAttempts: number;
  readonly breaker: BreakerOptions;
  onCall(record: CallRecord, scope: CallScope): void;
}

/** Repetitions of reads: a fifth of the calls, and so many in reserve. */
const retryShare = 0.2;
const retryReserve = 20;

interface RealmState {
  readonly breaker: Breaker;
  readonly stats: CallStats;
  /** Of every class that has a limit, by the class. */
  readonly keys: ReadonlyMap<string, string>;
}

/** One provider's way out. Breakers are by realm, budgets by account, places under way by provider. */
export class ProviderGate implements Gate {
  readonly #queue: CallQueue;
  readonly #realms = new Map<Realm, RealmState>();
  readonly #retryBudget = new RetryBudget(retryShare, retryReserve);

  constructor(private readonly options: ProviderGateOptions) {
    this.#queue = new CallQueue(options);
  }

  read<Answer>(call: Call, scope: CallScope, attempt: Attempt<Answer>): Promise<Answer> {
    const retries = { maxAttempts: this.options.maxReadAttempts, budget: this.#retryBudget };
    const send = (count: number) => this.#send({ call, scope, kind: "read", count }, attempt);
    return this.#tell(call, withRetries(retries, scope, send));
  }

  write<Answer>(call: Call, scope: CallScope, attempt: Attempt<Answer>): Promise<Answer> {
    return this.#tell(call, this.#send({ call, scope, kind: "write", count: 1 }, attempt));
  }

  noteRemaining(realm: Realm, quotaClass: string, remaining: number): void {
    const key = this.#stateOf(realm).keys.get(quotaClass);
    if (key !== undefined) void this.options.buckets.lower(key, remaining);
  }

  async trafficOf(realm: Realm): Promise<RealmTraffic> {
    const { breaker, stats, keys } = this.#stateOf(realm);
    const budgets = [...keys].map(async ([quotaClass, key]) => {
      return { quotaClass, ...(await this.options.buckets.state(key)) };
    });
    return {
      breaker: breaker.state,
      queueLength: this.#queue.length,
      budgets: await Promise.all(budgets),
      ...stats.times,
    };
  }

  close(): void {
    this.#queue.close();
  }

  /** Whoever asked hears of refusals made here as of the provider's own. */
  async #tell<Answer>({ realm }: Call, answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (error) {
      throw this.#toProviderError(error, this.#stateOf(realm).breaker);
    }
  }

  /** Throws BreakerOpen and NoCapacity for what was never sent. */
  async #send<Answer>({ call, scope, kind, count }: Sending, attempt: Attempt<Answer>): Promise<Answer> {
    const { provider, onCall } = this.options;
    const { breaker, stats, keys } = this.#stateOf(call.realm);
    const enteredAt = performance.now();
    const bucketKeys = toKeys(call, keys);
    let sentAt: number | undefined;
    let outcome: CallRecord["outcome"] = "ok";
    let leave = (): void => {};
    try {
      if (breaker.isOpen) throw new BreakerOpen();
      await this.options.prepare?.(scope.signal);
      leave = await this.#queue.enter(bucketKeys, scope);
      const answered = await breaker.run(scope.signal, () => {
        sentAt = performance.now();
        return attempt(scope.signal);
      });
      if (answered === undefined) throw new BreakerOpen();
      return answered.answer;
    } catch (error) {
      outcome = toOutcome(error);
      if (error instanceof ProviderError) await this.#applyThrottle(call, error);
      throw error;
    } finally {
      leave();
      const endedAt = performance.now();
      const durationMs = sentAt === undefined ? 0 : endedAt - sentAt;
      if (sentAt !== undefined) {
        stats.record(durationMs);
        this.options.buckets.noteLate?.(bucketKeys, sentAt, durationMs - stats.fastestMs);
      }
      const waitMs = (sentAt ?? endedAt) - enteredAt;
      onCall({ ...call, provider, kind, attempt: count, waitMs, durationMs, outcome }, scope);
    }
  }

  /** A provider that says its limit is spent knows better than our count; others may be using it too. */
  async #applyThrottle(call: Call, error: ProviderError): Promise<void> {
    if (error.kind !== "throttled") return;
    const key = toKeys(call, this.#stateOf(call.realm).keys).at(-1);
    if (key === undefined) return;
    const { buckets } = this.options;
    if (error.retryAfterSeconds === undefined) await buckets.lower(key, 0);
    else await buckets.block(key, error.retryAfterSeconds * 1_000);
  }

  #toProviderError(error: unknown, breaker: Breaker): unknown {
    const { provider } = this.options;
    if (error instanceof BreakerOpen) {
      const { retryAfterSeconds } = breaker;
      return new ProviderError(provider, "unavailable", "the breaker is open", { retryAfterSeconds });
    }
    if (!(error instanceof NoCapacity)) return error;
    const { reason, retryAfterSeconds } = error;
    if (reason === "no_capacity") return new ProviderError(provider, "timed_out", "no place in time");
    const hint = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    return new ProviderError(provider, "throttled", "no budget in time", hint);
  }

  #stateOf(realm: Realm): RealmState {
    const known = this.#realms.get(realm);
    if (known !== undefined) return known;
    const { provider, plans, buckets, share, accountOf = (one: Realm) => one } = this.options;
    const keys = new Map(
      [...plans.keys()].map((name) => [name, `{${provider}:${accountOf(realm)}}:${name}`]),
    );
    for (const [name, key] of keys) {
      const plan = plans.get(name);
      if (plan !== undefined) buckets.open(key, withSlack(toShare(plan, share)));
    }
    const state: RealmState = { breaker: new Breaker(this.options.breaker), stats: new CallStats(), keys };
    this.#realms.set(realm, state);
    return state;
  }
}

interface Sending {
  readonly call: Call;
  readonly scope: CallScope;
  readonly kind: CallRecord["kind"];
  readonly count: number;
}

class BreakerOpen extends Error {}

function toKeys({ quotaClasses }: Call, keys: ReadonlyMap<string, string>): readonly string[] {
  return quotaClasses.flatMap((name) => keys.get(name) ?? []);
}

function toOutcome(error: unknown): CallRecord["outcome"] {
  if (error instanceof ProviderError) return error.kind;
  if (error instanceof BreakerOpen) return "breaker_open";
  return error instanceof NoCapacity ? error.reason : "bug";
}
