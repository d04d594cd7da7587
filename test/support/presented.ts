import { expect } from "@jest/globals";
import { type Realm, toSubject, toUserId } from "../../src/identity/ids.js";
import type { Link, ProviderName } from "../../src/identity/link.js";
import type { ProviderIdentity } from "../../src/identity/provider.js";

type Fields = Readonly<Record<string, unknown>>;

const readAt = new Date("2026-04-01T00:00:00Z");

/** The fields that say where an identity is and how it was read; the others come from the provider. */
const ownFields = [
  "id",
  "provider",
  "realm",
  "subject",
  "linkedAt",
  "evidence",
  "availability",
  "readAt",
  "unavailableReason",
  "retryAfterSeconds",
];

export function toTestLink(provider: ProviderName, realm: Realm, subject: string): Link {
  return {
    provider,
    realm,
    subject: toSubject(subject),
    userId: toUserId("019b0000-0000-7000-8000-000000000001"),
    evidence: "FIRST_SEEN",
    linkedAt: new Date("2026-03-01T00:00:00Z"),
    changedAt: null,
  };
}

/** Every field of the identity's GraphQL type after a fresh read, whether the class has it as a property or as a getter. */
export function presentFresh(
  identity: ProviderIdentity,
  link: Link = toTestLink(identity.provider, identity.realm, identity.subject),
): Fields {
  return toFields(identity.present(link, { availability: "FRESH", identity, readAt }));
}

export function toFields(presented: object): Fields {
  const prototype: object = Object.getPrototypeOf(presented) ?? {}; // a parsed record may have none
  const getters = Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([name, { get }]) => get !== undefined && name !== "__proto__")
    .map(([name]) => name);
  const names = [...Object.keys(presented), ...getters];
  return Object.fromEntries(names.map((name) => [name, (presented as Fields)[name]]));
}

/** What an identity of this link shows after a fresh read besides the provider's values. */
export function linkFields({ provider, realm, subject, linkedAt, evidence }: Link): Fields {
  return {
    id: expect.stringMatching(/^[\w-]{22}$/),
    provider,
    realm,
    subject,
    linkedAt,
    evidence,
    availability: "FRESH",
    readAt,
    unavailableReason: null,
    retryAfterSeconds: null,
  };
}

export function withoutLinkFields(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !ownFields.includes(name)));
}
