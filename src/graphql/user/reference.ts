import type { Lookup } from "../../access/policy/policy.js";
import { parseUserId } from "../../identity/ids.js";
import type { LinkedUser, UserKey } from "../../identity/link.js";
import type { Provider } from "../../identity/provider.js";
import { badInput } from "../errors/bad-input.js";
import type { GraphContext } from "../schema/context.js";
import { FoundUser } from "./user.js";

/** No id of any provider is longer; a longer text is refused before anything looks at it. */
const maxKeyLength = 255;

/**
 * The user whom the key names; null when there is none, or when the viewer may name only their own user in this way. Without
 * waiting when the directory returned the user a moment ago.
 */
export function lookUp(
  key: UserKey,
  lookup: Lookup,
  context: GraphContext,
): FoundUser | null | Promise<FoundUser | null> {
  if (!context.access.mayLookUp(lookup)) return lookUpOwn(key, lookup, context);
  const recent = context.recentUsers?.find(key);
  if (recent !== undefined) return new FoundUser(recent, key);
  return context.users.load(key).then((user) => user && new FoundUser(user, key));
}

async function lookUpOwn(key: UserKey, lookup: Lookup, context: GraphContext): Promise<FoundUser | null> {
  const own = await loadOwn(context);
  if (own === null || !context.access.mayLookUpSelf(lookup)) return null;
  return isKeyOf(key, own) ? new FoundUser(own, key) : null;
}

/** The user behind the viewer's own identity, met for the first time where need be; null when there is no person behind it. */
export async function loadOwn({ viewer, holders }: GraphContext): Promise<LinkedUser | null> {
  return viewer.identity === null ? null : holders.load(viewer.identity);
}

function isKeyOf(key: UserKey, { id, links }: LinkedUser): boolean {
  if (key.kind === "id") return key.id === id;
  return links.some(({ provider, subject }) => provider === key.provider && subject === key.subject);
}

/** Why an object gives no key: the field, and the rule that it breaks. */
export interface KeyViolation {
  readonly kind: "invalid";
  readonly path: string;
  readonly rule: string;
}

/**
 * The one key that an object gives: `id`, or else a provider's subject. Throws BAD_USER_INPUT.
 *
 * @param what names the object in errors
 */
export function toUserKey(
  object: Readonly<Record<string, unknown>>,
  registry: readonly Provider[],
  what: string,
): UserKey {
  const key = parseUserKey(object, registry, what);
  if (key.kind === "invalid") throw badInput(key.path, key.rule);
  return key;
}

/** As `toUserKey`, for callers who report a violation themselves. */
export function parseUserKey(
  object: Readonly<Record<string, unknown>>,
  registry: readonly Provider[],
  what: string,
): UserKey | KeyViolation {
  const given = (field: string): boolean => object[field] !== undefined && object[field] !== null;
  const provider = given("id") ? undefined : registry.find(({ subjectField }) => given(subjectField));
  const field = provider?.subjectField ?? "id";
  const value = object[field];
  const invalid = (rule: string): KeyViolation => ({ kind: "invalid", path: `${what}.${field}`, rule });
  if (value === undefined || value === null) {
    const fields = ["id", ...registry.map(({ subjectField }) => subjectField)];
    return { kind: "invalid", path: what, rule: `must have one of the keys ${fields.join(", ")}` };
  }
  if (typeof value !== "string") return invalid("must be text");
  if (value.length > maxKeyLength) return invalid(`must have ${maxKeyLength} characters at most`);
  if (provider === undefined) {
    const id = parseUserId(value);
    return id === undefined ? invalid("must be a UUID") : { kind: "id", id };
  }
  const subject = provider.parseSubject(value);
  if (subject === undefined) return invalid(`must be ${provider.subjectForm}`);
  return { kind: "subject", provider: provider.name, subject };
}
