import type { Directory, Registration } from "../directory/directory.js";
import { requireFresh } from "../identity/identity-read.js";
import {
  type IdentityKey,
  type LinkedUser,
  toIdentityText,
  toUserKeyText,
  type UserKey,
} from "../identity/link.js";
import type { ProviderIdentity } from "../identity/provider.js";
import { collectResults } from "../platform/batch.js";
import type { ProviderReads } from "../upstream/reads/provider-reads.js";

/** The user of a key, null when there is none, or the error of the provider that was asked. */
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

/** The user who has exactly this identity, realm included. Created when its provider confirms it; otherwise null. */
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
  const identity = requireFresh(await reads.read(key));
  return identity === null
    ? null
    : ((await registerIdentity([identity], directory, reads)).get(text) ?? null);
}

/** Gives users to identities that a provider has just confirmed; returns them by `toIdentityText`. */
export async function registerIdentity(
  identities: readonly ProviderIdentity[],
  directory: Directory,
  reads: ProviderReads,
): Promise<ReadonlyMap<string, LinkedUser>> {
  if (identities.length === 0) return new Map();
  return directory.register(identities.map((identity) => toRegistration(identity, reads)));
}

async function registerSeen(
  keys: readonly UserKey[],
  directory: Directory,
  reads: ProviderReads,
): Promise<ReadonlyMap<string, FoundUser>> {
  const seen = await collectResults(keys, (key) => look(key, reads));
  const identities = seen.filter(
    (each): each is ProviderIdentity => each !== null && !(each instanceof Error),
  );
  const users = await registerIdentity(identities, directory, reads);
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
    const identity = requireFresh(await reads.read({ provider: key.provider, realm, subject: key.subject }));
    if (identity !== null) return identity;
  }
  return null;
}

/** Assertions about realms that are not ours are left out: a foreign tenant's ids may look like those of our own. */
function toRegistration(identity: ProviderIdentity, reads: ProviderReads): Registration {
  const { provider, realm, subject, assertedKeys } = identity;
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
