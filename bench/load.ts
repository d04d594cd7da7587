import { createRequire } from "node:module";

/** What is used of autocannon, which is installed from this folder's own lock file. */
interface Autocannon {
  // biome-ignore lint/style/useShorthandFunctionType: the package is a function
  (
    options: object,
  ): Promise<{
    readonly "2xx": number;
    readonly non2xx: number;
    readonly errors: number;
    readonly timeouts: number;
    readonly duration: number;
    readonly latency: { readonly p50: number; readonly p99: number };
  }>;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Target {
  readonly url: string;
  readonly token?: string;
}

/** Sends one request over and over on a few connections, as a router with many callers would. */
export async function repeat(target: Target, body: string, seconds: number): Promise<LoadResult> {
  return run(seconds, { url: target.url, connections: 10, method: "POST", headers: toHeaders(target), body });
}

/** One caller of a mix: what it sends next, in order, without pause. */
export interface Caller {
  readonly token: string;
  nextBody(): string;
}

/** Sends for every caller on a connection of its own. Counts the responses that have GraphQL errors. */
export async function runMix(
  url: string,
  callers: readonly Caller[],
  seconds: number,
): Promise<LoadResult & { readonly withErrors: number }> {
  let withErrors = 0;
  let next = 0;
  const onResponse = (_status: number, body: string): void => {
    if (body.includes('"errors":')) withErrors += 1;
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
  return { ...result, withErrors };
}

async function run(seconds: number, options: object): Promise<LoadResult> {
  const autocannon: Autocannon = createRequire(import.meta.url)("autocannon");
  const result = await autocannon({ ...options, duration: seconds, timeout: 30 });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} requests failed: ${JSON.stringify(result)}`);
  return {
    perSecond: result["2xx"] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  };
}

export function toHeaders({ token }: Target): Record<string, string> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return { "content-type": "application/json", ...authorization };
}
