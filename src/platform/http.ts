/** Every call that leaves the process through fetch goes through here. */

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

/** No provider's answer comes near it; a larger one is cut off before it fills the memory. */
const maxBodyBytes = 16 * 1024 * 1024;

/** Any status is an answer. Throws what fetch throws when there is none: see `toTransportErrorKind`. */
export async function call({ method, url, headers = {}, body, signal }: HttpCall): Promise<HttpAnswer> {
  const init = { method, headers, signal, redirect: "error" } as const;
  const response = await fetch(url, body === undefined ? init : { ...init, body });
  return { status: response.status, headers: response.headers, text: await readText(response) };
}

/**
 * For clients that call by themselves: a call without an answer ends as an answer whose body fails with the reason, so
 * that their clearing up after the headers takes place.
 */
export async function fetchToEnd(...request: Parameters<typeof fetch>): Promise<Response> {
  return fetch(...request).catch((error: unknown) => {
    const body = new ReadableStream({ start: (controller) => controller.error(error) });
    return new Response(body);
  });
}

/** A signal that fires with the request's own or after so many milliseconds, whichever comes first. */
export function withTimeout(signal: AbortSignal, timeoutMs: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
}

/** Whether a call without a whole answer ran out of time or found nobody. */
export function toTransportErrorKind(error: unknown, signal: AbortSignal): "timed_out" | "unavailable" {
  if (signal.aborted) return "timed_out";
  if (isCut(error)) return "unavailable";
  return /^(Timeout|Abort)Error$/.test(nameOf(error)) ? "timed_out" : "unavailable";
}

/** For the log: an error's message may quote what was sent or answered, its name does not. */
export function nameOf(error: unknown): string {
  return typeof error === "object" && error !== null && "name" in error ? String(error.name) : typeof error;
}

/** The AWS SDK names a connection that was cut a TimeoutError; the code tells the two apart. */
function isCut(error: unknown): boolean {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return code === "ECONNRESET" || code === "EPIPE";
}

/**
 * When the other side may be asked again, from an answer that says so: by `Retry-After` where it is busy or down, by
 * `X-RateLimit-Reset` where the limit is spent. The latter comes with answers of other kinds too, and then means no wait.
 */
export function toRetryHint(
  { status, headers }: Pick<HttpAnswer, "status" | "headers">,
  nowMs: number,
): { readonly retryAfterSeconds?: number } {
  const isTold = status === 429 || (status >= 500 && headers.has("retry-after"));
  const retryAfterSeconds = isTold ? toRetryAfterSeconds(headers, nowMs) : undefined;
  return retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
}

/** Nobody waits longer; a larger number is a mistake of the other side, and may be more than a GraphQL Int holds. */
const maxRetryAfterSeconds = 86_400;

/**
 * When the other side may be asked again, from `Retry-After` (seconds or a date) or `X-RateLimit-Reset` (unix seconds).
 *
 * @returns whole seconds, at least 1; undefined when neither header says
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
