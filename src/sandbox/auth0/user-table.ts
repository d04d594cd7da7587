import type { Auth0Record } from "../person.js";

interface Entry {
  readonly user: Auth0Record;
  readonly ordinal: number;
}

/** Users in insertion order, found by id or by any key of `keysOf` without a scan. */
export class UserTable {
  readonly #entries = new Map<string, Entry>();
  readonly #idsByKey = new Map<string, string[]>();
  #nextOrdinal = 0;

  constructor(private readonly keysOf: (user: Auth0Record) => readonly string[]) {}

  find(userId: string): Auth0Record | undefined {
    return this.#entries.get(userId)?.user;
  }

  idsOf(key: string): readonly string[] {
    return this.#idsByKey.get(key) ?? [];
  }

  /** Those of the users that exist, in the table's order. */
  findMany(userIds: Iterable<string>): readonly Auth0Record[] {
    return [...new Set(userIds)]
      .flatMap((userId) => this.#entries.get(userId) ?? [])
      .sort((one, other) => one.ordinal - other.ordinal)
      .map(({ user }) => user);
  }

  all(): readonly Auth0Record[] {
    return Array.from(this.#entries.values(), ({ user }) => user);
  }

  /** Adds the user, or replaces the one with the same id in its place. */
  put(user: Auth0Record): void {
    const before = this.#entries.get(user.user_id);
    if (before !== undefined) this.#forgetKeys(before.user);
    this.#entries.set(user.user_id, { user, ordinal: before?.ordinal ?? this.#nextOrdinal++ });
    for (const key of this.keysOf(user)) {
      const ids = this.#idsByKey.get(key);
      if (ids === undefined) this.#idsByKey.set(key, [user.user_id]);
      else ids.push(user.user_id);
    }
  }

  remove(userId: string): void {
    const entry = this.#entries.get(userId);
    if (entry === undefined) return;
    this.#forgetKeys(entry.user);
    this.#entries.delete(userId);
  }

  clear(): void {
    this.#entries.clear();
    this.#idsByKey.clear();
  }

  #forgetKeys(user: Auth0Record): void {
    for (const key of this.keysOf(user)) {
      const left = this.idsOf(key).filter((userId) => userId !== user.user_id);
      if (left.length === 0) this.#idsByKey.delete(key);
      else this.#idsByKey.set(key, left);
    }
  }
}
