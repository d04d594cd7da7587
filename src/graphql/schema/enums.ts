import { registerEnumType } from "type-graphql";
import { memberPrefixes, type ProductKey as Product, productKeys } from "../../identity/app-metadata.js";
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
  description: "A system in which users have accounts and sign in.",
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
        "A request named the identity, it exists at its provider, and it belonged to no user, so a user was created for it.",
    },
    CREATED_HERE: { description: "This service created the account for the user." },
    PROVIDER_ASSERTED: {
      description: "Another provider states that both accounts belong to the same person.",
    },
    VERIFIED_EMAIL: {
      description: "Both identities have the same e-mail address, and it is verified at both providers.",
    },
    MANUAL: { description: "Someone with the permission to link identities linked it." },
  },
});

export const AvailabilityStatus = namesOf(availabilities);
registerEnumType(AvailabilityStatus, {
  name: "AvailabilityStatus",
  description: "How current the values of an identity are.",
  valuesConfig: {
    FRESH: { description: "The values were read from the provider now or a few seconds ago." },
    STALE: {
      description:
        "The provider can't be read now. The values are from an earlier read and may be out of date.",
    },
    UNAVAILABLE: {
      description: "The provider can't be read and no earlier values are known, so they are null.",
    },
    GONE: { description: "The account no longer exists at the provider, so the values are null." },
  },
});

export const UnavailableReason = namesOf(unavailableReasons);
registerEnumType(UnavailableReason, {
  name: "UnavailableReason",
  description: "Why a provider could not be read.",
  valuesConfig: {
    THROTTLED: { description: "Too many requests were sent to the provider. Try again later." },
    TIMED_OUT: { description: "The provider did not answer in time. Try again later." },
    DOWN: {
      description:
        "The provider could not be reached, reported a failure, or sent an unusable answer. Try again later.",
    },
    REFUSED: {
      description:
        "The provider refused to answer this service, or is not configured in it. Trying again does not help.",
    },
  },
});

export const blockStatuses = ["NOT_BLOCKED", "BLOCKED", "PARTIALLY_BLOCKED", "UNKNOWN"] as const;
export type BlockStatusName = (typeof blockStatuses)[number];
export const BlockStatus = namesOf(blockStatuses);
registerEnumType(BlockStatus, {
  name: "BlockStatus",
  description:
    "Whether administrators have blocked the user's sign-in, over all identities whose provider reports it.",
  valuesConfig: {
    NOT_BLOCKED: { description: "The user can sign in with every identity." },
    BLOCKED: { description: "The user is blocked at every provider that reports it." },
    PARTIALLY_BLOCKED: { description: "The user is blocked at some providers but not at all." },
    UNKNOWN: {
      description: "It can't be determined: a provider could not be read, or no provider reports it.",
    },
  },
});

export const reachabilityNames = ["REACHABLE", "UNREACHABLE", "UNKNOWN"] as const;
export type ReachabilityName = (typeof reachabilityNames)[number];
export const Reachability = namesOf(reachabilityNames);
registerEnumType(Reachability, {
  name: "IdentityProviderReachability",
  description: "Whether the last read at a realm succeeded.",
  valuesConfig: {
    REACHABLE: { description: "The last read succeeded." },
    UNREACHABLE: { description: "The last read failed. See `lastFailure` for the reason." },
    UNKNOWN: { description: "Nothing has been read there since the process started." },
  },
});

export const breakerStates = ["CLOSED", "HALF_OPEN", "OPEN"] as const;
export type BreakerState = (typeof breakerStates)[number];
export const Breaker = namesOf(breakerStates);
registerEnumType(Breaker, {
  name: "IdentityProviderBreakerState",
  description: "State of the circuit breaker, which stops calls to a realm that keeps failing.",
  valuesConfig: {
    CLOSED: { description: "Calls are sent as usual." },
    HALF_OPEN: {
      description: "A single call tests whether the realm works again. Other calls wait for its result.",
    },
    OPEN: { description: "More than half of the recent calls failed, so none is sent for a while." },
  },
});

const productNames: Readonly<Record<Product, string>> = {
  CTS: "CTS",
  EGRANTS: "eGrants",
  ERP: "ERP",
  ERP_NC: "ERP NC",
  FDP: "FDP",
  ISITE: "iSite",
  MC: "MC",
  OO: "OO",
  SCRIPT: "Script",
  TITAN: "Titan",
};

export const ProductKey = namesOf(productKeys);
registerEnumType(ProductKey, {
  name: "ProductKey",
  description:
    "A product that a user may be allowed to use. The application metadata of an account may say more about it than `ProductAccess`.",
  valuesConfig: Object.fromEntries(
    productKeys.map((product) => {
      const fields = `\`AppMetadata.${memberPrefixes[product]}Authorized\``;
      return [product, { description: `${productNames[product]}, as in ${fields}.` }];
    }),
  ),
});
