import type { z } from "zod";
import type { CallScope } from "../platform/call-scope.js";
import { type Settings, toSettings } from "../platform/camel-case.js";
import type { AccessRules } from "./access-rules.js";
import type { ProviderWebhook } from "./change-event.js";
import type { FieldMap } from "./field-map.js";
import type { OpenGate } from "./gate.js";
import type { IdentityList } from "./identity-list.js";
import type { IdentityRead } from "./identity-read.js";
import type { ProviderSubject, Realm } from "./ids.js";
import type { Link, ProviderName } from "./link.js";
import type { ProviderIdentity } from "./provider-identity.js";
import type { IdentitySync } from "./sync.js";
import type { TokenIssuer } from "./token-issuer.js";
import type { IdentityCreator, IdentityWriter } from "./writer.js";

export type { ProviderIdentity } from "./provider-identity.js";

/** One request's reads at one provider. Equal reads within the request are one call. */
export interface IdentitySource {
  /**
   * The identity, or null when the provider says that there is none. Throws ProviderError.
   *
   * @param changedAt when a write on the identity last began or ended; while that is recent, the provider's search index,
   * which may lag behind, is not asked
   */
  load(realm: Realm, subject: ProviderSubject, changedAt?: Date | null): Promise<ProviderIdentity | null>;
  /** Every identity of the realm with this address, without regard to case. Throws ProviderError. */
  findByEmail(realm: Realm, email: string): Promise<readonly ProviderIdentity[]>;
  /** Drops what was loaded of the identity: after a write, the next `load` reads it again. */
  forget(realm: Realm, subject: ProviderSubject): void;
  /** The identity from what its `toRecord` gave, without a call; null when the record has another version's form. */
  fromCache(realm: Realm, record: unknown): ProviderIdentity | null;
  /**
   * What costs a call of its own, such as the groups of a Cognito user. Throws ProviderError.
   *
   * @param part the GraphQL field that shows it
   * @param name what the provider calls the identity in that call
   */
  loadPart?(realm: Realm, part: string, name: string): Promise<unknown>;
}

/** A provider with its configuration, good for the life of the process. */
export interface ConnectedProvider {
  readonly name: ProviderName;
  /** In order of preference: a subject given without its realm is looked for in this order. */
  readonly realms: readonly Realm[];
  /** @param scope whom the source's calls are for; bounds and aborts them */
  openSource(scope: CallScope): IdentitySource;
  /** @param scope whom the writer's calls are for; bounds and aborts them */
  openWriter(scope: CallScope): IdentityWriter;
  /** Only for a provider that can list its identities. */
  openList?(scope: CallScope): IdentityList;
  /** Only for a provider that can create identities. */
  openCreator?(scope: CallScope): IdentityCreator;
  /** Only for a provider that brings identities up to date on request. */
  openSync?(scope: CallScope): IdentitySync;
  close(): Promise<void>;
}

/** Everything that the rest of the system knows of a provider. Made in `providers/NAME/index.ts` by `defineProvider`. */
export interface Provider {
  readonly name: ProviderName;
  /** What it is, as a full sentence: the description of its value in the enum `IdentityProvider`. */
  readonly description: string;
  /** The provider's environment variables and their rules. */
  readonly variables: z.ZodObject;
  /** The variable that says where the provider is; while it is not set, the provider is not configured. */
  readonly addressVariable: string;
  /** Field of `User` that gives the first subject of this provider; also a key of the entity. */
  readonly subjectField: string;
  /** What such a subject looks like, for the descriptions of the schema. */
  readonly subjectDescription: string;
  /** What such a subject must be, with its article and without a full stop, for messages. */
  readonly subjectForm: string;
  /** How its tokens are recognized and checked; absent when this service accepts no tokens of it. */
  readonly tokenIssuer?: TokenIssuer;
  /** Its own format of change events; absent when its changes arrive in the service's format only. */
  readonly webhook?: ProviderWebhook;
  /** Whether it tells who is blocked; otherwise it is not asked for `User.access`. */
  readonly tellsBlocked: boolean;
  /** Whether it keeps `appMetadata`; otherwise it is not asked for `User.products`. */
  readonly keepsAppMetadata: boolean;
  /** GraphQL object type that stands for this provider in the union `UserIdentity`. */
  readonly identityType: ClassType;
  /** Input class of this provider's part of `updateUser`. It names the identity by `subject` and, where a provider has several, `realm`. */
  readonly updateInput: ClassType;
  /** Fields of that class which change nothing by themselves: they say at which account, or how. */
  readonly updateOptions: readonly string[];
  /** Who may read the provider's types and call its mutations; see `createPolicy`. */
  readonly accessRules: AccessRules;
  /** Where the properties of its contract are in the graph. */
  readonly fieldMaps: readonly FieldMap[];
  /** type-graphql resolver classes: fields on `User` and on the provider's own types, mutations. */
  readonly resolvers: readonly ClassType[];
  /** The subject in the provider's form, or undefined when no subject of this provider can look like that. */
  parseSubject(text: string): ProviderSubject | undefined;
  /**
   * The GraphQL type of an identity that was not read, or could not be.
   *
   * @param read how the read ended; absent when the provider was not asked
   */
  presentLink(link: Link, read?: IdentityRead): object;
  /**
   * @param variables the provider's environment variables; throws a ZodError when they break their rules
   * @param openGate opens the gate that every call to the provider passes
   */
  connect(variables: Readonly<Record<string, string | undefined>>, openGate: OpenGate): ConnectedProvider;
}

/** The name of the provider's part of the `updateUser` input, such as auth0. */
export function toPartName(name: ProviderName): string {
  return name.toLowerCase();
}

// biome-ignore lint/suspicious/noExplicitAny: the constructors' arguments differ and only type-graphql calls them
export type ClassType = abstract new (...args: any[]) => object;

/** A provider whose `connect` receives its parsed variables as settings: `AUTH0_BASE_URL` of AUTH0 as `baseUrl`. */
export function defineProvider<Name extends ProviderName, Variables extends z.ZodObject>(
  provider: Omit<Provider, "name" | "variables" | "connect"> & {
    readonly name: Name;
    readonly variables: Variables;
    connect(settings: Settings<z.output<Variables>, `${Name}_`>, openGate: OpenGate): ConnectedProvider;
  },
): Provider {
  const { name, variables, connect } = provider;
  return {
    ...provider,
    connect: (given, openGate) => connect(toSettings(variables.parse(given), `${name}_` as const), openGate),
  };
}
