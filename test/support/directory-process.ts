import type { Directory } from "../../src/directory/directory.js";
import type { Journal } from "../../src/directory/journal.js";
import type { StoreLocation } from "../../src/directory/open-directory.js";
import type { ProcessClock } from "./clocks.js";
import { loadProcess } from "./waiting-process.js";

const script = new URL("./directory-child.mjs", import.meta.url);

/** A call of a method. It travels as JSON, in which only moments are more than JSON can say. */
export type Call = { readonly arguments: readonly unknown[] } & (
  | { readonly of: "directory"; readonly method: keyof Directory }
  | { readonly of: "journal"; readonly method: keyof Journal }
);

/**
 * Makes the calls in processes of their own, one for each list. All are loaded before any opens the store, so that they
 * meet from the first statement on. Answers, per process, what each of its calls was told, as JSON; a map is its entries.
 *
 * @param clocks of the processes, in their order; the machine's where there is none
 */
export async function callInProcesses(
  location: StoreLocation,
  callsOfEach: readonly (readonly Call[])[],
  clocks: readonly ProcessClock[] = [],
): Promise<readonly (readonly unknown[])[]> {
  const orders = callsOfEach.map((calls, index) => ({ location, calls, clock: clocks[index] }));
  const runs = await Promise.all(orders.map((order) => loadProcess(script, order)));
  return Promise.all(runs.map((run) => run() as Promise<readonly unknown[]>));
}
