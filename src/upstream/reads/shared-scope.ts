import type { Context } from "@opentelemetry/api";
import type { CallScope } from "../../platform/call-scope.js";

/** How long somebody whose time is up waits to hear what became of the call that ends with them. */
const graceMs = 50;

/**
 * The calls that one request started, for which others may have come to wait too. They go on while anybody waits, whoever
 * started them.
 */
export class SharedScope implements CallScope {
  readonly #controller = new AbortController();
  readonly signal = this.#controller.signal;
  readonly priority: CallScope["priority"];
  readonly trace?: Context;
  #deadlineAt: number;
  #waiting = 0;

  constructor(private readonly starter: CallScope) {
    starter.signal.addEventListener("abort", () => this.#endIfAlone(), { once: true });
    this.priority = starter.priority;
    if (starter.trace !== undefined) this.trace = starter.trace;
    this.#deadlineAt = starter.deadlineAt;
    this.#endIfAlone();
  }

  /** Of the most patient one. */
  get deadlineAt(): number {
    return this.#deadlineAt;
  }

  /** What the call answers; when the asker's time is up before, what that did to the call, or `expired()`. */
  async waitFor<Answer>(asker: CallScope, answer: Promise<Answer>, expired: () => Error): Promise<Answer> {
    this.#waiting += 1;
    this.#deadlineAt = Math.max(this.#deadlineAt, asker.deadlineAt);
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const leave = (timeoutMs: number): void => {
        this.#waiting -= 1;
        this.#endIfAlone();
        timer = setTimeout(() => reject(expired()), timeoutMs);
      };
      const giveUp = (): void => leave(graceMs);
      const end = (): void => {
        clearTimeout(timer);
        asker.signal.removeEventListener("abort", giveUp);
        if (asker.signal.aborted) return;
        this.#waiting -= 1;
        this.#endIfAlone();
      };
      answer.finally(end).then(resolve, reject);
      if (asker.signal.aborted)
        leave(0); // whoever asks provider after provider is late once, not with each
      else asker.signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  /** Whoever started the calls may be about to ask on, until their time is up. */
  #endIfAlone(): void {
    if (this.#waiting === 0 && this.starter.signal.aborted) this.#controller.abort();
  }
}
