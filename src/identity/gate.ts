import type { CallScope } from "../platform/call-scope.js";
import type { RateLimit } from "../platform/rate-limit.js";
import type { Realm } from "./ids.js";
import type { ProviderName } from "./link.js";

/** One call to a provider, as budgets, breakers and metrics know it. */
export interface Call {
  /** The provider's own name of the operation. */
  readonly operation: string;
  readonly realm: Realm;
  /** The provider's quota classes that the call draws on, the most specific last. */
  readonly quotaClasses: readonly string[];
  /** How many identities the call is about, where it asks for several. */
  readonly batchSize?: number;
}

/**
 * Sends one attempt. The signal ends it; it throws ProviderError. An attempt that throws any other error is a bug.
 */
export type Attempt<Answer> = (signal: AbortSignal) => Promise<Answer>;

/** The way out to one provider: every call goes through it. */
export interface Gate {
  /**
   * Waits for its place in the budget, and repeats an attempt that failed for a reason that may pass. Throws ProviderError:
   * the last attempt's; `throttled` when the budget had no room in time; `unavailable` while the breaker is open.
   */
  read<Answer>(call: Call, scope: CallScope, attempt: Attempt<Answer>): Promise<Answer>;
  /** As `read`, but never repeats anything: that is for those who know what a second time would do. */
  write<Answer>(call: Call, scope: CallScope, attempt: Attempt<Answer>): Promise<Answer>;
  /** What an answer's headers said of a quota class: calls that are left of it now. */
  noteRemaining(realm: Realm, quotaClass: string, remaining: number): void;
}

export interface GateOptions {
  readonly provider: ProviderName;
  /** By quota class; a class that isn't named has no limit. */
  readonly plans: ReadonlyMap<string, RateLimit>;
  /** Calls that may be under way at once. */
  readonly maxConcurrentCalls: number;
  /**
   * Gets what a call can't be sent without, such as a token, before it takes its place in the budget: what waits after that
   * arrives later than the budget believes. Throws ProviderError.
   */
  prepare?(signal: AbortSignal): Promise<void>;
  /** Whose quota a realm's calls draw on, where several realms share it. The realm itself when absent. */
  accountOf?(realm: Realm): string;
}

export type OpenGate = (options: GateOptions) => Gate;
