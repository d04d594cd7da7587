import type { Context } from "@opentelemetry/api";

/** What outgoing calls are made for: until when they may run, and how urgent they are. */
export interface CallScope {
  /** Fires when the result is no longer needed; ends every wait and every call. Created when it is first read. */
  readonly signal: AbortSignal;
  /** When that is at the latest, on the clock of `performance.now()`; Infinity when there is no limit. */
  readonly deadlineAt: number;
  /** When the work itself must end: what is done with the results after the last call has the time between. */
  readonly endsAt: number;
  /** Calls that a user waits for are sent before all others. */
  readonly priority: "interactive" | "background";
  /** The span that the calls belong to, if any. */
  readonly trace?: Context;
}

export interface ScopeOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** The last part of that time, in which no call is in progress any more. */
  readonly reserveMs?: number;
  readonly priority?: CallScope["priority"];
  readonly trace?: Context;
  /** Ends the scope when it closes, such as the response that the calls are for. */
  readonly closing?: Closing;
}

/** A response of Node.js, as far as a scope looks at it. */
export interface Closing {
  readonly closed: boolean;
  once(event: "close", listener: () => void): unknown;
}

export interface OpenScope extends CallScope {
  /** Releases the timer and the listeners, and aborts the signal. */
  end(): void;
}

export function openScope(options: ScopeOptions = {}): OpenScope {
  return new LazyScope(options);
}

/** One for all requests: each DOMException keeps a stack trace. */
const ended = new DOMException("the request has ended", "AbortError");

class LazyScope implements OpenScope {
  readonly deadlineAt: number;
  readonly endsAt: number;
  readonly priority: CallScope["priority"];
  declare readonly trace?: Context;
  readonly #parent: AbortSignal | undefined;
  readonly #closing: Closing | undefined;
  #controller: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isEnded = false;

  constructor({ signal, timeoutMs, reserveMs = 0, priority = "interactive", trace, closing }: ScopeOptions) {
    this.#parent = signal;
    this.#closing = closing;
    this.endsAt = timeoutMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeoutMs;
    this.deadlineAt = this.endsAt - reserveMs;
    this.priority = priority;
    if (trace !== undefined) this.trace = trace;
  }

  get signal(): AbortSignal {
    this.#controller ??= this.#start();
    return this.#controller.signal;
  }

  end(): void {
    this.#isEnded = true;
    this.#abort(ended);
  }

  #start(): AbortController {
    const controller = new AbortController();
    const leftMs = this.deadlineAt - performance.now();
    if (this.#isEnded || this.#closing?.closed) controller.abort(ended);
    else if (this.#parent?.aborted) controller.abort(this.#parent.reason);
    else if (leftMs <= 0) controller.abort(timedOut());
    else {
      this.#parent?.addEventListener("abort", this.#followParent, { once: true });
      this.#closing?.once("close", () => this.end());
      if (leftMs < Number.POSITIVE_INFINITY)
        this.#timer = setTimeout(() => this.#abort(timedOut()), Math.ceil(leftMs)).unref();
    }
    return controller;
  }

  readonly #followParent = (): void => this.#abort(this.#parent?.reason);

  #abort(reason: unknown): void {
    clearTimeout(this.#timer);
    this.#parent?.removeEventListener("abort", this.#followParent);
    this.#controller?.abort(reason);
  }
}

function timedOut(): DOMException {
  return new DOMException("the request's time is up", "TimeoutError");
}
