import { type ChildProcess, spawn } from "node:child_process";
import { chmod } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { installPackages } from "./install.ts";

/** A gateway of this folder. `hive-rust` is Hive Gateway with the query planner of Hive Router. */
export type GatewayName = "apollo" | "hive" | "hive-rust" | "grafbase";

export interface Gateway {
  readonly name: GatewayName;
  /** The address of its GraphQL endpoint. */
  readonly url: string;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

export interface GatewayOptions {
  /** A free port when absent. */
  readonly port?: number;
  readonly variables: Readonly<Record<string, string>>;
}

/** Starts a gateway whose packages are installed, and waits until it listens. */
export async function startGateway(
  name: GatewayName,
  { port = 0, variables }: GatewayOptions,
): Promise<Gateway> {
  const child = spawn(process.execPath, [`${folderOf(name)}/main.js`], {
    cwd: folderOf(name),
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: String(port),
      ...(name === "hive-rust" && { PLANNER: "rust" }),
      ...variables,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const origin = await readOrigin(name, child);
  return { name, url: `${origin}/graphql`, process: child, close: () => stop(child) };
}

function folderOf(name: GatewayName): string {
  const folder = name === "hive-rust" ? "hive" : name;
  return fileURLToPath(new URL(folder, import.meta.url));
}

/** The address in the line that it prints once it listens. Reads on afterwards, so that the pipe never fills up. */
function readOrigin(name: GatewayName, child: ChildProcess): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error("the gateway has no standard output");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code} before it listened`)));
    createInterface(stdout).on("line", (line) => {
      const origin = /^listening on (\S+)/.exec(line)?.[1];
      if (origin !== undefined) resolve(origin);
    });
  });
}

/** Ends a child process and waits for its end. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

/** Installs the packages of a gateway from its lock file, unless they are there. */
export async function installGateway(name: GatewayName, onStart?: () => void): Promise<void> {
  await installPackages(folderOf(name), onStart);
  if (name === "grafbase") await chmod(`${folderOf(name)}/${grafbaseProgram}`, 0o755);
}

const grafbaseProgram = "node_modules/@grafbase/cli-x86_64-unknown-linux-musl/grafbase";
