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
 * The user whom the key names; null when there is none, or when the viewer may name only themself in this way. Without
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

/**
 * The one key that an object gives: `id`, or else a provider's subject.
 *
 * @param what names the object in errors
 */
export function toUserKey(
  object: Readonly<Record<string, unknown>>,
  registry: readonly Provider[],
  what: string,
): UserKey {
  const given = (field: string): boolean => object[field] !== undefined && object[field] !== null;
  if (given("id")) {
    const id = parseUserId(toText(object.id, `${what}.id`));
    if (id === undefined) throw badInput(`${what}.id`, "must be a UUID");
    return { kind: "id", id };
  }
  const provider = registry.find(({ subjectField }) => given(subjectField));
  if (provider === undefined) {
    const fields = ["id", ...registry.map(({ subjectField }) => subjectField)];
    throw badInput(what, `must have one of the keys ${fields.join(", ")}`);
  }
  const path = `${what}.${provider.subjectField}`;
  const subject = provider.parseSubject(toText(object[provider.subjectField], path));
  if (subject === undefined) throw badInput(path, `must be a ${provider.subjectDescription}`);
  return { kind: "subject", provider: provider.name, subject };
}

function toText(value: unknown, path: string): string {
  if (typeof value !== "string") throw badInput(path, "must be text");
  if (value.length > maxKeyLength) throw badInput(path, `must have ${maxKeyLength} characters at most`);
  return value;
}
