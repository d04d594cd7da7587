import DataLoader from "dataloader";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import type { IdentitySource, ProviderIdentity } from "../../identity/provider.js";
import { collectResults } from "../../platform/batch.js";
import type { CallScope } from "../../platform/call-scope.js";
import type { CognitoClient } from "./client.js";
import { malformed } from "./errors.js";
import { CognitoProviderIdentity, toGroup, toMetadataAttributes } from "./mapping.js";
import type { CognitoSettings } from "./settings.js";
import type { CognitoGroup } from "./types.js";
import { type CognitoUser, userRecord } from "./wire.js";

interface PoolLoaders {
  /** Bypasses the index, for recently changed users. */
  readonly changed: DataLoader<ProviderSubject, ProviderIdentity | null>;
  readonly users: DataLoader<ProviderSubject, ProviderIdentity | null>;
  readonly groups: DataLoader<string, readonly CognitoGroup[]>;
}

/** One request's reads. Cognito can't read several users at once, so each costs a call; equal reads share one. */
export function createCognitoSource(
  client: CognitoClient,
  settings: CognitoSettings,
  scope: CallScope,
): IdentitySource {
  const pools = new Map<Realm, PoolLoaders>();
  const attributes = toMetadataAttributes(settings);

  function loadersOf(pool: Realm): PoolLoaders {
    const known = pools.get(pool);
    if (known !== undefined) return known;
    const toUsers = (read: typeof readUser) =>
      new DataLoader<ProviderSubject, ProviderIdentity | null>(
        (subs) =>
          collectResults(subs, async (sub) => {
            const user = await read(pool, sub);
            return user && toIdentity(pool, user);
          }),
        { batch: false }, // so that a caller waiting for one user does not wait for all
      );
    const loaders: PoolLoaders = {
      users: toUsers(readUser),
      changed: toUsers((_pool, sub) => readFresh({ client, pool, sub, scope })),
      groups: new DataLoader((usernames) =>
        collectResults(usernames, async (username) =>
          (await client.listGroups(pool, username, scope)).map(toGroup),
        ),
      ),
    };
    pools.set(pool, loaders);
    return loaders;
  }

  /**
   * AdminGetUser does not find federated users by sub, and ListUsers may miss the newest users: a user whom one does not
   * find is looked up with the other before it counts as missing.
   */
  async function readUser(pool: Realm, sub: ProviderSubject): Promise<CognitoUser | null> {
    if (settings.lookup === "get")
      return (await getUserBySub({ client, pool, sub, scope })) ?? client.findUserBySub(pool, sub, scope);
    return (await client.findUserBySub(pool, sub, scope)) ?? getUserBySub({ client, pool, sub, scope });
  }

  function toIdentity(pool: Realm, user: CognitoUser): ProviderIdentity {
    return new CognitoProviderIdentity(user, pool, attributes);
  }

  function isRecent(changedAt: Date | null | undefined): boolean {
    return (changedAt?.getTime() ?? 0) > Date.now() - settings.listLagMs;
  }

  return {
    fromCache: (pool, record) => {
      const { data } = userRecord.safeParse(record);
      return data === undefined ? null : toIdentity(pool, data);
    },
    load: (pool, sub, changedAt) => loadersOf(pool)[isRecent(changedAt) ? "changed" : "users"].load(sub),
    loadPart: (pool, part, username) => {
      if (part !== "groups") throw new Error(`Cognito has no call for ${part}`);
      return loadersOf(pool).groups.load(username);
    },
    findByEmail: async (pool, email) => {
      const users = await client.findUsersByEmail(pool, email, scope);
      return users.map((user) => toIdentity(pool, user));
    },
    forget: (pool, sub) => {
      const { users, changed, groups } = loadersOf(pool);
      users.clear(sub);
      changed.clear(sub);
      groups.clearAll();
    },
  };
}

interface OneUser {
  readonly client: CognitoClient;
  readonly pool: Realm;
  readonly sub: ProviderSubject;
  readonly scope: CallScope;
}

/**
 * The current user. A federated user is not found by sub: the index has the user name, which never changes, for a second
 * read.
 */
export async function readFresh(one: OneUser): Promise<CognitoUser | null> {
  const user = await getUserBySub(one);
  if (user !== null) return user;
  const listed = await one.client.findUserBySub(one.pool, one.sub, one.scope);
  return listed && getUserBySub(one, listed.username);
}

/** AdminGetUser by sub: always fresh; null for federated users too. */
export async function getUserBySub(
  { client, pool, sub, scope }: OneUser,
  username: string = sub,
): Promise<CognitoUser | null> {
  const user = await client.getUser(pool, username, scope);
  if (user !== null && user.attributes.get("sub") !== sub)
    throw malformed("AdminGetUser: another user's sub");
  return user;
}
