import type { RateLimit } from "../../../src/platform/rate-limit.js";
import { loadProcess } from "../../support/waiting-process.js";

const script = new URL("./bucket-child.mjs", import.meta.url);
const flags = ["--experimental-transform-types", "--disable-warning=ExperimentalWarning"];

export interface TakeOptions {
  readonly url: string;
  readonly key: string;
  readonly limit: RateLimit;
  readonly runMs: number;
}

/**
 * Takes tokens as fast as possible in so many processes, which start together. Returns, per process, when each of its tokens
 * was granted, in milliseconds of the server's clock.
 */
export async function takeInProcesses(
  count: number,
  options: TakeOptions,
): Promise<readonly (readonly number[])[]> {
  const runs = await Promise.all(Array.from({ length: count }, () => loadProcess(script, options, flags)));
  return Promise.all(runs.map((run) => run() as Promise<readonly number[]>));
}
