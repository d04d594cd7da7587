import { registerEnumType } from "type-graphql";
import { linkEvidences, type ProviderName } from "../../identity/link.js";
import type { Provider } from "../../identity/provider.js";

/** An object with each name under itself: what type-graphql takes as an enum. */
function namesOf<Name extends string>(names: readonly Name[]): { readonly [Key in Name]: Key } {
  return Object.fromEntries(names.map((name) => [name, name])) as { readonly [Key in Name]: Key };
}

/** Empty until `addProviderNames` has been called, which is before the schema is built. */
export const IdentityProvider: Record<ProviderName, ProviderName> = {};
const providerDescriptions: Record<ProviderName, { readonly description: string }> = {};
registerEnumType(IdentityProvider, {
  name: "IdentityProvider",
  description: "A system that holds identities of our users.",
  valuesConfig: providerDescriptions,
});

/** Adds a value for each provider. */
export function addProviderNames(registry: readonly Provider[]): void {
  for (const { name, description } of registry) {
    IdentityProvider[name] = name;
    providerDescriptions[name] = { description };
  }
}

export const Evidence = namesOf(linkEvidences);
registerEnumType(Evidence, {
  name: "LinkEvidence",
  description: "Why an identity is believed to belong to its user.",
  valuesConfig: {
    FIRST_SEEN: {
      description:
        "A reference named the identity, the provider confirmed that it exists, and no user had it.",
    },
    CREATED_HERE: { description: "The identity was created through this service." },
    PROVIDER_ASSERTED: { description: "Another provider says that the identity is the same person." },
    VERIFIED_EMAIL: { description: "Both identities carry the same address, verified at both." },
    MANUAL: { description: "An authorised caller linked it." },
  },
});

export const unavailableReasons = ["THROTTLED", "TIMED_OUT", "DOWN", "REFUSED", "GONE"] as const;
export type UnavailableReasonName = (typeof unavailableReasons)[number];
export const UnavailableReason = namesOf(unavailableReasons);
registerEnumType(UnavailableReason, {
  name: "UnavailableReason",
  description: "Why an identity could not be read.",
  valuesConfig: {
    THROTTLED: { description: "The provider's rate limit is spent; see retryAfterSeconds." },
    TIMED_OUT: { description: "The provider did not answer in time." },
    DOWN: {
      description: "The provider could not be reached, failed, or answered something that makes no sense.",
    },
    REFUSED: {
      description:
        "The provider refused the call, or the realm is not configured here. Asking again does not help.",
    },
    GONE: { description: "The provider answered that it does not hold this identity any more." },
  },
});

export const accessNames = ["ACTIVE", "BLOCKED", "PARTLY_BLOCKED", "UNKNOWN"] as const;
export type AccessName = (typeof accessNames)[number];
export const UserAccess = namesOf(accessNames);
registerEnumType(UserAccess, {
  name: "UserAccess",
  description:
    "Whether an administrator has blocked the user's sign-in, over all providers that tell (Nexus does not).",
  valuesConfig: {
    ACTIVE: { description: "Blocked nowhere." },
    BLOCKED: { description: "Blocked at every provider that tells." },
    PARTLY_BLOCKED: { description: "Blocked at some providers and not at others." },
    UNKNOWN: { description: "A provider that would tell did not answer, or no provider tells." },
  },
});

export const reachabilityNames = ["REACHABLE", "UNREACHABLE", "UNKNOWN"] as const;
export type ReachabilityName = (typeof reachabilityNames)[number];
export const Reachability = namesOf(reachabilityNames);
registerEnumType(Reachability, {
  name: "Reachability",
  description: "How the last read at a provider's realm ended, as seen by the process that answers.",
  valuesConfig: {
    REACHABLE: { description: "The last read was answered." },
    UNREACHABLE: { description: "The last read failed; see lastFailure." },
    UNKNOWN: { description: "Nothing was read there since the process started." },
  },
});

export const breakerStates = ["CLOSED", "HALF_OPEN", "OPEN"] as const;
export type BreakerState = (typeof breakerStates)[number];
export const Breaker = namesOf(breakerStates);
registerEnumType(Breaker, {
  name: "BreakerState",
  description: "Whether calls are sent to a realm, as the process that answers decides.",
  valuesConfig: {
    CLOSED: { description: "Calls are sent." },
    HALF_OPEN: { description: "One call finds out whether the realm is back; the others wait for it." },
    OPEN: { description: "More than half of the last calls failed: none is sent for a while." },
  },
});
