import { request } from "node:http";
import { createPeople } from "../../../src/sandbox/people.js";
import { type StartOptions, startSubgraph, type TestSubgraph } from "../../support/start-subgraph.js";

export const people = createPeople();

/** What a request was answered with. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The code of the first error; undefined without error. */
  readonly code: string | undefined;
  readonly reason: string | undefined;
}

/** Sends a query with exactly these header lines. */
export async function ask(
  { app }: Pick<TestSubgraph, "app">,
  headers: Readonly<Record<string, string | readonly string[]>>,
): Promise<Answer> {
  const body = JSON.stringify({ query: "{ __typename }" });
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const outgoing = request(`${app.origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
  });
  outgoing.once("error", reject).once("response", async (response) => {
    const text = (await response.toArray()).join("");
    const { code, reason } = toFirstExtensions(text);
    resolve({ status: response.statusCode ?? 0, headers: response.headers, text, code, reason });
  });
  outgoing.end(body);
  return promise;
}

export function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** A subgraph that fetches keys as often as a test wants. */
export function startImpatient(options: StartOptions = {}): Promise<TestSubgraph> {
  return startSubgraph({
    people,
    ...options,
    variables: { TOKEN_KEYS_PAUSE_MS: "1", TOKEN_KEYS_TIMEOUT_MS: "300", ...options.variables },
  });
}

/** How often keys were fetched since the last `resetCounts`. */
export function countFetches({ sandbox }: TestSubgraph): number {
  return sandbox.issuer.emulator.requests.length;
}

function toFirstExtensions(text: string): { readonly code?: string; readonly reason?: string } {
  try {
    return JSON.parse(text).errors?.[0]?.extensions ?? {};
  } catch {
    return {}; // an answer of Node.js itself is no JSON
  }
}
