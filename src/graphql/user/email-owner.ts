import { isEmail } from "class-validator";
import type { Directory } from "../../directory/directory.js";
import { isSameEmail } from "../../identity/email-address.js";
import type { Realm } from "../../identity/ids.js";
import { type LinkedUser, type ProviderName, toIdentityText } from "../../identity/link.js";
import type { ConnectedProvider, ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import { registerIdentity } from "../../provisioning/just-in-time.js";
import type { ProviderReads } from "../../upstream/reads/provider-reads.js";

export interface SearchedProviders {
  readonly connected: readonly ConnectedProvider[];
  readonly reads: ProviderReads;
}

/** A realm that could not be searched, and why. */
export interface FailedSearch {
  readonly provider: ProviderName;
  readonly realm: Realm;
  readonly error: ProviderError;
}

export interface EmailSearch {
  readonly identities: readonly ProviderIdentity[];
  readonly failed: readonly FailedSearch[];
}

/** The one user who has an address, verified; or why there is no such user. */
export type EmailOwner =
  | { readonly kind: "found"; readonly user: LinkedUser }
  | { readonly kind: "not_found" }
  /** Several users have it. */
  | { readonly kind: "ambiguous" }
  /** A realm could not be searched: it may know another user with the address. */
  | { readonly kind: "unavailable"; readonly error: ProviderError };

const maxLength = 255;

export function isEmailAddress(text: string): boolean {
  return text.length <= maxLength && isEmail(text);
}

/** Searches every realm at the same time. */
export async function searchRealms(
  email: string,
  { connected, reads }: SearchedProviders,
): Promise<EmailSearch> {
  const realms = connected.flatMap(({ name, realms }) => realms.map((realm) => ({ provider: name, realm })));
  const answers = await Promise.all(
    realms.map(async ({ provider, realm }) => {
      try {
        return await reads.findByEmail(provider, realm, email);
      } catch (error) {
        if (error instanceof ProviderError) return { provider, realm, error };
        throw error;
      }
    }),
  );
  return {
    identities: answers.flatMap((answer) => ("error" in answer ? [] : answer)),
    failed: answers.filter((answer) => "error" in answer),
  };
}

/** Creates a user for a verified account that has none, but never while the search is incomplete. */
export async function findEmailOwner(
  email: string,
  { directory, ...providers }: SearchedProviders & { readonly directory: Directory },
): Promise<EmailOwner> {
  const { identities, failed } = await searchRealms(email, providers);
  const [unavailable] = failed;
  if (unavailable !== undefined) return { kind: "unavailable", error: unavailable.error };
  const verified = identities.filter((identity) => hasVerified(identity, email));
  const users = await registerIdentity(verified, directory, providers.reads);
  const owners = new Map(
    verified.flatMap((identity): [string, LinkedUser][] => {
      const user = users.get(toIdentityText(identity));
      return user === undefined ? [] : [[user.id, user]];
    }),
  );
  const [user, other] = owners.values();
  if (user === undefined) return { kind: "not_found" };
  return other === undefined ? { kind: "found", user } : { kind: "ambiguous" };
}

/** Whether the identity has the address, verified. Addresses are compared case-insensitively. */
export function hasVerified({ profile }: ProviderIdentity, email: string): boolean {
  return profile.emailVerified === true && isSameEmail(profile.email ?? "", email);
}
