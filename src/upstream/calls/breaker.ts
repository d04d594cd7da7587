import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  handleWhen,
} from "cockatiel";
import { ProviderError, type ProviderErrorKind } from "../../identity/provider-error.js";

export type BreakerState = "CLOSED" | "OPEN" | "HALF_OPEN";

export interface BreakerOptions {
  /** Milliseconds for which nothing is sent once a realm counts as down; then one call finds out. */
  readonly pauseMs: number;
  /** The breaker looks at so many of the last calls, */
  readonly window: number;
  /** and not before there were so many. */
  readonly minCalls: number;
}

/** Kinds that say the provider is in trouble, rather than that it has an opinion on the call. */
const outages: ReadonlySet<ProviderErrorKind> = new Set([
  "unavailable",
  "timed_out",
  "malformed",
  "outcome_unknown",
]);

/** Stops calls to a realm of which half of the last ones failed, and lets one through now and then to see. */
export class Breaker {
  readonly #policy: CircuitBreakerPolicy;
  #opensAgainAt = 0;

  constructor({ pauseMs, window, minCalls }: BreakerOptions) {
    this.#policy = circuitBreaker(handleWhen(speaksAgainst), {
      halfOpenAfter: pauseMs,
      breaker: new CountBreaker({ threshold: 0.5, size: window, minimumNumberOfCalls: minCalls }),
    });
    this.#policy.onBreak(() => {
      this.#opensAgainAt = performance.now() + pauseMs;
    });
  }

  get state(): BreakerState {
    const { state } = this.#policy;
    if (state === CircuitState.Closed) return "CLOSED";
    const isPausing = state === CircuitState.Open && performance.now() < this.#opensAgainAt;
    return isPausing ? "OPEN" : "HALF_OPEN";
  }

  /** Whether nothing may be sent now: during the pause, and while one call finds out. */
  get isOpen(): boolean {
    return this.state === "OPEN" || this.#policy.state === CircuitState.HalfOpen;
  }

  /** Whole seconds until a call is let through to see; 1 at least. */
  get retryAfterSeconds(): number {
    return Math.max(1, Math.ceil((this.#opensAgainAt - performance.now()) / 1_000));
  }

  /**
   * Runs the call. What it throws counts against the realm if it is an outage, unless nobody waited for it any more.
   *
   * @returns undefined when the breaker let nothing through
   */
  async run<Answer>(
    signal: AbortSignal,
    call: () => Promise<Answer>,
  ): Promise<{ answer: Answer } | undefined> {
    if (this.isOpen) return undefined;
    const isProbe = this.state === "HALF_OPEN";
    try {
      const answer = await this.#policy.execute(async () => {
        try {
          return await call();
        } catch (error) {
          throw signal.aborted ? new Abandoned(error, isProbe) : error;
        }
      });
      return { answer };
    } catch (error) {
      if (error instanceof BrokenCircuitError) return undefined;
      throw error instanceof Abandoned ? error.cause : error;
    }
  }
}

/** A failure that tells nothing of the provider. */
class Abandoned extends Error {
  constructor(
    cause: unknown,
    readonly isProbe: boolean,
  ) {
    super("nobody waits for the call any more", { cause });
  }
}

/** A probe that was given up has found nothing out, so the pause begins again. */
function speaksAgainst(error: unknown): boolean {
  return error instanceof Abandoned ? error.isProbe : isOutage(error);
}

export function isOutage(error: unknown): boolean {
  return error instanceof ProviderError && outages.has(error.kind);
}
