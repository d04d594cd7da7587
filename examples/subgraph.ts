import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { stop } from "./gateways/launch.ts";

/** The identity subgraph in a process of its own, with its sandbox. */
export interface IdentitySubgraph {
  readonly origin: string;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

/**
 * Starts the built service with emulated providers.
 *
 * @param program path of its main.js
 * @param variables over the defaults of the service
 */
export async function startIdentity(
  program: string,
  variables: Readonly<Record<string, string>>,
): Promise<IdentitySubgraph> {
  const child = spawn(process.execPath, ["--enable-source-maps", program], {
    env: { PATH: process.env.PATH, ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error("the service has no standard output");
  const origin = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the service ended with ${code}`)));
    createInterface(stdout).on("line", (line) => {
      if (line.includes('"msg":"ready"')) resolve(JSON.parse(line).origin);
    });
  });
  return { origin, process: child, close: () => stop(child) };
}
