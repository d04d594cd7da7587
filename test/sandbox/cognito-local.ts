import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { until } from "../support/until.js";

const folder = fileURLToPath(new URL("../../tools/cognito-local/", import.meta.url));
const program = join(folder, "node_modules/cognito-local/lib/bin/start.js");
const readyWithinMs = 60_000;

export interface CognitoLocal {
  readonly origin: string;
  close(): Promise<void>;
}

/** Installs cognito-local from its own lock file when it isn't there yet. */
export async function installCognitoLocal(): Promise<void> {
  if (existsSync(program)) return;
  await promisify(execFile)("npm", ["ci"], { cwd: folder });
}

/** Starts cognito-local in a folder of its own, on a port that the system picks, and waits until it is well. */
export async function startCognitoLocal(): Promise<CognitoLocal> {
  const home = await mkdtemp(join(tmpdir(), "cognito-local-"));
  await mkdir(join(home, ".cognito"));
  const config = { UserPoolDefaults: { UsernameAttributes: [] } };
  await writeFile(join(home, ".cognito/config.json"), JSON.stringify(config));
  const child = spawn(process.execPath, [program], {
    cwd: home,
    env: { HOST: "127.0.0.1", PORT: "0", AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const close = async () => {
    await stop(child);
    await rm(home, { recursive: true, force: true });
  };
  try {
    const origin = await readOrigin(child);
    await until(async () => (await fetch(`${origin}/health`)).ok, "cognito-local is healthy");
    return { origin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The address in the line that it logs once it listens. Goes on reading afterwards, so that the pipe never fills up. */
function readOrigin(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(readyWithinMs);
    signal.addEventListener("abort", () => reject(new Error("cognito-local didn't start in time.")));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`cognito-local ended with ${code} before it listened.`)));
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
      const origin = /running on (http:\/\/127\.0\.0\.1:\d+)/u.exec(output)?.[1];
      if (origin !== undefined) resolve(origin);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}
