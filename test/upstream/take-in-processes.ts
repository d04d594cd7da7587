import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { BucketPlan } from "../../src/upstream/bucket.js";

export interface TakeOrder {
  readonly url: string;
  readonly key: string;
  readonly plan: BucketPlan;
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
  const runs = await Promise.all(Array.from({ length: count }, () => load(order)));
  return Promise.all(runs.map((run) => run()));
}

async function load(order: TakeOrder): Promise<() => Promise<readonly number[]>> {
  const script = fileURLToPath(new URL("./bucket-child.mjs", import.meta.url));
  const flags = ["--experimental-transform-types", "--disable-warning=ExperimentalWarning"];
  const child = spawn(process.execPath, [...flags, script, JSON.stringify(order)]);
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
