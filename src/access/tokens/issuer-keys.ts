import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { call } from "../../platform/http.js";

export interface IssuerKeysOptions {
  readonly url: string;
  readonly timeoutMs: number;
  /** Milliseconds after a fetch in which an unknown key is no reason for another; a tenth of it after one that failed. */
  readonly pauseMs: number;
  readonly maxAgeMs: number;
  /** Called for each fetch that failed. */
  readonly onFailure: (error: unknown) => void;
}

/** The keys could not be had, so that nothing is known of a token. */
export class KeysUnavailable extends Error {
  constructor() {
    super("the issuer's keys can't be had");
    this.name = "KeysUnavailable";
  }
}

/** Keys that were good are good for so long after their time while the issuer can't be reached. */
const graceMs = 3_600_000;

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * Finds a token's key among those that the issuer publishes. Callers at the same time share one fetch. Throws
 * KeysUnavailable, or an error of jose when there is no such key.
 */
export function createIssuerKeys(options: IssuerKeysOptions): JWTVerifyGetKey {
  const published = new PublishedKeys(options);
  const keys = createRemoteJWKSet(new URL(options.url), {
    timeoutDuration: options.timeoutMs,
    cooldownDuration: options.pauseMs,
    cacheMaxAge: options.maxAgeMs,
    [customFetch]: (_url, { signal }) => published.read(signal),
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey && published.isFailing) throw new KeysUnavailable();
      if (error instanceof errors.JOSEError || error instanceof KeysUnavailable) throw error;
      options.onFailure(error); // a key that is published, but is none
      throw new KeysUnavailable();
    }
  };
}

/** The key set as it was last fetched. */
class PublishedKeys {
  #good: { readonly text: string; readonly atMs: number } | undefined;
  #failedAtMs: number | undefined;

  constructor(private readonly options: IssuerKeysOptions) {}

  /** Whether the last fetch failed. */
  get isFailing(): boolean {
    return this.#failedAtMs !== undefined;
  }

  /** The key set, fetched unless a fetch has just failed. The earlier answer stands in where it is not too old. */
  async read(signal: AbortSignal): Promise<Response> {
    if (!isWithin(this.options.pauseMs / 10, this.#failedAtMs)) await this.#refresh(signal);
    const isUsable = !this.isFailing || isWithin(this.options.maxAgeMs + graceMs, this.#good?.atMs);
    if (this.#good === undefined || !isUsable) throw new KeysUnavailable();
    return new Response(this.#good.text);
  }

  async #refresh(signal: AbortSignal): Promise<void> {
    try {
      const headers = { accept: "application/json" };
      const { status, text } = await call({ method: "GET", url: this.options.url, headers, signal });
      if (status !== 200) throw new Error(`the issuer's keys: the answer has status ${status}`);
      assertKeySet(text);
      this.#good = { text, atMs: Date.now() };
      this.#failedAtMs = undefined;
    } catch (error) {
      this.#failedAtMs = Date.now();
      this.options.onFailure(error);
    }
  }
}

/** Throws an error that does not quote the text. */
function assertKeySet(text: string): void {
  try {
    keySet.parse(JSON.parse(text));
  } catch {
    throw new Error("the issuer's keys: the answer is no key set");
  }
}

function isWithin(durationMs: number, sinceMs: number | undefined): boolean {
  return sinceMs !== undefined && Date.now() < sinceMs + durationMs;
}
