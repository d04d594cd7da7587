import { z } from "zod";
import { call, toRetryHint, withTimeout } from "./http.js";

export interface TokenSourceOptions {
  /** The authorization server's token endpoint. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly audience: string;
  readonly timeoutMs: number;
  readonly now?: () => number;
}

/** The token endpoint refused the request, or its answer contains no token. */
export class TokenRefused extends Error {
  constructor(
    readonly status: number,
    readonly retryHint: { readonly retryAfterSeconds?: number } = {},
  ) {
    super(`the token endpoint answered ${status}`);
    this.name = "TokenRefused";
  }
}

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** A token is replaced so long before it expires, so that it does not expire during a call. */
const marginMs = 30_000;

/** Fetches tokens by client credentials (RFC 6749, 4.4) and caches the last one. Concurrent callers share one request. */
export class TokenSource {
  #current: { token: string; usableUntilMs: number } | undefined;
  #pending: Promise<string> | undefined;
  /** The last refusal that said how long to wait. */
  #refused: { error: TokenRefused; untilMs: number } | undefined;
  readonly #now: () => number;

  constructor(private readonly options: TokenSourceOptions) {
    this.#now = options.now ?? Date.now;
  }

  /**
   * Throws TokenRefused, or what `call` throws.
   *
   * @param signal ends the wait of this caller; the request continues for the others
   */
  async get(signal?: AbortSignal): Promise<string> {
    if (this.#current !== undefined && this.#now() < this.#current.usableUntilMs) return this.#current.token;
    if (this.#refused !== undefined && this.#now() < this.#refused.untilMs) throw this.#refused.error;
    this.#pending ??= this.#fetch().finally(() => {
      this.#pending = undefined;
    });
    return signal === undefined ? this.#pending : orAborted(this.#pending, signal);
  }

  /** For a token that was refused before it expired. */
  forget(token: string): void {
    if (this.#current?.token === token) this.#current = undefined;
  }

  async #fetch(): Promise<string> {
    const { url, clientId, clientSecret, audience, timeoutMs } = this.options;
    const answer = await call({
      method: "POST",
      url,
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
        audience,
      }),
      signal: withTimeout(new AbortController().signal, timeoutMs),
    });
    if (answer.status !== 200)
      throw this.#refuse(new TokenRefused(answer.status, toRetryHint(answer, this.#now())));
    const { access_token, expires_in } = parseToken(answer.text);
    const lifetimeMs = expires_in * 1000;
    const usableUntilMs = this.#now() + Math.max(lifetimeMs - marginMs, lifetimeMs / 2);
    this.#current = { token: access_token, usableUntilMs };
    return access_token;
  }

  #refuse(error: TokenRefused): TokenRefused {
    const { retryAfterSeconds } = error.retryHint;
    if (retryAfterSeconds !== undefined)
      this.#refused = { error, untilMs: this.#now() + retryAfterSeconds * 1_000 };
    return error;
  }
}

/** Rejects with the signal's reason when the signal fires first. */
function orAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    promise.finally(() => signal.removeEventListener("abort", abort)).then(resolve, reject);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
  });
}

function parseToken(text: string): z.infer<typeof tokenAnswer> {
  try {
    return tokenAnswer.parse(JSON.parse(text));
  } catch {
    throw new TokenRefused(200); // the cause would contain the answer, and with it a token
  }
}
