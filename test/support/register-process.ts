import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Registration } from "../../src/directory/directory.js";
import type { StoreLocation } from "../../src/directory/open-directory.js";

/** The answers of a batch: each identity's text with its user's id. */
export type RegisteredIds = readonly (readonly [text: string, userId: string])[];

/**
 * Registers in processes of their own, one for each entry. All are loaded before any opens the store, so that they
 * meet from the first statement on. Answers, per process, what each of its batches was told.
 */
export async function registerInProcesses(
  location: StoreLocation,
  batchesOfEach: readonly (readonly (readonly Registration[])[])[],
): Promise<readonly (readonly RegisteredIds[])[]> {
  const runs = await Promise.all(batchesOfEach.map((batches) => load({ location, batches })));
  return Promise.all(runs.map((run) => run()));
}

async function load(order: object): Promise<() => Promise<readonly RegisteredIds[]>> {
  const script = fileURLToPath(new URL("./registering-child.mjs", import.meta.url));
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
