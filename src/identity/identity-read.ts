import type { ProviderError, ProviderErrorKind } from "./provider-error.js";
import type { ProviderIdentity } from "./provider-identity.js";

/** Why an identity could not be read, or is shown as it was before. */
export const unavailableReasons = ["THROTTLED", "TIMED_OUT", "DOWN", "REFUSED"] as const;
export type UnavailableReason = (typeof unavailableReasons)[number];

/**
 * How a read of one identity ended. Trouble is a value here, never an exception.
 *
 * - `FRESH`: the provider's answer, recent enough to be used instead of a call
 * - `STALE`: an earlier answer, because the provider could not be read now
 * - `GONE`: the provider answered that it does not hold the identity
 * - `UNAVAILABLE`: the provider could not be read, and no earlier answer is known
 */
export type IdentityRead =
  | { readonly availability: "FRESH"; readonly identity: ProviderIdentity; readonly readAt: Date }
  | {
      readonly availability: "STALE";
      readonly identity: ProviderIdentity;
      readonly readAt: Date;
      readonly error: ProviderError;
    }
  | { readonly availability: "GONE"; readonly identity: null; readonly readAt: Date }
  | {
      readonly availability: "UNAVAILABLE";
      readonly identity: null;
      readonly readAt: null;
      readonly error: ProviderError;
    };

export const availabilities = ["FRESH", "STALE", "UNAVAILABLE", "GONE"] as const;
export type Availability = IdentityRead["availability"];

/** What a caller sees as the reason of a failed read. Null for `not_found`, which is an answer. */
export function toUnavailableReason(kind: ProviderErrorKind): UnavailableReason | null {
  switch (kind) {
    case "throttled":
      return "THROTTLED";
    case "timed_out":
      return "TIMED_OUT";
    case "unauthorized":
    case "rejected":
    case "conflict":
      return "REFUSED";
    case "not_found":
      return null;
    case "unavailable":
    case "malformed":
    case "outcome_unknown":
      return "DOWN";
  }
}

/** For decisions that must not rest on an earlier answer. Null when the provider does not hold the identity; throws its ProviderError. */
export function requireFresh(read: IdentityRead): ProviderIdentity | null {
  if ("error" in read) throw read.error;
  return read.identity;
}
