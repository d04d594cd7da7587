import type { z } from "zod";
import type { AppMetadata } from "./app-metadata.js";
import type { ProviderSubject, Realm } from "./ids.js";
import type { IdentityKey, Link, ProviderName } from "./link.js";
import type { Profile } from "./profile.js";

/** What one provider holds about a person, as read just now. */
export interface HeldIdentity extends IdentityKey {
  readonly profile: Profile;
  /** Whether an administrator blocked sign-in; undefined where the provider does not tell. */
  readonly isBlocked: boolean | undefined;
  readonly appMetadata: AppMetadata | undefined;
  /** Identities at other providers that this provider says are the same person. */
  readonly assertedKeys: readonly IdentityKey[];
  /** The provider's own GraphQL type, filled. */
  present(link: Link): object;
}

/** One request's reads at one provider. Equal reads within the request are one call. */
export interface IdentitySource {
  /** The identity, or null when the provider says that there is none. Throws ProviderError. */
  load(realm: Realm, subject: ProviderSubject): Promise<HeldIdentity | null>;
  /** Every identity of the realm with this address, without regard to case. Throws ProviderError. */
  findByEmail(realm: Realm, email: string): Promise<readonly HeldIdentity[]>;
}

/** A provider with its configuration, good for the life of the process. */
export interface ConnectedProvider {
  readonly name: ProviderName;
  /** In order of preference: a subject given without its realm is looked for in this order. */
  readonly realms: readonly Realm[];
  /** @param signal aborts every call that the source has under way */
  openSource(signal: AbortSignal): IdentitySource;
  close(): Promise<void>;
}

/** Everything that the rest of the system knows of a provider. Made in `providers/NAME/index.ts` by `defineProvider`. */
export interface Provider {
  readonly name: ProviderName;
  /** The provider's environment variables and their rules. */
  readonly config: z.ZodObject;
  /** The variable that says where the provider is; while it is not set, the provider is not configured. */
  readonly addressVariable: string;
  /** Field of `User` that gives the first subject of this provider; also a key of the entity. */
  readonly subjectField: string;
  /** What such a subject looks like, for the descriptions of the schema. */
  readonly subjectDescription: string;
  /** Whether it tells who is blocked; otherwise it is not asked for `User.access`. */
  readonly tellsBlocked: boolean;
  /** Whether it keeps `appMetadata`; otherwise it is not asked for `User.products`. */
  readonly keepsAppMetadata: boolean;
  /** GraphQL object type that stands for this provider in the union `UserIdentity`. */
  readonly identityType: ClassType;
  /** type-graphql resolver classes: fields on `User` and on the provider's own types, mutations. */
  readonly resolvers: readonly ClassType[];
  /** The subject in the provider's form, or undefined when no subject of this provider can look like that. */
  parseSubject(text: string): ProviderSubject | undefined;
  /** The GraphQL type with nothing but what the link tells; no provider was asked. */
  presentLink(link: Link): object;
  /** @param config what `config` made of the environment */
  connect(config: never): ConnectedProvider;
}

// biome-ignore lint/suspicious/noExplicitAny: the constructors' arguments differ and nobody here calls them
export type ClassType = abstract new (...args: any[]) => object;

/** Checks at compile time that the provider's `connect` takes what its `config` gives. */
export function defineProvider<Config extends z.ZodObject>(
  provider: Omit<Provider, "config" | "connect"> & {
    readonly config: Config;
    connect(config: z.output<Config>): ConnectedProvider;
  },
): Provider {
  return provider;
}
