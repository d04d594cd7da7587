import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { until } from "./until.js";

/** The service as a process of its own. */
export interface ServiceProcess {
  /** Its address once it is ready. Fails when it ends before. */
  readonly origin: Promise<string>;
  readonly lines: readonly string[];
  readonly complaints: readonly string[];
  /** Sends a signal and waits for the end; the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** Waits for the end; the exit code. */
  ended(): Promise<number | null>;
}

/** @param folder of the built program */
export function startService(folder: string, variables: Readonly<Record<string, string>>): ServiceProcess {
  const child: ChildProcess = spawn(process.execPath, [join(folder, "dist", "main.js")], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: "0", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = once(child, "exit");
  const lines: string[] = [];
  const complaints: string[] = [];
  let rest = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => complaints.push(text));
  const findReady = (): string | undefined => lines.find((line) => line.includes('"msg":"ready"'));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const waitForOrigin = async (): Promise<string> => {
    await until(() => findReady() !== undefined || hasEnded(), "the service is ready");
    const ready = findReady();
    if (ready === undefined) throw new Error(`the service ended:\n${complaints.join("")}`);
    return JSON.parse(ready).origin;
  };
  const origin = waitForOrigin();
  origin.catch(() => undefined);
  const ended = async (): Promise<number | null> => {
    await exit;
    return child.exitCode;
  };
  return {
    origin,
    lines,
    complaints,
    ended,
    end: (signal = "SIGTERM") => {
      child.kill(signal);
      return ended();
    },
  };
}
