import { createRequire } from "node:module";

/** What is used of autocannon, which is installed from this folder's own lock file. */
type Autocannon = (options: object) => Promise<{
  readonly "2xx": number;
  readonly non2xx: number;
  readonly errors: number;
  readonly duration: number;
  readonly latency: { readonly p50: number; readonly p99: number };
}>;

export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Requests without an answer, or with one that is no success. */
  readonly failed: number;
}

export interface Target {
  readonly url: string;
  readonly token?: string;
}

/** Sends one request over and over on a few connections, as a router with many callers would. */
export async function repeat(target: Target, body: string, seconds: number): Promise<LoadResult> {
  const headers = toHeaders(target);
  const result = await run(seconds, { url: target.url, connections: 10, method: "POST", headers, body });
  if (result.failed > 0) throw new Error(`${target.url}: ${result.failed} requests failed`);
  return result;
}

/** One caller of a mix: what it sends next, in order, without pause. */
export interface Caller {
  readonly token: string;
  nextBody(): string;
}

export interface MixOptions {
  readonly url: string;
  readonly callers: readonly Caller[];
  readonly seconds: number;
  /** Whether the body of a response with status 200 says that something went wrong. */
  isFailure(body: string): boolean;
}

/** Sends for every caller on a connection of its own. */
export async function runMix(options: MixOptions): Promise<LoadResult> {
  const { url, callers, seconds, isFailure } = options;
  let failed = 0;
  let next = 0;
  const onResponse = (_status: number, body: string): void => {
    if (isFailure(body)) failed += 1;
  };
  const result = await run(seconds, {
    url,
    connections: callers.length,
    setupClient: (client: { setRequests(requests: readonly object[]): void }) => {
      const caller = callers[next++ % callers.length] as Caller;
      const headers = toHeaders({ url, token: caller.token });
      const setupRequest = (request: object): object => ({ ...request, body: caller.nextBody() });
      client.setRequests([{ method: "POST", headers, setupRequest, onResponse }]);
    },
  });
  return { ...result, failed: result.failed + failed };
}

async function run(seconds: number, options: object): Promise<LoadResult> {
  const autocannon: Autocannon = createRequire(import.meta.url)("autocannon");
  const result = await autocannon({ ...options, duration: seconds, timeout: 30 });
  return {
    perSecond: result["2xx"] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.non2xx + result.errors, // time-outs are errors too
  };
}

export function toHeaders({ token }: Target): Record<string, string> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return { "content-type": "application/json", ...authorization };
}
