import { setTimeout as sleep } from "node:timers/promises";
import { decorrelatedJitterGenerator, ExponentialBackoff } from "cockatiel";
import { ProviderError } from "../../identity/provider-error.js";
import type { CallScope } from "../../platform/call-scope.js";
import { isOutage } from "./breaker.js";

export interface RetryOptions {
  /** How often a read is sent at most; 1 means no retries. */
  readonly maxAttempts: number;
  readonly budget: RetryBudget;
}

/** Milliseconds. */
const pauses = { initialDelay: 50, maxDelay: 2_000 };

/** Limits retries to a part of the calls, so that they don't overload a provider that is failing. */
export class RetryBudget {
  #left: number;

  /**
   * @param share retries per call
   * @param reserve retries that may accumulate
   */
  constructor(
    private readonly share: number,
    private readonly reserve: number,
  ) {
    this.#left = reserve;
  }

  noteCall(): void {
    this.#left = Math.min(this.reserve, this.#left + this.share);
  }

  spend(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}

/**
 * Retries after failures that may be temporary, with random, growing pauses that end before the deadline. Throws what the last
 * attempt threw.
 */
export async function withRetries<Answer>(
  { maxAttempts, budget }: RetryOptions,
  scope: CallScope,
  send: (attempt: number) => Promise<Answer>,
): Promise<Answer> {
  budget.noteCall();
  let backoff = new ExponentialBackoff({ ...pauses, generator: decorrelatedJitterGenerator }).next();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(attempt);
    } catch (error) {
      if (attempt >= maxAttempts || scope.signal.aborted || !isTemporary(error)) throw error;
      const pauseMs = Math.max(backoff.duration, (error.retryAfterSeconds ?? 0) * 1_000);
      if (performance.now() + pauseMs >= scope.deadlineAt || !budget.spend()) throw error;
      await sleep(pauseMs, undefined, { signal: scope.signal }).catch(() => {
        throw error; // the scope has ended
      });
      backoff = backoff.next(undefined);
    }
  }
}

/** Outages, rate limits and malformed answers are. Refusals are not, and neither is a call that was not sent. */
function isTemporary(error: unknown): error is ProviderError {
  if (isOutage(error)) return true;
  return error instanceof ProviderError && (error.kind === "throttled" || error.kind === "malformed");
}
