import type { Directory, Registration } from "../directory/directory.js";
import {
  type IdentityKey,
  type LinkedUser,
  toIdentityText,
  toUserKeyText,
  type UserKey,
} from "../identity/link.js";
import type { ProviderIdentity } from "../identity/provider.js";
import { settle } from "../platform/batch.js";
import type { ProviderReads } from "../upstream/reads/provider-reads.js";

/** A user found by a key, null when there is none, or the failure of the provider that would know. */
export type FoundUser = LinkedUser | null | Error;

/**
 * Finds users by any mix of keys, with one statement. A subject that the directory does not know is looked for at its
 * provider, realm by realm; when it exists there, it gets a user immediately, together with what its provider asserts.
 */
export async function findOrRegister(
  keys: readonly UserKey[],
  directory: Directory,
  reads: ProviderReads,
): Promise<FoundUser[]> {
  const known = await directory.findUsers(keys);
  const unknown = keys.filter((key) => key.kind === "subject" && !known.has(toUserKeyText(key)));
  const registered = await registerSeen(unknown, directory, reads);
  return keys.map((key) => {
    const text = toUserKeyText(key);
    return choose(key, known.get(text) ?? [], reads) ?? registered.get(text) ?? null;
  });
}

/** The user who has exactly this identity, realm included. Made when nobody has it and its provider confirms it, else null. */
export async function findOrRegisterHolder(
  key: IdentityKey,
  directory: Directory,
  reads: ProviderReads,
): Promise<LinkedUser | null> {
  const { provider, subject } = key;
  const text = toIdentityText(key);
  const known = [...(await directory.findUsers([{ kind: "subject", provider, subject }])).values()].flat();
  const holder = known.find(({ links }) => links.some((link) => toIdentityText(link) === text));
  if (holder !== undefined) return holder;
  const held = await reads.load(key);
  return held === null ? null : ((await registerIdentity([held], directory, reads)).get(text) ?? null);
}

/** Gives users to identities that a provider has just confirmed; answers them by `toIdentityText`. */
export async function registerIdentity(
  held: readonly ProviderIdentity[],
  directory: Directory,
  reads: ProviderReads,
): Promise<ReadonlyMap<string, LinkedUser>> {
  if (held.length === 0) return new Map();
  return directory.register(held.map((identity) => toRegistration(identity, reads)));
}

async function registerSeen(
  keys: readonly UserKey[],
  directory: Directory,
  reads: ProviderReads,
): Promise<ReadonlyMap<string, FoundUser>> {
  const seen = await settle(keys, (key) => look(key, reads));
  const held = seen.filter((each): each is ProviderIdentity => each !== null && !(each instanceof Error));
  const users = await registerIdentity(held, directory, reads);
  return new Map(
    seen.map((each, index): [string, FoundUser] => {
      const found = each === null || each instanceof Error ? each : (users.get(toIdentityText(each)) ?? null);
      return [toUserKeyText(keys[index] as UserKey), found];
    }),
  );
}

/** The realms are asked in their order, each after the last said no: the first that has the subject wins. */
async function look(key: UserKey, reads: ProviderReads): Promise<ProviderIdentity | null> {
  if (key.kind === "id") return null;
  for (const realm of reads.realmsOf(key.provider)) {
    const held = await reads.load({ provider: key.provider, realm, subject: key.subject });
    if (held !== null) return held;
  }
  return null;
}

/** Assertions about realms that are not ours are left out: a foreign tenant's ids may look like those of our own. */
function toRegistration(held: ProviderIdentity, reads: ProviderReads): Registration {
  const { provider, realm, subject, assertedKeys } = held;
  return {
    key: { provider, realm, subject },
    evidence: "FIRST_SEEN",
    assertedKeys: assertedKeys.filter((key) => reads.realmsOf(key.provider).includes(key.realm)),
  };
}

/** A subject that exists in several realms means the user of the realm that is configured first. */
function choose(key: UserKey, users: readonly LinkedUser[], reads: ProviderReads): LinkedUser | undefined {
  if (key.kind === "id" || users.length < 2) return users[0];
  const realms = reads.realmsOf(key.provider);
  const rank = (user: LinkedUser): number => {
    const ranks = user.links
      .filter(({ provider, subject }) => provider === key.provider && subject === key.subject)
      .map(({ realm }) => realms.indexOf(realm))
      .filter((index) => index >= 0);
    return Math.min(...ranks, realms.length);
  };
  return users.toSorted((left, right) => rank(left) - rank(right))[0];
}
