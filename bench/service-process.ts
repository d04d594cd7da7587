import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface ServiceProcess {
  readonly process: ChildProcess;
  readonly origin: string;
}

/**
 * Starts the built service as a child, with a store in memory and no limit that a benchmark meets by being quick.
 *
 * @param modules loaded before the service, in its process, which then has a channel to this one
 */
export async function startService(
  variables: Readonly<Record<string, string>>,
  modules: readonly URL[] = [],
): Promise<ServiceProcess> {
  const imports = modules.flatMap((module) => ["--import", module.href]);
  const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
  const child = spawn(process.execPath, [...imports, main], {
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      SQLITE_FILE: ":memory:",
      REQUEST_TIMEOUT_MS: "120000",
      RATE_LIMIT_PER_MINUTE: "1000000",
      ...variables,
    },
    stdio: ["ignore", "pipe", "inherit", ...(modules.length > 0 ? (["ipc"] as const) : [])],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error("the service has no standard output");
  const origin = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the service ended with ${code}`)));
    createInterface(stdout).on("line", (line) => {
      if (line.includes('"msg":"ready"')) resolve(JSON.parse(line).origin);
    });
  });
  return { process: child, origin };
}
