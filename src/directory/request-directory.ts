import { startTimeout } from "../platform/timeout.js";
import type { Directory } from "./directory.js";
import { DirectoryUnavailable } from "./unavailable.js";
import { type Call, wrapMethods } from "./wrap-methods.js";

/** The least time of a statement, even at the end of the request's: what a provider answered at the last moment is stored. */
const leastMs = 100;

/**
 * The directory for one request: no method takes longer than the request may. What it began may go on.
 *
 * @param deadlineAt on the clock of `performance.now()`; Infinity for no limit
 */
export function limitDirectory(directory: Directory, deadlineAt: number): Directory {
  if (deadlineAt === Number.POSITIVE_INFINITY) return directory;
  const call: Call = (work) => withinTime(deadlineAt, work());
  const { journal, ping, close, ...methods } = directory;
  return { ...wrapMethods(methods, call), journal: wrapMethods(journal, call), ping, close };
}

/** The result, or DirectoryUnavailable once the time is up. */
export async function withinTime<Result>(deadlineAt: number, work: Promise<Result>): Promise<Result> {
  if (deadlineAt === Number.POSITIVE_INFINITY) return work;
  const late = Promise.withResolvers<never>();
  const ms = Math.max(leastMs, deadlineAt - performance.now());
  const cancel = startTimeout(() => late.reject(new DirectoryUnavailable("the request's time is up")), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    cancel();
  }
}
