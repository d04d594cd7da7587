import type { ProviderName } from "./link.js";

/**
 * What went wrong at a provider, in our words.
 *
 * - `unavailable`: no connection, a reset, or a 5xx answer
 * - `timed_out`: no whole answer before the deadline
 * - `throttled`: the provider's rate limit is spent
 * - `unauthorized`: our own credentials were refused
 * - `rejected`: the provider understood the call and refused it
 * - `not_found`: the write names something that the provider does not hold
 * - `conflict`: the write collides with something that is already there
 * - `malformed`: an answer that does not have the contract's shape
 * - `outcome_unknown`: a write whose answer was lost
 */
export const providerErrorKinds = [
  "unavailable",
  "timed_out",
  "throttled",
  "unauthorized",
  "rejected",
  "not_found",
  "conflict",
  "malformed",
  "outcome_unknown",
] as const;
export type ProviderErrorKind = (typeof providerErrorKinds)[number];

/** A field that a provider can't change as requested, and the rule in words; holds no value. */
export interface FieldRefusal {
  readonly field: string;
  readonly rule: string;
}

export interface ProviderErrorOptions {
  readonly cause?: unknown;
  /** Seconds until the provider may be asked again, where it said so. */
  readonly retryAfterSeconds?: number;
  /** What a `rejected` or `conflict` is about, where the provider said so: a password policy, a taken address. */
  readonly refusals?: readonly FieldRefusal[];
  /** Whether the call was refused because of a token that has been discarded: sent again, it gets a new one. */
  readonly isTokenReplaced?: boolean;
}

/** A provider's failure. `detail` is for the log only: it never holds a value that a user or caller gave. */
export class ProviderError extends Error {
  readonly retryAfterSeconds: number | undefined;
  readonly refusals: readonly FieldRefusal[];
  readonly isTokenReplaced: boolean;

  constructor(
    readonly provider: ProviderName,
    readonly kind: ProviderErrorKind,
    readonly detail: string,
    options: ProviderErrorOptions = {},
  ) {
    super(`${provider} ${kind}: ${detail}`, options.cause === undefined ? {} : { cause: options.cause });
    this.name = "ProviderError";
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.refusals = options.refusals ?? [];
    this.isTokenReplaced = options.isTokenReplaced ?? false;
  }
}
