import type { Link } from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { ReadIdentity } from "../../upstream/reads/shared-reads.js";
import type { GraphContext } from "../schema/context.js";
import type { User } from "./user.js";

/**
 * The first value that an identity of the user has, in profile order. Providers are asked one after the other and only
 * as far as needed. A provider in trouble is passed over; when nobody after it has a value either, its error is thrown,
 * because the value may well exist.
 */
export async function readFirst<Value>(
  user: User,
  context: GraphContext,
  pick: (held: ProviderIdentity) => Value | undefined,
): Promise<Value | null> {
  let trouble: ProviderError | undefined;
  for (const link of inProfileOrder(user.links, context)) {
    const held = await readOrTrouble(link, context);
    if (held instanceof ProviderError) trouble ??= held;
    else if (held !== null) {
      const value = pick(held);
      if (value !== undefined) return value;
    }
  }
  if (trouble !== undefined) throw trouble;
  return null;
}

/** The identity of every link, or what its provider's trouble is; identities that are gone are left out. */
export async function readAll(
  links: readonly Link[],
  context: GraphContext,
): Promise<(ReadIdentity | ProviderError)[]> {
  const ordered = inProfileOrder(links, context);
  const read = await Promise.all(ordered.map((link) => readOrTrouble(link, context)));
  return read.filter((held) => held !== null);
}

/** Providers that are switched off come last: their identities can't be read, which a caller should hear of. */
function inProfileOrder(links: readonly Link[], { setup }: GraphContext): readonly Link[] {
  const rank = ({ provider }: Link): number => {
    const index = setup.profileOrder.indexOf(provider);
    return index < 0 ? setup.profileOrder.length : index;
  };
  return links.toSorted((left, right) => rank(left) - rank(right));
}

async function readOrTrouble(
  link: Link,
  { reads }: GraphContext,
): Promise<ReadIdentity | null | ProviderError> {
  try {
    return await reads.load(link);
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}
