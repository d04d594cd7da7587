import type { ProviderErrorKind } from "./provider-error.js";
import type { IdentityRead, ProviderIdentity } from "./provider-identity.js";

export type { IdentityRead } from "./provider-identity.js";

/** Why an identity could not be read, or is shown as it was before. */
export const unavailableReasons = ["THROTTLED", "TIMED_OUT", "DOWN", "REFUSED"] as const;
export type UnavailableReason = (typeof unavailableReasons)[number];

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
