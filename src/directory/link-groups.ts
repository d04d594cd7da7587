import { mintUserId, type UserId } from "../identity/ids.js";
import { type IdentityKey, type Link, type LinkedUser, toIdentityText } from "../identity/link.js";
import type { Store } from "./database.js";
import type { IdentityGroup, LinkGroupsResult } from "./directory.js";
import { loadUsers } from "./links.js";
import { assertStorable } from "./storable.js";
import { inTransaction } from "./transaction.js";
import { insertPlanned } from "./user-rows.js";

/** See `Directory.linkGroups`. */
export async function linkGroups(
  store: Store,
  groups: readonly IdentityGroup[],
): Promise<readonly LinkGroupsResult[]> {
  const keys = groups.flatMap(({ identities }) => identities);
  keys.forEach(assertStorable);
  const userKeys = [
    ...keys.map(({ provider, subject }) => ({ kind: "subject", provider, subject }) as const),
    ...groups.flatMap(({ userId }) => (userId === undefined ? [] : ({ kind: "id", id: userId } as const))),
  ];
  return inTransaction(store, async (transaction) => {
    const known = await loadUsers(transaction, userKeys);
    const plan = planGroups(groups, known, store.now());
    await insertPlanned(transaction, plan);
    return plan.results;
  });
}

interface GroupsPlan {
  readonly results: readonly LinkGroupsResult[];
  readonly newUsers: readonly Pick<LinkedUser, "id" | "createdAt">[];
  readonly newLinks: readonly Link[];
}

/** Groups count in the order given, each seeing those before it. */
function planGroups(groups: readonly IdentityGroup[], known: readonly LinkedUser[], now: Date): GroupsPlan {
  const owners = new Map<string, UserId>();
  for (const link of known.flatMap(({ links }) => links)) owners.set(toIdentityText(link), link.userId);
  const userIds = new Set<UserId>(known.map(({ id }) => id));
  const newUsers: Pick<LinkedUser, "id" | "createdAt">[] = [];
  const newLinks: Link[] = [];

  const claim = (key: IdentityKey, userId: UserId): void => {
    owners.set(toIdentityText(key), userId);
    newLinks.push({ ...key, userId, evidence: "MANUAL", linkedAt: now, changedAt: null });
  };
  const toResult = ({ identities, userId }: IdentityGroup): LinkGroupsResult => {
    if (userId !== undefined && !userIds.has(userId)) return "unknown_user";
    const unlinked = identities.filter((key) => !owners.has(toIdentityText(key)));
    const holders = new Set(identities.flatMap((key) => owners.get(toIdentityText(key)) ?? []));
    if (userId !== undefined) holders.add(userId);
    if (holders.size > 1) return "in_conflict";
    const [holder] = holders;
    if (holder !== undefined) {
      for (const key of unlinked) claim(key, holder);
      return unlinked.length === 0 ? "known" : "linked";
    }
    const id = mintUserId();
    newUsers.push({ id, createdAt: now });
    userIds.add(id);
    for (const key of unlinked) claim(key, id);
    return "created";
  };
  return { results: groups.map(toResult), newUsers, newLinks };
}
