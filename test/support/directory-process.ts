import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Directory } from "../../src/directory/directory.js";
import type { Journal } from "../../src/directory/journal.js";
import type { StoreLocation } from "../../src/directory/open-directory.js";

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
  const runs = await Promise.all(callsOfEach.map((calls) => load({ location, calls })));
  return Promise.all(runs.map((run) => run()));
}

async function load(order: object): Promise<() => Promise<readonly unknown[]>> {
  const script = fileURLToPath(new URL("./directory-child.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(order)]);
  let output = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const closed = once(child, "close");
  await Promise.race([once(child.stdout, "data"), closed]);
  return async () => {
    child.stdin.end("go");
    const [code] = await closed;
    if (code !== 0) throw new Error(`the process ended with ${code}:\n${complaints}`);
    return JSON.parse(output.replace("ready\n", ""));
  };
}
