import { z } from "zod";
import { toRealm, toSubject } from "../identity/ids.js";
import { toProviderName } from "../identity/link.js";
import type { Redis } from "../platform/redis.js";
import { RedisChannel } from "../platform/redis-channel.js";
import type { Directory } from "./directory.js";
import type { RecentUsers } from "./recent-users.js";
import { type DirectoryChange, watchDirectory } from "./watch-directory.js";

const message = z.object({
  userIds: z.array(z.string()),
  identities: z.array(
    z.object({
      provider: z.string().transform(toProviderName),
      realm: z.string().transform(toRealm),
      subject: z.string().transform(toSubject),
    }),
  ),
});

/**
 * The same directory. Whatever it changes is evicted from `recentUsers`, here at once and in the other processes as soon as
 * Redis tells them.
 *
 * @param redis connects the processes; without it each evicts its own changes only
 */
export function shareChanges(
  directory: Directory,
  recentUsers: RecentUsers,
  redis: Redis | undefined,
): Directory {
  const evict = ({ userIds, identities }: DirectoryChange): void => {
    for (const id of userIds) recentUsers.evictUser(id);
    for (const key of identities) recentUsers.evictIdentity(key);
  };
  const channel = redis && new RedisChannel(redis, "directory", message, evict);
  const watched = watchDirectory(directory, (change) => {
    evict(change);
    const identities = change.identities.map(({ provider, realm, subject }) => ({
      provider,
      realm,
      subject,
    }));
    channel?.publish({ userIds: change.userIds, identities });
  });
  return {
    ...watched,
    close: async () => {
      channel?.close();
      await watched.close();
    },
  };
}
