import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { nodeOn } from "./cores.ts";

export interface ChildOptions {
  /** As "rivals/apollo.ts", from here. */
  readonly program: string;
  readonly args?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly core: number | undefined;
}

/** A program of ours in a process of its own. */
export class Child {
  readonly #process: ChildProcess;
  readonly #program: string;

  constructor({ program, args = [], variables = {}, core }: ChildOptions) {
    const [command = "", ...first] = nodeOn(core);
    const file = fileURLToPath(new URL(program, import.meta.url));
    this.#program = program;
    this.#process = spawn(command, [...first, "--max-old-space-size=8192", file, ...args], {
      env: { PATH: process.env.PATH, NODE_ENV: "production", ...variables },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
  }

  /** The first message that it sends; its output is thrown away. */
  async message<Message>(): Promise<Message> {
    this.#process.stdout?.resume();
    return this.#orExit(once(this.#process, "message").then(([message]) => message as Message));
  }

  /** The origin on the line of its log that says "ready". */
  origin(): Promise<string> {
    const { stdout } = this.#process;
    if (stdout === null) throw new Error("the program has no standard output");
    const ready = new Promise<string>((resolve) => {
      createInterface(stdout).on("line", (line) => {
        if (line.includes('"msg":"ready"')) resolve(JSON.parse(line).origin);
      });
    });
    return this.#orExit(ready);
  }

  async exit(): Promise<void> {
    this.#process.stdout?.resume();
    const [code] = await once(this.#process, "exit");
    if (code !== 0) throw new Error(`${this.#program} ended with ${code}`);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.kill("SIGTERM")) await once(this.#process, "exit");
  }

  /** Milliseconds of processor time since its start, over all of its threads. Linux only. */
  async cpuMs(): Promise<number> {
    const folder = `/proc/${this.#process.pid}/task`;
    const times = await Promise.all(
      (await readdir(folder)).map(async (thread) => {
        const [nanoseconds] = (await readFile(`${folder}/${thread}/schedstat`, "utf8")).split(" ");
        return Number(nanoseconds) / 1e6;
      }),
    );
    return times.reduce((sum, each) => sum + each, 0);
  }

  /** Resident memory. Linux only. */
  async residentMiB(): Promise<number> {
    const status = await readFile(`/proc/${this.#process.pid}/status`, "utf8");
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    if (kib === undefined) throw new Error("the kernel does not say how much memory is resident");
    return Number(kib) / 1_024;
  }

  #orExit<Result>(promise: Promise<Result>): Promise<Result> {
    const exit = once(this.#process, "exit").then(([code]) => {
      throw new Error(`${this.#program} ended with ${code} before it was ready`);
    });
    return Promise.race([promise, exit]);
  }
}
