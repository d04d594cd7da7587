import type { PoolUser } from "./pool-user.js";
import { invalidParameter } from "./refusal.js";

/** The one clause of a ListUsers filter. */
export interface UserFilter {
  readonly attribute: string;
  readonly isPrefix: boolean;
  readonly value: string;
}

/** The searchable attributes. An absent attribute is undefined and matches nothing. */
const searchable: Readonly<Record<string, (user: PoolUser) => string | undefined>> = {
  sub: (user) => user.sub,
  username: (user) => user.username,
  status: (user) => (user.isEnabled ? "Enabled" : "Disabled"),
  "cognito:user_status": (user) => user.status,
  email: (user) => user.attributes.email,
  phone_number: (user) => user.attributes.phone_number,
  name: (user) => user.attributes.name,
  given_name: (user) => user.attributes.given_name,
  family_name: (user) => user.attributes.family_name,
  preferred_username: (user) => user.attributes.preferred_username,
};
const caseless = new Set(["email", "cognito:user_status"]);

/** Attribute with or without quotes, then = or ^=, then a quoted value in which a backslash escapes. */
const clause =
  /^\s*(?:"(?<quoted>[^"]+)"|(?<bare>[\w:]+))\s*(?<type>\^?=)\s*"(?<value>(?:[^"\\]|\\.)*)"\s*$/su;

/** Undefined for an empty filter, which matches all users. */
export function parseFilter(text: string | undefined): UserFilter | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const groups = clause.exec(text)?.groups;
  if (groups === undefined) throw invalidParameter("Error while parsing filter.");
  const attribute = (groups.quoted ?? groups.bare ?? "").trim();
  if (!Object.hasOwn(searchable, attribute)) throw invalidParameter(`Invalid search attribute: ${attribute}`);
  const value = (groups.value ?? "").replaceAll(/\\(.)/gsu, "$1");
  return { attribute, isPrefix: groups.type === "^=", value };
}

/** E-mail addresses and statuses match case-insensitively, everything else case-sensitively. */
export function matchesFilter(user: PoolUser, filter: UserFilter): boolean {
  const current = searchable[filter.attribute]?.(user);
  if (current === undefined) return false;
  const [text, sought] = caseless.has(filter.attribute)
    ? [current.toLowerCase(), filter.value.toLowerCase()]
    : [current, filter.value];
  return filter.isPrefix ? text.startsWith(sought) : text === sought;
}
