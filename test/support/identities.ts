import { toRealm, toSubject } from "../../src/identity/ids.js";
import type { IdentityKey, ProviderName, UserKey } from "../../src/identity/link.js";

/** Names an identity in a made-up realm of its provider. */
export function identity(provider: ProviderName, subject: string, realm = "realm-1"): IdentityKey {
  return { provider, realm: toRealm(realm), subject: toSubject(subject) };
}

/** The key by which a caller knows the identity's user. */
export function subjectKey({ provider, subject }: IdentityKey): UserKey {
  return { kind: "subject", provider, subject };
}
