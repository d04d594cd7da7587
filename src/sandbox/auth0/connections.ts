import type { Auth0Record } from "../person.js";

export interface Connection {
  readonly name: string;
  readonly id: string;
  /** First part of the user ids of this connection. */
  readonly provider: string;
  readonly kind: "database" | "email" | "sms" | "social" | "enterprise";
  readonly isEnabled: boolean;
  readonly allowsUsernames: boolean;
  /** Whether every login overwrites name and picture with the outside provider's values. */
  readonly syncsProfile: boolean;
}

/** One identity of a user, as Auth0 sends it. */
export interface Auth0Identity {
  readonly connection: string;
  readonly provider: string;
  readonly user_id: string | number;
  readonly isSocial: boolean;
  readonly profileData?: Readonly<Record<string, unknown>>;
}

const database = { provider: "auth0", kind: "database", isEnabled: true, syncsProfile: false } as const;
const outside = { isEnabled: true, allowsUsernames: false, syncsProfile: true } as const;
const passwordless = { isEnabled: true, allowsUsernames: false, syncsProfile: false } as const;

/** The tenant's connections. `district` accepts user names but does not require one; `retired` is disabled. */
const connections: readonly Connection[] = [
  { ...database, name: "district", id: "con_District00000001", allowsUsernames: true },
  { ...database, name: "self-signup", id: "con_SelfSignup000002", allowsUsernames: false },
  { ...database, name: "retired", id: "con_Retired000000003", allowsUsernames: false, isEnabled: false },
  {
    ...outside,
    name: "google-oauth2",
    id: "con_Google0000000004",
    provider: "google-oauth2",
    kind: "social",
  },
  { ...outside, name: "state-saml", id: "con_StateSaml0000005", provider: "samlp", kind: "enterprise" },
  { ...passwordless, name: "email", id: "con_Email00000000006", provider: "email", kind: "email" },
  { ...passwordless, name: "sms", id: "con_Sms0000000000007", provider: "sms", kind: "sms" },
];

const byName = new Map(connections.map((connection) => [connection.name, connection]));

export function findConnection(name: string): Connection | undefined {
  return byName.get(name);
}

export function findConnectionById(id: string): Connection | undefined {
  return connections.find((connection) => connection.id === id);
}

export function hasProvider(provider: string): boolean {
  return connections.some((connection) => connection.provider === provider);
}

/** The user's identities, the primary one first. */
export function identitiesOf(user: Auth0Record): readonly Auth0Identity[] {
  return (user.identities ?? []) as readonly Auth0Identity[];
}

/**
 * One string per value that must be unique in a connection: e-mail address, user name, and phone number if users sign in
 * with it. Social and enterprise connections leave uniqueness to the outside provider.
 */
export function identifierKeys(user: Auth0Record): readonly string[] {
  return identitiesOf(user).flatMap((identity, index) => {
    const connection = findConnection(identity.connection);
    if (connection === undefined || connection.syncsProfile) return [];
    const profile = index === 0 ? user : (identity.profileData ?? {});
    return ["email", "username", ...(connection.kind === "sms" ? ["phone_number"] : [])]
      .filter((field) => typeof profile[field] === "string")
      .map((field) => identifierKey(connection, field, profile[field] as string));
  });
}

export function identifierKey(connection: Connection, field: string, value: string): string {
  return `${connection.name}\n${field}\n${value.toLowerCase()}`;
}
