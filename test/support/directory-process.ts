import type { Directory } from "../../src/directory/directory.js";
import type { Journal } from "../../src/directory/journal.js";
import type { StoreLocation } from "../../src/directory/open-directory.js";
import { loadProcess } from "./waiting-process.js";

const script = new URL("./directory-child.mjs", import.meta.url);

/** A call of a method with one argument. It travels as JSON, in which only moments are more than JSON can say. */
export type Call =
  | { readonly of: "directory"; readonly method: keyof Directory; readonly argument: unknown }
  | { readonly of: "journal"; readonly method: keyof Journal; readonly argument: unknown };

/**
 * Makes the calls in processes of their own, one for each list. All are loaded before any opens the store, so that they
 * meet from the first statement on. Answers, per process, what each of its calls was told, as JSON; a map is its entries.
 */
export async function callInProcesses(
  location: StoreLocation,
  callsOfEach: readonly (readonly Call[])[],
): Promise<readonly (readonly unknown[])[]> {
  const runs = await Promise.all(callsOfEach.map((calls) => loadProcess(script, { location, calls })));
  return Promise.all(runs.map((run) => run() as Promise<readonly unknown[]>));
}
