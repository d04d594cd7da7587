import type { LinkedUser } from "../../identity/link.js";
import type { GraphContext } from "../schema/context.js";
import { isEmailAddress } from "../user/email-owner.js";
import { loadOwn, parseUserKey } from "../user/reference.js";

/**
 * Whether an input of `updateUser` changes only what people may change, and only for the viewer's own user. The key of
 * another user and the key of no user give the same answer with the same work.
 *
 * @param input as the caller sent it, without absent fields
 */
export async function isOwnChange(input: object, context: GraphContext): Promise<boolean> {
  const { user, ...parts } = input as Readonly<Record<string, unknown>>;
  const { ownChanges } = context.access.policy;
  const isListed = (part: string, field: string): boolean => ownChanges[part]?.includes(field) ?? false;
  const areAllowed = Object.entries(parts).every(
    ([name, part]) =>
      isListed("input", name) && (!isPart(part) || Object.keys(part).every((field) => isListed(name, field))),
  );
  if (!areAllowed) return false;
  const own = await loadOwn(context);
  return own !== null && isKeyOfOwn(user as Readonly<Record<string, unknown>>, own, context);
}

async function isKeyOfOwn(
  user: Readonly<Record<string, unknown>>,
  own: LinkedUser,
  context: GraphContext,
): Promise<boolean> {
  if (typeof user.email === "string") {
    if (!context.access.mayLookUp("email") || !isEmailAddress(user.email)) return false;
    const owner = await context.emailOwners.load(user.email);
    return owner.kind === "found" && owner.user.id === own.id;
  }
  const key = parseUserKey(user, context.setup.registry, "user");
  if (key.kind === "invalid") return false;
  if (key.kind === "id") return key.id === own.id;
  const isOwnSubject = own.links.some(
    ({ provider, subject }) => provider === key.provider && subject === key.subject,
  );
  // Another user may have the same subject in another realm: check that the write will find the viewer's own user.
  return isOwnSubject && (await context.users.load(key))?.id === own.id;
}

function isPart(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
