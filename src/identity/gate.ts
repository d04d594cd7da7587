import type { CallScope } from "../platform/call-scope.js";
import type { RateLimit } from "../platform/rate-limit.js";
import type { Realm } from "./ids.js";
import type { ProviderName } from "./link.js";

/** One call to a provider, as rate limits, breakers and metrics see it. */
export interface Call {
  /** The provider's own name of the operation. */
  readonly operation: string;
  readonly realm: Realm;
  /** The provider's quota classes that the call counts towards, the most specific last. */
  readonly quotaClasses: readonly string[];
  /** How many identities the call is about, if it is about several. */
  readonly batchSize?: number;
}

/**
 * Sends the call once. The signal ends it. Throws ProviderError; any other error is a bug.
 *
 * @param isRepeated whether the call was sent before with a token that has been discarded since
 */
export type Attempt<Answer> = (signal: AbortSignal, isRepeated: boolean) => Promise<Answer>;

/** Every call to one provider goes through its gate. */
export interface Gate {
  /**
   * Waits until the rate limit allows the call, and retries it after a failure that may be temporary. Throws ProviderError: that
   * of the last attempt; `throttled` when the rate limit does not allow the call in time; `unavailable` while the breaker is
   * open.
   */
  read<Answer>(call: Call, scope: CallScope, attempt: Attempt<Answer>): Promise<Answer>;
  /** Like `read`, but never retries: only the caller knows what a second write would do. */
  write<Answer>(call: Call, scope: CallScope, attempt: Attempt<Answer>): Promise<Answer>;
  /** The provider reported how many calls of a quota class are left. */
  noteRemaining(realm: Realm, quotaClass: string, remaining: number): void;
  /** A record contained a value that could not be read and was left out; `path` is that of the provider's contract. */
  noteUnreadable(realm: Realm, path: string): void;
}

export interface GateOptions {
  readonly provider: ProviderName;
  /** By quota class. A class without an entry has no limit. */
  readonly rateLimits: ReadonlyMap<string, RateLimit>;
  /** Calls that may be in progress at the same time. */
  readonly maxConcurrentCalls: number;
  /**
   * Gets what a call needs, such as a token, before the call takes its place under the rate limit: a call that waits after that
   * arrives later than the rate limit assumes. Throws ProviderError.
   */
  prepare?(signal: AbortSignal): Promise<void>;
  /** The account whose quota a realm's calls count towards, if several realms share one. The realm itself when absent. */
  accountOf?(realm: Realm): string;
}

export type OpenGate = (options: GateOptions) => Gate;
