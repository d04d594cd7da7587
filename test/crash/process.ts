import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { wrongClocks } from "../support/clocks.js";
import { createExecute, type Execute } from "../support/execute.js";
import { program } from "../support/program.js";
import { within } from "./within.js";

const timeoutMs = 30_000;

/** A whole subgraph in a process of its own. */
export interface SubgraphProcess {
  readonly execute: Execute;
  /** From now on statements count, up to the one after which it kills itself. */
  killAfterStatement(statement: number): Promise<void>;
  /** From now on no statement kills it. Returns how many there were since the last call of either function. */
  disarm(): Promise<number>;
  kill(): void;
  /** Fails when it does not die. */
  waitForDeath(): Promise<void>;
}

/** Processes one after the other, no two in a row with the same clock. The next is loaded ahead, so that one takes over soon after another has died. */
export class Processes {
  readonly #children = new Set<ChildProcessWithoutNullStreams>();
  #spare: Child | undefined;
  #loaded = 0;

  constructor(
    private readonly variables: Readonly<Record<string, string>>,
    /** What their callers send. */
    private readonly token: string,
  ) {}

  async start(): Promise<SubgraphProcess> {
    const child = this.#spare ?? this.#load();
    this.#spare = this.#load();
    const origin = await child.order(`start ${JSON.stringify(this.variables)}`);
    const arm = async (statement: number): Promise<number> => {
      const statements = Number(await child.order("count"));
      await child.order(`arm ${statement}`);
      return statements;
    };
    return {
      execute: createExecute(`${origin}/graphql`, { token: this.token }),
      killAfterStatement: async (statement) => void (await arm(statement)),
      disarm: () => arm(Number.POSITIVE_INFINITY),
      kill: () => child.process.kill("SIGKILL"),
      waitForDeath: () => within(timeoutMs, "the process to die", child.closed),
    };
  }

  /** Leaves none behind. */
  async killAll(): Promise<void> {
    const children = [...this.#children];
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(children.map((child) => closeOf(child)));
  }

  #load(): Child {
    const script = fileURLToPath(new URL("./crashing-child.mjs", import.meta.url));
    const clock = wrongClocks[this.#loaded % wrongClocks.length];
    this.#loaded += 1;
    const child = spawn(process.execPath, [script, join(program, "dist"), JSON.stringify(clock)]);
    this.#children.add(child);
    return toChild(child);
  }
}

interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  readonly closed: Promise<void>;
  /** Answers its line. Fails with what it complained of when it dies instead. */
  order(line: string): Promise<string>;
}

function toChild(child: ChildProcessWithoutNullStreams): Child {
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  child.stdin.on("error", () => undefined); // an order to a dead process: its missing answer tells
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    closed: closeOf(child),
    order: async (line) => {
      child.stdin.write(`${line}\n`);
      const { value } = await within(
        timeoutMs,
        `the process to answer "${line.split(" ")[0]}"`,
        lines.next(),
      );
      if (value === undefined) throw new Error(`the process died instead of its answer:\n${complaints}`);
      return value;
    },
  };
}

async function closeOf(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}
