import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type InputCase, inputCases, ordinary, type Subject } from "./input-cases.ts";
import { startService } from "./service-process.ts";

/**
 * The longest time for which one mutation keeps the service's process from doing anything else, with each of its inputs at
 * its limits, beside an ordinary request of the same mutation. The emulators run in a process of their own.
 *
 * `npm run bench:inputs -- --rounds 9` sends each request 9 times instead of 5, after one that is not measured. Ends with
 * exit code 1 when the median of the
 * work is above 200 ms: other programs on the machine make a stall longer, but not the work in it. `--only nexus.json` leaves out what has no such text in its title.
 */
const maxStallMs = 200;

const noRateLimits = {
  AUTH0_RATE_LIMITS: "none=1:1/1s",
  COGNITO_RATE_LIMITS: "none=1:1/1s",
  NEXUS_RATE_LIMITS: "none=1:1/1s",
};

interface Harness {
  readonly origins: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly token: string;
  readonly users: readonly Subject[];
}

/** What the monitor in the service reports. */
interface Longest {
  readonly stallMs: number;
  readonly workMs: number;
}

interface Measured extends InputCase {
  readonly answer: string;
  readonly bytes: number;
  /** Of each round, the shortest first. */
  readonly stallsMs: readonly number[];
  readonly worksMs: readonly number[];
}

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, only: { type: "string", default: "" } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds must be a whole number, 1 or more");

const sandbox = fork(fileURLToPath(new URL("./sandbox-process.ts", import.meta.url)), ["1000"]);
const [harness] = (await once(sandbox, "message")) as [Harness];
await Promise.all(Object.values(harness.origins).map(liftQuotas));
const service = await startService({ ...harness.variables, ...noRateLimits }, [
  new URL("./loop-monitor.ts", import.meta.url),
]);

printHead();
let used = 0;
const measured: Measured[] = [];
for (const each of inputCases.filter(({ mutation, name }) => isChosen(`${mutation} ${name}`, name))) {
  measured.push(await measure(each));
  printLast(measured);
}
service.process.kill();
sandbox.disconnect();
const slow = measured.filter(({ worksMs }) => median(worksMs) > maxStallMs);
console.log(`\n${slow.length} of ${measured.length} above ${maxStallMs} ms`);
process.exitCode = slow.length > 0 ? 1 : 0;

/** With its own mutation's ordinary request always. */
function isChosen(title: string, name: string): boolean {
  return name === ordinary || title.includes(values.only);
}

/** Another one each time: what an earlier request has written must not count for a later one. */
function nextSubject(): Subject {
  const subject = harness.users[used];
  if (subject === undefined) throw new Error("the sandbox has too few people for so many rounds");
  used += 1;
  return subject;
}

/** So that no request waits for a rate limit. */
async function liftQuotas(origin: string): Promise<void> {
  const path = `${origin}/__sandbox/quotas`;
  const states = (await (await fetch(path)).json()) as object;
  const wide = { capacity: 1_000_000, refill: 1_000_000, intervalMs: 1_000 };
  const quotas = Object.fromEntries(Object.keys(states).map((name) => [name, wide]));
  const answer = await fetch(path, { method: "PATCH", body: JSON.stringify(quotas) });
  if (!answer.ok) throw new Error(`the emulator refused its quotas: ${await answer.text()}`);
}

async function measure(each: InputCase): Promise<Measured> {
  const longest: Longest[] = [];
  let last = { answer: "", bytes: 0 };
  for (let round = 0; round <= rounds; round += 1) {
    const body = JSON.stringify({
      query: documentOf(each),
      variables: { input: each.input(nextSubject(), round) },
    });
    await longestStall();
    last = { answer: await send(body), bytes: Buffer.byteLength(body) };
    const found = await longestStall();
    if (round > 0) longest.push(found);
  }
  const stallsMs = sorted(longest.map(({ stallMs }) => stallMs));
  const worksMs = sorted(longest.map(({ workMs }) => workMs));
  return { ...each, ...last, stallsMs, worksMs };
}

/** Since it was last called. */
async function longestStall(): Promise<Longest> {
  const answered = once(service.process, "message") as Promise<[Longest]>;
  service.process.send("report");
  const [longest] = await answered;
  return longest;
}

function documentOf({ mutation }: InputCase): string {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const previews =
    "... on UpdateUserPreview { previews { problem { code } fieldChanges { field before after } } }";
  const success = mutation === "updateUser" ? previews : "";
  const violations = "... on InvalidIdentityInput { violations { path constraint message } }";
  return `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename ${success} ${violations} } }`;
}

/** What became of it: the type of the answer, the state of the first identity where there is one, or the code of an error. */
async function send(body: string): Promise<string> {
  const response = await fetch(`${service.origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${harness.token}` },
    body,
  });
  const { data, errors } = (await response.json()) as {
    data?: Readonly<Record<string, { __typename: string; identities?: { status: string }[] } | null>>;
    errors?: { extensions: { code: string } }[];
  };
  const [answer] = Object.values(data ?? {});
  if (!answer) return errors?.[0]?.extensions.code ?? `HTTP ${response.status}`;
  const states = new Set(answer.identities?.map(({ status }) => status));
  return [answer.__typename, ...states].join(" ");
}

function printHead(): void {
  const machine = `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}`;
  console.log(`${machine}, ${rounds} rounds`);
  console.log(
    "Longest stall of the event loop in ms, least and median of the rounds; work in it, median, beside the ordinary request's\n",
  );
  row("mutation", "input", "bytes", ["least", "median", "work", "ordinary"], "answer");
}

function printLast(all: readonly Measured[]): void {
  const [last] = all.slice(-1);
  if (last === undefined) return;
  const { mutation, name, bytes, stallsMs, worksMs, answer } = last;
  const usual = all.find((each) => each.mutation === mutation && each.name === ordinary);
  const figures = [stallsMs[0], median(stallsMs), median(worksMs), median(usual?.worksMs ?? [])];
  row(
    mutation,
    name,
    String(bytes),
    figures.map((figure) => (figure ?? 0).toFixed(0)),
    answer,
  );
}

function row(
  mutation: string,
  name: string,
  bytes: string,
  figures: readonly string[],
  answer: string,
): void {
  const columns = figures.map((figure) => figure.padStart(9)).join("");
  console.log(`${mutation.padEnd(19)}${name.padEnd(62)}${bytes.padStart(8)}${columns}  ${answer}`);
}

function sorted(figures: readonly number[]): readonly number[] {
  return figures.toSorted((one, other) => one - other);
}

function median(figures: readonly number[]): number {
  return figures[Math.floor(figures.length / 2)] ?? 0;
}
