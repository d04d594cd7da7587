import type { Attempt, Call, Gate, GateOptions } from "../../identity/gate.js";
import type { Realm } from "../../identity/ids.js";
import { ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";
import { TokenRefused } from "../../platform/access-token.js";
import type { CallScope } from "../../platform/call-scope.js";
import { withTimeout } from "../../platform/http.js";
import type { Health, RealmHealth } from "../health.js";
import type { BucketState, BucketStore } from "../limits/bucket.js";
import { toShare, withSlack } from "../limits/share.js";
import { Breaker, type BreakerOptions, type BreakerState } from "./breaker.js";
import { CallQueue, NoCapacity } from "./queue.js";
import { RetryBudget, withRetries } from "./retry.js";

/** One attempt: how it ended and what it cost. Refused ones were not sent. */
export interface CallRecord extends Call {
  readonly provider: GateOptions["provider"];
  readonly kind: "read" | "write";
  /** 1 for the first. */
  readonly attempt: number;
  /** Milliseconds in the queue. */
  readonly waitMs: number;
  /** Milliseconds from sending to the end; 0 for a call that was not sent. */
  readonly durationMs: number;
  readonly outcome: "ok" | ProviderErrorKind | "rate_limited" | "no_capacity" | "breaker_open" | "bug";
}

/** A value that a provider sent in a form that its contract does not have. */
export interface UnreadableValue {
  readonly provider: GateOptions["provider"];
  readonly realm: Realm;
  readonly path: string;
}

/** The current state of one realm's calls, as this process sees it. */
export interface RealmTraffic {
  readonly breaker: BreakerState;
  /** Calls that wait to be sent, of all the provider's realms. */
  readonly queueLength: number;
  readonly rateLimits: readonly (BucketState & { readonly quotaClass: string })[];
}

export interface ProviderGateOptions extends GateOptions {
  readonly buckets: BucketStore;
  readonly health: Health;
  /** The part of each limit that this process may use; more than 0, at most 1. */
  readonly share: number;
  readonly maxReadAttempts: number;
  readonly breaker: BreakerOptions;
  onCall(record: CallRecord, scope: CallScope): void;
  /** Called when the breaker of a realm opens or closes. */
  onBreaker(place: Pick<CallRecord, "provider" | "realm">, isOpen: boolean): void;
  /** A provider sent a value that could not be read. */
  onUnreadable(value: UnreadableValue): void;
}

/** Retries are at most a fifth of the calls, plus a reserve. */
const retryShare = 0.2;
const retryReserve = 20;

/** A read may take five times as long as usual, and at least a second. */
const limitFactor = 5;
const minLimitMs = 1_000;

interface RealmState {
  readonly breaker: Breaker;
  readonly health: RealmHealth;
  /** Keys of buckets by quota class; a class without a limit has none. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Sends the calls to one provider. Breakers are per realm, rate limits per account, concurrency per provider. */
export class ProviderGate implements Gate {
  readonly #queue: CallQueue;
  readonly #realms = new Map<Realm, RealmState>();
  readonly #retryBudget = new RetryBudget(retryShare, retryReserve);

  constructor(private readonly options: ProviderGateOptions) {
    this.#queue = new CallQueue(options);
  }

  read<Answer>(call: Call, scope: CallScope, attempt: Attempt<Answer>): Promise<Answer> {
    const retries = { maxAttempts: this.options.maxReadAttempts, budget: this.#retryBudget };
    const send = (count: number) =>
      this.#sendSignedIn({ call, scope, kind: "read", count, isRepeated: false }, attempt);
    return this.#translate(call, withRetries(retries, scope, send));
  }

  write<Answer>(call: Call, scope: CallScope, attempt: Attempt<Answer>): Promise<Answer> {
    const sending = { call, scope, kind: "write", count: 1, isRepeated: false } as const;
    return this.#translate(call, this.#sendSignedIn(sending, attempt));
  }

  noteRemaining(realm: Realm, quotaClass: string, remaining: number): void {
    const key = this.#stateOf(realm).keys.get(quotaClass);
    if (key !== undefined) void this.options.buckets.lower(key, remaining);
  }

  noteUnreadable(realm: Realm, path: string): void {
    this.options.onUnreadable({ provider: this.options.provider, realm, path });
  }

  async trafficOf(realm: Realm): Promise<RealmTraffic> {
    const { breaker, keys } = this.#stateOf(realm);
    const rateLimits = [...keys].map(async ([quotaClass, key]) => {
      return { quotaClass, ...(await this.options.buckets.state(key)) };
    });
    return {
      breaker: breaker.state,
      queueLength: this.#queue.length,
      rateLimits: await Promise.all(rateLimits),
    };
  }

  close(): void {
    this.#queue.close();
  }

  /** Callers receive refusals made here as a ProviderError, like the provider's own. */
  async #translate<Answer>({ realm }: Call, answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (error) {
      throw this.#toProviderError(error, this.#stateOf(realm).breaker);
    }
  }

  /** A call that was refused because of its token is sent once more; it counts towards the rate limit like any other. */
  async #sendSignedIn<Answer>(sending: Sending, attempt: Attempt<Answer>): Promise<Answer> {
    try {
      return await this.#send(sending, attempt);
    } catch (error) {
      if (!(error instanceof ProviderError && error.isTokenReplaced)) throw error;
      return this.#send({ ...sending, isRepeated: true }, attempt);
    }
  }

  /** Throws BreakerOpen or NoCapacity when the call was not sent. */
  async #send<Answer>(sending: Sending, attempt: Attempt<Answer>): Promise<Answer> {
    const { call, scope, kind, count, isRepeated } = sending;
    const { provider, onCall } = this.options;
    const { breaker, health, keys } = this.#stateOf(call.realm);
    const enteredAt = performance.now();
    let sentAt: number | undefined;
    let outcome: CallRecord["outcome"] = "ok";
    let leave = (): void => {};
    try {
      if (breaker.isOpen) throw new BreakerOpen();
      await this.options.prepare?.(scope.signal);
      leave = await this.#queue.enter(toKeys(call, keys), scope);
      const answered = await breaker.run(scope.signal, () => {
        sentAt = performance.now();
        return attempt(kind === "read" ? this.#withLimit(call, scope.signal) : scope.signal, isRepeated);
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
      if (sentAt !== undefined) health.noteCall(durationMs);
      if (outcome === "ok") health.noteAnswer(call.operation, durationMs);
      const waitMs = (sentAt ?? endedAt) - enteredAt;
      onCall({ ...call, provider, kind, attempt: count, waitMs, durationMs, outcome }, scope);
    }
  }

  /** A read that takes far longer than such calls usually do is given up before its provider's own timeout. */
  #withLimit({ realm, operation }: Call, signal: AbortSignal): AbortSignal {
    const usualMs = this.#stateOf(realm).health.usualMsOf(operation);
    if (usualMs === undefined) return signal;
    return withTimeout(signal, Math.max(minLimitMs, Math.ceil(usualMs * limitFactor)));
  }

  /**
   * The provider's own report is more accurate than our count: other clients may use the same limit. The limit of a token
   * endpoint is another one.
   */
  async #applyThrottle(call: Call, error: ProviderError): Promise<void> {
    if (error.kind !== "throttled" || error.cause instanceof TokenRefused) return;
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
    if (reason === "no_capacity") return new ProviderError(provider, "timed_out", "no capacity in time");
    const hint = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    return new ProviderError(provider, "throttled", "rate limited until the deadline", hint);
  }

  #stateOf(realm: Realm): RealmState {
    const known = this.#realms.get(realm);
    if (known !== undefined) return known;
    const { provider, rateLimits, buckets, health, share, accountOf = (one: Realm) => one } = this.options;
    const keys = new Map<string, string>();
    for (const [name, limit] of rateLimits) {
      const key = `{${provider}:${accountOf(realm)}}:${name}`;
      buckets.open(key, withSlack(toShare(limit, share)));
      keys.set(name, key);
    }
    const onChange = (isOpen: boolean): void => this.options.onBreaker({ provider, realm }, isOpen);
    const breaker = new Breaker({ ...this.options.breaker, onChange });
    const state: RealmState = { breaker, health: health.of(provider, realm), keys };
    this.#realms.set(realm, state);
    return state;
  }
}

interface Sending {
  readonly call: Call;
  readonly scope: CallScope;
  readonly kind: CallRecord["kind"];
  readonly count: number;
  readonly isRepeated: boolean;
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
