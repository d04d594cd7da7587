import { Agent, request } from "node:http";
import { connect } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { chooseSeed } from "../support/random.js";
import { type FuzzRequest, nextRequest, Random } from "./fuzz-requests.js";
import { type Edge, startEdge } from "./start-edge.js";

const count = Number(process.env.FUZZ_REQUESTS ?? 3_000);
const seed = chooseSeed("FUZZ_SEED", 20_261);
const megabyte = 2 ** 20;

interface Answer {
  readonly status: number;
  readonly correlationId: string | undefined;
  readonly text: string;
}

let edge: Edge;
let bugs: string[];

beforeAll(async () => {
  bugs = [];
  const onLine = (line: string): void => {
    if (line.includes('"level":50')) bugs.push(line);
  };
  edge = await startEdge({ onLine });
});
afterAll(() => edge?.close());

test(`${count} odd requests do no harm`, async () => {
  const random = new Random(seed);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const statuses = new Map<string, number>();
  const complaints: string[] = [];
  const half = async (): Promise<number> => {
    await inParallel(Math.floor(count / 2), 16, async () => {
      const fuzz = nextRequest(random);
      const answer = await (fuzz.raw === undefined
        ? ask(edge.origin, fuzz, agent)
        : write(edge.origin, fuzz.raw));
      const status = answer === undefined ? "closed" : String(answer.status);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (answer !== undefined) complaints.push(...faultsOf(answer).map((fault) => `${fuzz.kind}: ${fault}`));
    });
    return heapBytes();
  };
  const first = await half();
  const second = await half();
  agent.destroy();
  const growth = ((second - first) / megabyte).toFixed(1);
  process.stdout.write(
    `${count} requests, answers ${JSON.stringify(Object.fromEntries([...statuses].sort()))}, ` +
      `${bugs.length} logged as bugs, heap after the first half ${(first / megabyte).toFixed(1)} MiB, growth ${growth} MiB\n`,
  );
  expect(complaints).toEqual([]);
  expect(bugs).toEqual([]);
  expect(second - first).toBeLessThan(16 * megabyte);
  const [person] = edge.sandbox.people;
  const auth0UserId = person?.auth0[0]?.user_id;
  const { body } = await edge.post({
    query: "query ($by: UserByInput!) { user(by: $by) { auth0UserId email } }",
    variables: { by: { auth0UserId } },
  });
  expect(body).toEqual({ data: { user: { auth0UserId, email: person?.email } } });
}, 180_000);

function faultsOf({ status, correlationId, text }: Answer): readonly string[] {
  const tellsInside = /node_modules|file:\/\/|\.[jt]s:\d+|\bat \w+ \(|\/work\/|\/tmp\//.test(text);
  return [
    ...(correlationId === undefined ? [`${status} without a correlation id: ${text.slice(0, 200)}`] : []),
    ...(status >= 500 ? [`${status}: ${text.slice(0, 300)}`] : []),
    ...(tellsInside ? [`${status} tells of the inside: ${text.slice(0, 500)}`] : []),
  ];
}

async function inParallel(times: number, width: number, work: () => Promise<void>): Promise<void> {
  let left = times;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** Undefined when the connection ends without an answer. */
function ask(
  origin: string,
  { method, path, headers, body }: FuzzRequest,
  agent: Agent,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const authorization = `Bearer ${edge.sandbox.tokens.administrator}`;
    const sent = request(origin, {
      method,
      path: path.replaceAll(/[^\x21-\x7e]/g, ""),
      agent,
      headers: { authorization, ...headers },
    });
    sent.on("error", () => resolve(undefined));
    sent.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", () => resolve(undefined));
      response.on("end", () => {
        const correlationId = response.headers["x-correlation-id"];
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, text, correlationId: correlationId?.toString() });
      });
    });
    sent.end(body);
  });
}

function write(origin: string, raw: Buffer): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(Number(new URL(origin).port), "127.0.0.1", () => socket.end(raw));
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      const correlationId = /x-correlation-id: (\S+)/i.exec(text)?.[1];
      resolve(status === undefined ? undefined : { status: Number(status), correlationId, text });
    });
  });
}

/** What is in use after the garbage is gone. */
function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}
