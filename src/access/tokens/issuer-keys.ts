import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { call } from "../../platform/http.js";

export interface IssuerKeysOptions {
  readonly url: string;
  readonly timeoutMs: number;
  /** Milliseconds after a fetch in which an unknown key does not cause another fetch; a tenth of it after a failure. */
  readonly pauseMs: number;
  readonly maxAgeMs: number;
  readonly now: () => number;
  /** Called for each failed fetch. */
  readonly onFailure: (error: unknown) => void;
  /** Called once the issuer's newest key set is in use and lacks a key of the set before it. */
  readonly onKeyRemoved: () => void;
}

export interface IssuerKeys {
  /** Throws KeysUnavailable, or an error of jose when the issuer has no such key. */
  readonly find: JWTVerifyGetKey;
  /** Until when the current keys are used without another fetch. */
  freshUntilMs(): number;
}

/** The keys could not be fetched, so the token can be neither accepted nor refused. */
export class KeysUnavailable extends Error {
  constructor() {
    super("the issuer's keys are unavailable");
    this.name = "KeysUnavailable";
  }
}

/** How long keys stay usable beyond their maximum age while the issuer is unavailable. */
const graceMs = 3_600_000;

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Finds keys among those that the issuer publishes. Concurrent callers share one fetch. */
export function createIssuerKeys(options: IssuerKeysOptions): IssuerKeys {
  const published = new PublishedKeys(options);
  const keys = createRemoteJWKSet(new URL(options.url), {
    timeoutDuration: options.timeoutMs,
    cooldownDuration: options.pauseMs,
    cacheMaxAge: options.maxAgeMs,
    [customFetch]: (_url, { signal }) => published.read(signal),
  });
  const find: JWTVerifyGetKey = async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey && published.isFailing) throw new KeysUnavailable();
      if (error instanceof errors.JOSEError || error instanceof KeysUnavailable) throw error;
      options.onFailure(error); // the issuer published a key that is malformed
      throw new KeysUnavailable();
    } finally {
      // while jose reloads, it still finds keys of the previous set
      if (!keys.reloading && published.takeRemoval()) options.onKeyRemoved();
    }
  };
  return { find, freshUntilMs: () => published.freshUntilMs };
}

/** The key set as it was last fetched. */
class PublishedKeys {
  #good: { readonly text: string; readonly keys: ReadonlySet<string>; readonly atMs: number } | undefined;
  #failedAtMs: number | undefined;
  #readAtMs = Number.NEGATIVE_INFINITY;
  #hasRemoval = false;

  constructor(private readonly options: IssuerKeysOptions) {}

  /** Whether the last fetch failed. */
  get isFailing(): boolean {
    return this.#failedAtMs !== undefined;
  }

  get freshUntilMs(): number {
    return this.#readAtMs + this.options.maxAgeMs;
  }

  /** Whether a key was removed since the last call. */
  takeRemoval(): boolean {
    const hadRemoval = this.#hasRemoval;
    this.#hasRemoval = false;
    return hadRemoval;
  }

  /** The key set, fetched unless a fetch has just failed. After a failure, the previous set unless it is too old. */
  async read(signal: AbortSignal): Promise<Response> {
    if (!this.#isWithin(this.options.pauseMs / 10, this.#failedAtMs)) await this.#refresh(signal);
    const isUsable = !this.isFailing || this.#isWithin(this.options.maxAgeMs + graceMs, this.#good?.atMs);
    if (this.#good === undefined || !isUsable) throw new KeysUnavailable();
    this.#readAtMs = this.options.now();
    return new Response(this.#good.text);
  }

  async #refresh(signal: AbortSignal): Promise<void> {
    try {
      const headers = { accept: "application/json" };
      const { status, text } = await call({ method: "GET", url: this.options.url, headers, signal });
      if (status !== 200) throw new Error(`the issuer's keys: the response has status ${status}`);
      const keys = parseKeySet(text);
      this.#hasRemoval ||= [...(this.#good?.keys ?? [])].some((key) => !keys.has(key));
      this.#good = { text, keys, atMs: this.options.now() };
      this.#failedAtMs = undefined;
    } catch (error) {
      this.#failedAtMs = this.options.now();
      this.options.onFailure(error);
    }
  }

  #isWithin(durationMs: number, sinceMs: number | undefined): boolean {
    return sinceMs !== undefined && this.options.now() < sinceMs + durationMs;
  }
}

/** Each key as canonical text. Throws an error that does not quote the response. */
function parseKeySet(text: string): ReadonlySet<string> {
  try {
    return new Set(keySet.parse(JSON.parse(text)).keys.map(toText));
  } catch {
    throw new Error("the issuer's keys: the response is not a key set");
  }
}

function toText(key: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)));
}
