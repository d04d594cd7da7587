import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { MaybePromise } from "../../platform/maybe-promise.js";
import type { Viewer } from "../viewer.js";

/** A cached viewer is verified again after this time at the latest. */
const maxAgeMs = 300_000;

export interface VerifiedToken {
  readonly viewer: Viewer;
  /** The issuer, as in `iss`. */
  readonly issuer: string;
  /** When the token expires or the issuer's keys have to be fetched again, whichever is first. */
  readonly validUntilMs: number;
}

/**
 * Viewers of tokens that were verified recently, so that the signature is checked once and not with every request. Keys are
 * SHA-256 hashes: no token is kept. Refused tokens are never stored.
 */
export class VerifiedTokens {
  readonly #tokens: LRUCache<string, VerifiedToken>;
  #evictions = 0;

  /** @param max number of tokens; at least 1 */
  constructor(
    max: number,
    private readonly now: () => number,
  ) {
    this.#tokens = new LRUCache({ max });
  }

  get size(): number {
    return this.#tokens.size;
  }

  /**
   * The token's cached viewer, or the result of `verify`, which is cached when it is a VerifiedToken. A verification during
   * which an issuer's tokens were evicted is not cached, because it may have used a key that the issuer removed.
   */
  getOrVerify<Refusal extends object>(
    token: string,
    verify: () => Promise<VerifiedToken | Refusal>,
  ): MaybePromise<Pick<VerifiedToken, "viewer"> | Refusal> {
    const key = hash("sha256", token, "base64");
    return this.#find(key) ?? this.#verify(key, verify);
  }

  async #verify<Refusal extends object>(
    key: string,
    verify: () => Promise<VerifiedToken | Refusal>,
  ): Promise<Pick<VerifiedToken, "viewer"> | Refusal> {
    const evictions = this.#evictions;
    const verified = await verify();
    if (!("viewer" in verified)) return verified;
    const concurrent = this.#find(key);
    if (concurrent !== undefined) return concurrent;
    const validUntilMs = Math.min(verified.validUntilMs, this.now() + maxAgeMs);
    if (evictions === this.#evictions && this.now() < validUntilMs)
      this.#tokens.set(key, { ...verified, validUntilMs });
    return verified;
  }

  /** Forgets the issuer's tokens; call it when the issuer has removed a key. */
  evict(issuer: string): void {
    this.#evictions += 1;
    for (const [key, token] of this.#tokens.entries()) if (token.issuer === issuer) this.#tokens.delete(key);
  }

  #find(key: string): VerifiedToken | undefined {
    const token = this.#tokens.get(key);
    if (token === undefined || this.now() < token.validUntilMs) return token;
    this.#tokens.delete(key);
    return undefined;
  }
}
