import { createHash } from "node:crypto";
import { toSubject, toUserId, type UserId } from "../identity/ids.js";
import type { IdentityKey, LinkEvidence } from "../identity/link.js";
import { familyNames, givenNames } from "./names.js";
import { sandboxRealms } from "./realms.js";

/** A user as Auth0 sends it. */
export type Auth0Record = { user_id: string; email?: string } & Record<string, unknown>;

/** A user as a Cognito pool stores it. */
export interface CognitoRecord {
  readonly poolId: string;
  readonly username: string;
  readonly sub: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly isEnabled: boolean;
  readonly status: string;
  readonly groups: readonly string[];
}

/** A user as Nexus sends it when everything is expanded. */
export type NexusRecord = { id: string; emailAddress?: string } & Record<string, unknown>;

/** One invented person: the records at each provider, and the links in the initial directory. */
export interface SamplePerson {
  /** Stable name for tests and examples, such as `blocked-at-auth0`. */
  readonly slug: string;
  /** The case that this person represents. */
  readonly about: string;
  /** The user's id in the directory of the sandbox; the person isn't in the directory when `links` is empty. */
  readonly userId: UserId;
  readonly email: string;
  readonly auth0: readonly Auth0Record[];
  readonly cognito: readonly CognitoRecord[];
  readonly nexus: readonly NexusRecord[];
  /** Initial links; one may name a subject that no longer exists at the provider. */
  readonly links: readonly (IdentityKey & { readonly evidence: LinkEvidence })[];
}

/** Ids and names for a person's records. The same index always gives the same values. */
export interface PersonSeed {
  readonly index: number;
  readonly userId: UserId;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly auth0UserId: string;
  readonly cognitoSub: string;
  readonly nexusUserId: string;
}

const seededAtMs = Date.UTC(2026, 0, 1);

export function personSeed(index: number): PersonSeed {
  const digest = createHash("sha256").update(`person ${index}`).digest("hex");
  const givenName = givenNames[index % givenNames.length] as string;
  const familyName = familyNames[(index * 7 + Math.floor(index / 40)) % familyNames.length] as string;
  return {
    index,
    userId: toUserId(uuidOf("7", (seededAtMs + index * 60_000).toString(16).padStart(12, "0"), digest)),
    givenName,
    familyName,
    email: `person${index}@example.com`,
    auth0UserId: `auth0|${digest.slice(0, 24)}`,
    cognitoSub: uuidOf("4", digest.slice(12, 24), digest.slice(24)),
    nexusUserId: `NX${digest.slice(40, 56).toUpperCase()}`,
  };
}

function uuidOf(version: "4" | "7", first12: string, rest: string): string {
  return `${first12.slice(0, 8)}-${first12.slice(8, 12)}-${version}${rest.slice(0, 3)}-a${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}

/** Creates a person. Unless `links` is given, all records are linked. */
export function toPerson(
  seed: PersonSeed,
  parts: Pick<SamplePerson, "slug" | "about"> & Partial<SamplePerson>,
): SamplePerson {
  const { auth0 = [], cognito = [], nexus = [] } = parts;
  const links = [
    ...auth0.map((record) => toLink("AUTH0", sandboxRealms.auth0, record.user_id)),
    ...cognito.map((record) => toLink("COGNITO", record.poolId, record.sub)),
    ...nexus.map((record) => toLink("NEXUS", sandboxRealms.nexus, record.id)),
  ];
  return { userId: seed.userId, email: seed.email, links, ...parts, auth0, cognito, nexus };
}

export function toLink(
  provider: IdentityKey["provider"],
  realm: string,
  subject: string,
): SamplePerson["links"][number] {
  const evidence =
    provider === "NEXUS" ? "FIRST_SEEN" : provider === "AUTH0" ? "PROVIDER_ASSERTED" : "MANUAL";
  return { provider, realm: realm as IdentityKey["realm"], subject: toSubject(subject), evidence };
}
