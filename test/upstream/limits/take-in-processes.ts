import type { RateLimit } from "../../../src/platform/rate-limit.js";
import { loadProcess } from "../../support/waiting-process.js";

const script = new URL("./bucket-child.mjs", import.meta.url);
const flags = ["--experimental-transform-types", "--disable-warning=ExperimentalWarning"];

export interface TakeOrder {
  readonly url: string;
  readonly key: string;
  readonly plan: RateLimit;
  readonly runMs: number;
}

/**
 * Takes as fast as it can in so many processes, which begin together. Answers, per process, when each of its tokens was
 * granted, in milliseconds of the server's clock.
 */
export async function takeInProcesses(
  count: number,
  order: TakeOrder,
): Promise<readonly (readonly number[])[]> {
  const runs = await Promise.all(Array.from({ length: count }, () => loadProcess(script, order, flags)));
  return Promise.all(runs.map((run) => run() as Promise<readonly number[]>));
}
