import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/**
 * How long the built program takes from nothing to ready, and how much memory it then holds, on the embedded defaults
 * with its sandbox in the same process.
 *
 * `npm run bench:start -- --times 20` starts it 20 times instead of 10. Linux only: memory is read from /proc.
 */
interface Start {
  readonly readyMs: number;
  readonly readyMiB: number;
  readonly firstQueryMs: number;
  readonly queriedMiB: number;
}

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const query = "{ users(first: 10) { edges { node { id email identities { __typename } } } } }";

const { values } = parseArgs({ options: { times: { type: "string", default: "10" } } });
const times = Number(values.times);
if (!Number.isInteger(times) || times < 1) throw new Error("--times must be a whole number, 1 or more");

await startOnce(); // the first start of all also reads the disk
const starts: Start[] = [];
for (let done = 0; done < times; done += 1) starts.push(await startOnce());

console.log(
  `${times} starts on ${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}`,
);
console.log(`${" ".repeat(30)}     min  median     max`);
report(
  "start to ready, ms",
  starts.map(({ readyMs }) => readyMs),
);
report(
  "first query, ms",
  starts.map(({ firstQueryMs }) => firstQueryMs),
);
report(
  "resident when ready, MiB",
  starts.map(({ readyMiB }) => readyMiB),
);
report(
  "resident after the query, MiB",
  starts.map(({ queriedMiB }) => queriedMiB),
);

async function startOnce(): Promise<Start> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--enable-source-maps", main], {
    env: { PATH: process.env.PATH, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const origin = await readOrigin(child);
    const readyMs = performance.now() - startedAt;
    const readyMiB = await residentMiB(child);
    const askedAt = performance.now();
    await ask(origin);
    const firstQueryMs = performance.now() - askedAt;
    return { readyMs, readyMiB, firstQueryMs, queriedMiB: await residentMiB(child) };
  } finally {
    if (child.exitCode === null && child.kill("SIGTERM")) await once(child, "exit");
  }
}

/** Goes on reading after the line that tells of being ready, so that the pipe never fills up. */
function readOrigin(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`ended with ${code} before it was ready`)));
    if (child.stdout === null) throw new Error("the program has no standard output");
    createInterface(child.stdout).on("line", (line) => {
      if (line.includes('"msg":"ready"')) resolve(JSON.parse(line).origin);
    });
  });
}

async function ask(origin: string): Promise<void> {
  const token = await (await fetch(`${origin}/sandbox/token/administrator`)).text();
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (errors !== undefined) throw new Error(`the query had errors: ${JSON.stringify(errors)}`);
}

async function residentMiB({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error("the kernel does not tell the resident memory");
  return Number(kib) / 1024;
}

function report(what: string, figures: readonly number[]): void {
  const sorted = figures.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number;
  const columns = [at(0), at(0.5), at(1)].map((figure) => figure.toFixed(0).padStart(8));
  console.log(`${what.padEnd(30)}${columns.join("")}`);
}
