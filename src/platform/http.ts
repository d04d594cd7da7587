/** All outgoing calls that use fetch go through this file. */

import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

export interface HttpCall {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Covers connection, headers and body. */
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Far more than any provider sends. A larger answer is aborted before it fills the memory. */
const maxBodyBytes = 16 * 1024 * 1024;

/** Returns answers of any status. Throws what fetch throws when there is no answer: see `toTransportErrorKind`. */
export async function call({ method, url, headers = {}, body, signal }: HttpCall): Promise<HttpAnswer> {
  const init = { method, headers, signal, redirect: "error" } as const;
  const response = await fetch(url, body === undefined ? init : { ...init, body });
  return { status: response.status, headers: response.headers, text: await readText(response) };
}

/**
 * The lines of a file compressed by gzip, which may be larger than the memory. Throws what fetch throws, and an error for a
 * status other than 200.
 */
export async function* readGzipLines(url: string, signal: AbortSignal): AsyncGenerator<string> {
  const response = await fetch(url, { signal, redirect: "error" });
  if (response.status !== 200 || response.body === null)
    throw new Error(`a file with status ${response.status}`);
  const file = createGunzip();
  const transfer = pipeline(response.body, file);
  transfer.catch(() => {}); // reported below
  yield* createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY });
  await transfer;
}

/**
 * For clients that call fetch themselves: a call without an answer returns a response whose body fails with the reason, so
 * that the client's cleanup after the headers runs.
 */
export async function fetchToEnd(...request: Parameters<typeof fetch>): Promise<Response> {
  return fetch(...request).catch((error: unknown) => {
    const body = new ReadableStream({ start: (controller) => controller.error(error) });
    return new Response(body);
  });
}

/** Fires with the given signal or after so many milliseconds, whichever comes first. */
export function withTimeout(signal: AbortSignal, timeoutMs: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
}

/** Whether a call without a complete answer timed out or could not reach the server. */
export function toTransportErrorKind(error: unknown, signal: AbortSignal): "timed_out" | "unavailable" {
  if (signal.aborted) return "timed_out";
  if (isReset(error)) return "unavailable";
  return /^(Timeout|Abort)Error$/.test(nameOf(error)) ? "timed_out" : "unavailable";
}

/** For the log: the message of an error may contain data that was sent or received, its name does not. */
export function nameOf(error: unknown): string {
  return typeof error === "object" && error !== null && "name" in error ? String(error.name) : typeof error;
}

/** The AWS SDK reports a reset connection as a TimeoutError; only the code tells them apart. */
function isReset(error: unknown): boolean {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return code === "ECONNRESET" || code === "EPIPE";
}

/**
 * When the call may be retried, if the answer says so: by `Retry-After` when the server is busy or down, by `X-RateLimit-Reset`
 * when the limit is exceeded. Other answers contain the latter too, but don't ask to wait.
 */
export function toRetryHint(
  { status, headers }: Pick<HttpAnswer, "status" | "headers">,
  nowMs: number,
): { readonly retryAfterSeconds?: number } {
  const hasHint = status === 429 || (status >= 500 && headers.has("retry-after"));
  const retryAfterSeconds = hasHint ? toRetryAfterSeconds(headers, nowMs) : undefined;
  return retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
}

/** A larger number is an error of the server, and might exceed a GraphQL Int. */
const maxRetryAfterSeconds = 86_400;

/**
 * When the call may be retried, from `Retry-After` (seconds or a date) or `X-RateLimit-Reset` (Unix seconds).
 *
 * @returns whole seconds, at least 1; undefined without a valid header
 */
export function toRetryAfterSeconds(headers: Headers, nowMs: number): number | undefined {
  const retryAfter = headers.get("retry-after");
  const reset = headers.get("x-ratelimit-reset");
  const seconds =
    retryAfter === null
      ? secondsUntil(Number(reset ?? Number.NaN) * 1000, nowMs)
      : parseRetryAfter(retryAfter, nowMs);
  if (!Number.isFinite(seconds)) return undefined;
  return Math.min(Math.max(1, Math.ceil(seconds)), maxRetryAfterSeconds);
}

function parseRetryAfter(text: string, nowMs: number): number {
  const seconds = Number(text);
  return Number.isNaN(seconds) ? secondsUntil(Date.parse(text), nowMs) : seconds;
}

function secondsUntil(timeMs: number, nowMs: number): number {
  return (timeMs - nowMs) / 1000;
}

async function readText(response: Response): Promise<string> {
  if (response.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new Error(`an answer of more than ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
