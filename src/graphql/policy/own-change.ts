import { holds } from "../../access/policy/policy.js";
import type { GraphContext } from "../schema/context.js";
import { loadOwn, toUserKey } from "../user/reference.js";

/**
 * Whether an input of `updateUser` asks for nothing but what people may change about themself, and of themself. Somebody
 * else's key and a key of nobody are told apart neither by the answer nor by the work.
 *
 * @param input as it was sent, without what was left out
 */
export async function isOwnChange(input: object, context: GraphContext): Promise<boolean> {
  const { user: by, ...parts } = input as Readonly<Record<string, unknown>>;
  const { ownChanges } = context.access.policy;
  const isAllowed = Object.entries(parts).every(
    ([name, part]) =>
      holds(ownChanges.input, name) &&
      (!isPart(part) || Object.keys(part).every((field) => holds(ownChanges[name], field))),
  );
  if (!isAllowed) return false;
  const key = toUserKey(by as Readonly<Record<string, unknown>>, context.setup.registry, "input.user");
  const own = await loadOwn(context);
  if (own === null) return false;
  if (key.kind === "id") return key.id === own.id;
  const isOwnSubject = own.links.some(
    ({ provider, subject }) => provider === key.provider && subject === key.subject,
  );
  // the same subject may exist in another realm, of somebody else: whom the write will find must be this very user
  return isOwnSubject && (await context.users.load(key))?.id === own.id;
}

function isPart(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
