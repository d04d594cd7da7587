import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/**
 * Starts a script with its order as an argument, and waits until it has loaded and said `ready`. It begins when the
 * function is called, so that several begin together; answers the JSON that it printed.
 */
export async function loadProcess(
  script: URL,
  order: object,
  flags: readonly string[] = [],
): Promise<() => Promise<unknown>> {
  const child = spawn(process.execPath, [...flags, fileURLToPath(script), JSON.stringify(order)]);
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
