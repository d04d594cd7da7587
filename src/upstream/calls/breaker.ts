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
  /** Milliseconds for which nothing is sent to a realm after the breaker has opened; then one call probes it. */
  readonly pauseMs: number;
  /** How many of the last calls count. */
  readonly window: number;
  /** The breaker stays closed before so many calls. */
  readonly minCalls: number;
  /** Called when the breaker opens, also after a failed probe, and when it closes. */
  readonly onChange?: (isOpen: boolean) => void;
}

/** Kinds that mean the provider can't be reached. A malformed answer is one: it says nothing about other calls. */
const outages: ReadonlySet<ProviderErrorKind> = new Set(["unavailable", "timed_out", "outcome_unknown"]);

/** Stops calls to a realm when more than half of the last ones failed, and lets one through after each pause. */
export class Breaker {
  readonly #policy: CircuitBreakerPolicy;
  #opensAgainAt = 0;

  constructor({ pauseMs, window, minCalls, onChange }: BreakerOptions) {
    this.#policy = circuitBreaker(handleWhen(countsAsFailure), {
      halfOpenAfter: pauseMs,
      breaker: new CountBreaker({ threshold: 0.5, size: window, minimumNumberOfCalls: minCalls }),
    });
    this.#policy.onBreak(() => {
      this.#opensAgainAt = performance.now() + pauseMs;
      onChange?.(true);
    });
    this.#policy.onReset(() => onChange?.(false));
  }

  get state(): BreakerState {
    const { state } = this.#policy;
    if (state === CircuitState.Closed) return "CLOSED";
    const isPausing = state === CircuitState.Open && performance.now() < this.#opensAgainAt;
    return isPausing ? "OPEN" : "HALF_OPEN";
  }

  /** True during the pause and while one call probes the realm: nothing else may be sent. */
  get isOpen(): boolean {
    return this.state === "OPEN" || this.#policy.state === CircuitState.HalfOpen;
  }

  /** Whole seconds until a call may probe the realm; at least 1. */
  get retryAfterSeconds(): number {
    return Math.max(1, Math.ceil((this.#opensAgainAt - performance.now()) / 1_000));
  }

  /**
   * Runs the call. An outage counts as a failure of the realm, unless the caller had given up.
   *
   * @returns undefined when the breaker did not let the call through
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

/** The caller gave up, so the failure says nothing about the provider. */
class Abandoned extends Error {
  constructor(
    cause: unknown,
    readonly isProbe: boolean,
  ) {
    super("the caller gave up", { cause });
  }
}

/** An abandoned probe has no result, so the pause starts again. */
function countsAsFailure(error: unknown): boolean {
  return error instanceof Abandoned ? error.isProbe : isOutage(error);
}

export function isOutage(error: unknown): boolean {
  return error instanceof ProviderError && outages.has(error.kind);
}
