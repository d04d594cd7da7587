import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<string>();

/** Runs something, and all that it starts, under the number by which its log lines are found. */
export function correlate<Result>(correlationId: string, run: () => Result): Result {
  return current.run(correlationId, run);
}

/** The number of the request that is being answered; undefined outside of one. */
export function currentCorrelationId(): string | undefined {
  return current.getStore();
}
