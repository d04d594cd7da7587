import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<string>();

/** Runs a function so that its log lines, and those of everything that it starts, have this id. */
export function correlate<Result>(correlationId: string, run: () => Result): Result {
  return current.run(correlationId, run);
}

/** Undefined outside of a request. */
export function currentCorrelationId(): string | undefined {
  return current.getStore();
}
