import { setTimeout as sleep } from "node:timers/promises";
import { decorrelatedJitterGenerator, ExponentialBackoff } from "cockatiel";
import { ProviderError } from "../../identity/provider-error.js";
import type { CallScope } from "../../platform/call-scope.js";
import { isOutage } from "./breaker.js";

export interface RetryOptions {
  /** How often a read is sent at most; 1 means that nothing is repeated. */
  readonly maxAttempts: number;
  readonly budget: RetryBudget;
}

/** Milliseconds of the first pause and of the longest. */
const pauses = { initialDelay: 50, maxDelay: 2_000 };

/** Repetitions are a part of the traffic, so that a provider in trouble is not asked much more than one in health. */
export class RetryBudget {
  #left: number;

  /**
   * @param share repetitions per call
   * @param reserve repetitions that may pile up while there are few calls
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
 * Repeats what failed for a reason that may pass, with growing pauses of chance, never past the deadline. Throws what the
 * last attempt threw.
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
      if (attempt >= maxAttempts || scope.signal.aborted || !mayPass(error)) throw error;
      const pauseMs = Math.max(backoff.duration, (error.retryAfterSeconds ?? 0) * 1_000);
      if (performance.now() + pauseMs >= scope.deadlineAt || !budget.spend()) throw error;
      await sleep(pauseMs, undefined, { signal: scope.signal }).catch(() => {
        throw error; // nobody waits any more
      });
      backoff = backoff.next(undefined);
    }
  }
}

/** A spent limit passes, trouble may; a refusal stays one, and what was never sent is not sent again. */
function mayPass(error: unknown): error is ProviderError {
  return isOutage(error) || (error instanceof ProviderError && error.kind === "throttled");
}
