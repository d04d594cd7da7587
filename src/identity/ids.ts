import { v7 as uuidv7, validate } from "uuid";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Our id of a person: a UUIDv7 minted by the directory, always lower case. */
export type UserId = Branded<"UserId">;
/** Where a subject is unique: an Auth0 tenant domain, a Cognito user pool id, a Nexus environment. */
export type Realm = Branded<"Realm">;
/** A provider's own id of a user: Auth0 `user_id`, Cognito `sub`, Nexus `id`. Compared case-sensitively. */
export type ProviderSubject = Branded<"ProviderSubject">;

/** A new id, later than every id minted before it on this machine. */
export function mintUserId(): UserId {
  return uuidv7() as UserId;
}

/** The id in its one spelling, or undefined when the text is no UUID. */
export function parseUserId(text: string): UserId | undefined {
  return parseUuid(text) as UserId | undefined;
}

/** A UUID in lower case, or undefined when the text is none. */
export function parseUuid(text: string): string | undefined {
  return validate(text) ? text.toLowerCase() : undefined;
}

/** For values that come from our own store or configuration; outside input goes through a provider's `parseSubject`. */
export function toRealm(text: string): Realm {
  return text as Realm;
}

/** For values that a provider or our own store gave; a caller's text goes through a provider's `parseSubject`. */
export function toSubject(text: string): ProviderSubject {
  return text as ProviderSubject;
}

export function toUserId(text: string): UserId {
  return text as UserId;
}
