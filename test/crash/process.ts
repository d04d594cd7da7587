import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createExecute, type Execute } from "../support/execute.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The program built as for production, in a folder of its own. */
export interface BuiltProgram {
  readonly dist: string;
  remove(): Promise<void>;
}

export async function buildProgram(): Promise<BuiltProgram> {
  const folder = await mkdtemp(join(tmpdir(), "identity-subgraph-crash-"));
  await symlink(`${root}node_modules`, join(folder, "node_modules"));
  await symlink(`${root}schema`, join(folder, "schema"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const dist = join(folder, "dist");
  const build = ["-p", "tsconfig.build.json", "--noCheck", "--outDir", dist];
  await promisify(execFile)(process.execPath, [`${root}node_modules/.bin/tsc`, ...build], { cwd: root });
  return { dist, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A whole subgraph in a process of its own. */
export interface SubgraphProcess {
  readonly execute: Execute;
  /** From now on statements count, up to the one after which it kills itself. */
  arm(): Promise<void>;
  kill(): void;
  /** Whether it was killed, by itself or by us. */
  isDead(): boolean;
  stop(): Promise<void>;
}

export async function startProcess(
  { dist }: BuiltProgram,
  variables: Readonly<Record<string, string>>,
  crashAfterStatement = 0,
): Promise<SubgraphProcess> {
  const script = fileURLToPath(new URL("./crashing-child.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, dist, JSON.stringify(variables), String(crashAfterStatement)]);
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: origin } = await lines.next();
  if (origin === undefined) throw new Error(`the process did not start:\n${complaints}`);
  return {
    execute: createExecute(`${origin}/graphql`),
    arm: async () => {
      child.stdin.write("arm\n");
      await lines.next();
    },
    kill: () => {
      child.kill("SIGKILL");
    },
    isDead: () => child.signalCode === "SIGKILL" || child.killed,
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.stdin?.write("stop\n");
  await closed;
}
