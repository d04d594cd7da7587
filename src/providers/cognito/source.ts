import DataLoader from "dataloader";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import type { HeldIdentity, IdentitySource } from "../../identity/provider.js";
import { settle } from "../../platform/batch.js";
import type { CognitoClient } from "./client.js";
import type { CognitoConfig } from "./config.js";
import { malformed } from "./errors.js";
import { type MetadataAttributes, toGroup, toHeldIdentity } from "./mapping.js";
import type { CognitoGroup } from "./types.js";
import type { CognitoUser } from "./wire.js";

interface PoolLoaders {
  readonly users: DataLoader<ProviderSubject, HeldIdentity | null>;
  readonly groups: DataLoader<string, readonly CognitoGroup[]>;
}

/** One request's reads. Cognito has no read of many users, so each costs a call; equal ones cost one. */
export function createCognitoSource(
  client: CognitoClient,
  config: CognitoConfig,
  signal: AbortSignal,
): IdentitySource {
  const pools = new Map<Realm, PoolLoaders>();
  const attributes: MetadataAttributes = {
    app: config.COGNITO_APP_METADATA_ATTRIBUTE,
    user: config.COGNITO_USER_METADATA_ATTRIBUTE,
  };

  function loadersOf(pool: Realm): PoolLoaders {
    const known = pools.get(pool);
    if (known !== undefined) return known;
    const loaders: PoolLoaders = {
      users: new DataLoader((subs) =>
        settle(subs, async (sub) => {
          const user = await readUser(pool, sub);
          return user && toHeld(pool, user);
        }),
      ),
      groups: new DataLoader((usernames) =>
        settle(usernames, async (username) => (await client.listGroups(pool, username, signal)).map(toGroup)),
      ),
    };
    pools.set(pool, loaders);
    return loaders;
  }

  /**
   * AdminGetUser does not know federated users by sub, and ListUsers not the newest: whom the first does not find, the
   * other is asked for before the user counts as gone.
   */
  async function readUser(pool: Realm, sub: ProviderSubject): Promise<CognitoUser | null> {
    if (config.COGNITO_LOOKUP === "get")
      return (await getUser(pool, sub)) ?? client.findUserBySub(pool, sub, signal);
    return (await client.findUserBySub(pool, sub, signal)) ?? getUser(pool, sub);
  }

  async function getUser(pool: Realm, sub: ProviderSubject): Promise<CognitoUser | null> {
    const user = await client.getUser(pool, sub, signal);
    if (user !== null && user.attributes.get("sub") !== sub)
      throw malformed("AdminGetUser: another user's sub");
    return user;
  }

  function toHeld(pool: Realm, user: CognitoUser): HeldIdentity {
    const loadGroups = () => loadersOf(pool).groups.load(user.username);
    return toHeldIdentity({ user, pool, attributes, loadGroups });
  }

  return {
    load: (pool, sub) => loadersOf(pool).users.load(sub),
    findByEmail: async (pool, email) => {
      const users = await client.findUsersByEmail(pool, email, signal);
      return users.map((user) => toHeld(pool, user));
    },
  };
}
