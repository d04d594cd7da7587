import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findRedis, type RedisProgram } from "./redis-program.js";

/** A Redis that keeps nothing on disk. */
export interface RedisServer {
  readonly url: string;
  /** Ends the process; `start` gives the port an empty server again. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops the process in its tracks: connections stay open, nothing is answered until it is thawed. */
  freeze(): void;
  thaw(): void;
}

/** Starts a server on a free port of this machine. It ends with `stop`, or with this process. */
export async function startRedis(): Promise<RedisServer> {
  const program = await findRedis();
  const { port, child } = await startOnFreePort(program);
  let running: ChildProcess | undefined = child;
  const end = (): boolean | undefined => running?.kill("SIGKILL");
  process.once("exit", end);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      const ended = running;
      running = undefined;
      process.removeListener("exit", end);
      if (ended !== undefined) await kill(ended);
    },
    start: async () => {
      running = await launch(program, port);
      process.once("exit", end);
    },
    freeze: () => running?.kill("SIGSTOP"),
    thaw: () => running?.kill("SIGCONT"),
  };
}

/** Another process may take a port between looking for a free one and listening on it. */
async function startOnFreePort(
  program: RedisProgram,
  tries = 5,
): Promise<{ readonly port: number; readonly child: ChildProcess }> {
  const port = await findFreePort();
  try {
    return { port, child: await launch(program, port) };
  } catch (error) {
    if (tries <= 1) throw error;
    return startOnFreePort(program, tries - 1);
  }
}

async function launch({ path, env }: RedisProgram, port: number): Promise<ChildProcess> {
  const folder = await mkdtemp(join(tmpdir(), "identity-subgraph-redis-"));
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn(path, [...args, "--dir", folder], { env: { ...process.env, ...env } });
  child.once("exit", () => void rm(folder, { recursive: true, force: true }));
  const output: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => output.push(text));
  const isReady = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`${path} ended:\n${output.join("")}`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output.push(text);
      if (output.join("").includes("Ready to accept connections")) resolve();
    });
  });
  await isReady;
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port to listen on");
  return address.port;
}
