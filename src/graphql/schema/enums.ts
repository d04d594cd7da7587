import { registerEnumType } from "type-graphql";
import { productKeys } from "../../identity/app-metadata.js";
import { availabilities, unavailableReasons } from "../../identity/identity-read.js";
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

export const AvailabilityStatus = namesOf(availabilities);
registerEnumType(AvailabilityStatus, {
  name: "AvailabilityStatus",
  description: "How the values of an account came about.",
  valuesConfig: {
    FRESH: { description: "The provider's answer, from now or from the last few seconds." },
    STALE: { description: "An earlier answer, because the provider cannot be read now." },
    UNAVAILABLE: { description: "The provider cannot be read, and there is no earlier answer." },
    GONE: { description: "The provider answered that it no longer holds this account." },
  },
});

export const UnavailableReason = namesOf(unavailableReasons);
registerEnumType(UnavailableReason, {
  name: "UnavailableReason",
  description: "Why a provider could not be read.",
  valuesConfig: {
    THROTTLED: { description: "The provider's rate limit is used up. Try again after `retryAfterSeconds`." },
    TIMED_OUT: { description: "The provider did not answer in time." },
    DOWN: { description: "The provider could not be reached, failed, or gave an unreadable answer." },
    REFUSED: {
      description:
        "The provider refused the call, or it is not configured in this service. Trying again does not help.",
    },
  },
});

export const blockStatuses = ["NOT_BLOCKED", "BLOCKED", "PARTIALLY_BLOCKED", "UNKNOWN"] as const;
export type BlockStatusName = (typeof blockStatuses)[number];
export const BlockStatus = namesOf(blockStatuses);
registerEnumType(BlockStatus, {
  name: "BlockStatus",
  description: "Whether administrators blocked the user's sign-in, over all providers that say so.",
  valuesConfig: {
    NOT_BLOCKED: { description: "Blocked at no provider." },
    BLOCKED: { description: "Blocked at every provider that says so." },
    PARTIALLY_BLOCKED: { description: "Blocked at some providers and not at others." },
    UNKNOWN: { description: "A provider that would say so could not be read, or none does." },
  },
});

export const reachabilityNames = ["REACHABLE", "UNREACHABLE", "UNKNOWN"] as const;
export type ReachabilityName = (typeof reachabilityNames)[number];
export const Reachability = namesOf(reachabilityNames);
registerEnumType(Reachability, {
  name: "IdentityProviderReachability",
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
  name: "IdentityProviderBreakerState",
  description: "Whether calls are sent to a realm, as the process that answers decides.",
  valuesConfig: {
    CLOSED: { description: "Calls are sent." },
    HALF_OPEN: { description: "One call finds out whether the realm is back; the others wait for it." },
    OPEN: { description: "More than half of the last calls failed: none is sent for a while." },
  },
});

export const ProductKey = namesOf(productKeys);
registerEnumType(ProductKey, {
  name: "ProductKey",
  description: "A product that a user may be allowed to use.",
});
