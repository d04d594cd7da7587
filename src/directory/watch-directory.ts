import type { IdentityKey } from "../identity/link.js";
import type { Directory, Registration } from "./directory.js";

/** Users whose links, or identities on which writes, may have changed. */
export interface DirectoryChange {
  readonly userIds: readonly string[];
  readonly identities: readonly IdentityKey[];
}

/**
 * The same directory, which reports its own changes once they are stored. A method that fails reports them too, because it
 * may have stored them.
 */
export function watchDirectory(directory: Directory, onChange: (change: DirectoryChange) => void): Directory {
  const { journal } = directory;
  const reporting = async <Result>(change: DirectoryChange, work: Promise<Result>): Promise<Result> =>
    work.finally(() => onChange(change));
  return {
    ...directory,
    journal: {
      ...journal,
      begin: (write) =>
        reporting({ userIds: toIds(write.userId), identities: write.touched }, journal.begin(write)),
      reopen: (write) => reporting({ userIds: [], identities: write.touched }, journal.reopen(write)),
      endTurn: (id, lease, progress, key) =>
        reporting({ userIds: [], identities: [key] }, journal.endTurn(id, lease, progress, key)),
      complete: (completion) => {
        const { userId, links = [], unlinks = [], touched } = completion;
        const identities = [...links.map(({ key }) => key), ...unlinks, ...touched];
        return reporting({ userIds: toIds(userId), identities }, journal.complete(completion));
      },
    },
    register: async (registrations) => {
      const identities = registrations.flatMap(toKeys);
      const users = await reporting({ userIds: [], identities }, directory.register(registrations));
      onChange({ userIds: [...users.values()].map(({ id }) => id), identities: [] });
      return users;
    },
    linkGroups: (groups) =>
      reporting(
        {
          userIds: groups.flatMap(({ userId }) => userId ?? []),
          identities: groups.flatMap(({ identities }) => identities),
        },
        directory.linkGroups(groups),
      ),
    importPage: (page) =>
      reporting({ userIds: [], identities: page.registrations.flatMap(toKeys) }, directory.importPage(page)),
    importUsers: (users) =>
      reporting({ userIds: users.map(({ id }) => id), identities: [] }, directory.importUsers(users)),
  };
}

function toKeys({ key, assertedKeys }: Registration): readonly IdentityKey[] {
  return [key, ...assertedKeys];
}

function toIds(userId: string | null): readonly string[] {
  return userId === null ? [] : [userId];
}
