import type { Context } from "@opentelemetry/api";
import type { CallScope } from "../../platform/call-scope.js";

/** Milliseconds that the last caller waits after its deadline for the result of the cancelled call. */
const graceMs = 50;

/**
 * The calls that one request started and that other requests may have joined. They continue while any request waits for
 * them.
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

  /** The latest deadline of the waiting requests. */
  get deadlineAt(): number {
    return this.#deadlineAt;
  }

  get endsAt(): number {
    return this.#deadlineAt;
  }

  /** Returns the call's result; after the caller's deadline, the result of cancelling the call, or `expired()`. */
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
        leave(0); // a caller of several providers waits after its deadline once, not once per provider
      else asker.signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  /** The request that started the calls may join more of them until its deadline. */
  #endIfAlone(): void {
    if (this.#waiting === 0 && this.starter.signal.aborted) this.#controller.abort();
  }
}
