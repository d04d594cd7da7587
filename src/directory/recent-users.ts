import { LRUCache } from "lru-cache";
import {
  type IdentityKey,
  type Link,
  type LinkedUser,
  toIdentityText,
  toUserKeyText,
  type UserKey,
} from "../identity/link.js";

export interface RecentUsersOptions {
  /** Milliseconds for which a user is served without a statement; 0 for never. */
  readonly keepMs: number;
  readonly maxUsers: number;
  readonly now?: () => number;
}

/** @returns as the service's settings say */
export function createRecentUsers(settings: {
  readonly directoryCacheMs: number;
  readonly directoryCacheUsers: number;
}): RecentUsers {
  return new RecentUsers({ keepMs: settings.directoryCacheMs, maxUsers: settings.directoryCacheUsers });
}

/** A user as one key found them. The same object for as long as the user's links are the same. */
export interface RecentUser {
  readonly user: LinkedUser;
  /** Unix milliseconds at which the directory last returned the user. A clock that was put back is before them. */
  readonly sinceMs: number;
  /** Unix milliseconds until which the user serves; 0 once they were evicted. */
  readonly untilMs: number;
}

export function isRecentAt({ sinceMs, untilMs }: RecentUser, nowMs: number): boolean {
  return sinceMs <= nowMs && nowMs < untilMs;
}

interface Entry {
  readonly user: LinkedUser;
  readonly keys: Map<string, { readonly user: LinkedUser; sinceMs: number; untilMs: number }>;
}

/**
 * Users as the directory returned them a moment ago, by the keys that they were found by. As long as a user's links do not
 * change, the user stays the same object, so that what was made of it can be recognised.
 */
export class RecentUsers {
  readonly #byUser: LRUCache<string, Entry>;
  readonly #byKey = new Map<string, RecentUser>();
  /** Ids of users by the identities that are linked to them. */
  readonly #byIdentity = new Map<string, string>();
  #version = 0;
  readonly #keepMs: number;
  readonly #now: () => number;

  constructor({ keepMs, maxUsers, now = Date.now }: RecentUsersOptions) {
    this.#keepMs = keepMs;
    this.#now = now;
    this.#byUser = new LRUCache({ max: maxUsers, dispose: (entry) => this.#forget(entry) });
  }

  /** Undefined when the directory must be asked. */
  find(key: UserKey): LinkedUser | undefined {
    return this.findEntry(toUserKeyText(key))?.user;
  }

  /** @param text what `toUserKeyText` makes of the key */
  findEntry(text: string): RecentUser | undefined {
    const recent = this.#byKey.get(text);
    return recent !== undefined && isRecentAt(recent, this.#now()) ? recent : undefined;
  }

  /** Changes whenever something is evicted. */
  get version(): number {
    return this.#version;
  }

  /**
   * @param asOf the version before the directory was asked: what was evicted since then may be outdated
   * @returns the object that stands for the user from now on
   */
  put(key: UserKey, found: LinkedUser, asOf: number): LinkedUser {
    if (this.#keepMs === 0 || asOf !== this.#version) return found;
    const known = this.#byUser.get(found.id);
    const entry = known !== undefined && isSame(known.user, found) ? known : this.#add(found);
    const text = toUserKeyText(key);
    const recent = entry.keys.get(text) ?? { user: entry.user, sinceMs: 0, untilMs: 0 };
    recent.sinceMs = this.#now();
    recent.untilMs = recent.sinceMs + this.#keepMs;
    entry.keys.set(text, recent);
    this.#byKey.set(text, recent);
    return entry.user;
  }

  /** The user's links changed. */
  evictUser(id: string): void {
    this.#version += 1;
    this.#byUser.delete(id);
  }

  /** The identity got another user, or a write on it began or ended. */
  evictIdentity(key: IdentityKey): void {
    const id = this.#byIdentity.get(toIdentityText(key));
    this.#version += 1;
    if (id !== undefined) this.#byUser.delete(id);
  }

  #add(user: LinkedUser): Entry {
    const entry: Entry = { user, keys: new Map() };
    this.#byUser.set(user.id, entry);
    for (const link of user.links) this.#byIdentity.set(toIdentityText(link), user.id);
    return entry;
  }

  #forget({ user, keys }: Entry): void {
    for (const [text, recent] of keys) {
      recent.untilMs = 0;
      if (this.#byKey.get(text) === recent) this.#byKey.delete(text);
    }
    for (const link of user.links) {
      const text = toIdentityText(link);
      if (this.#byIdentity.get(text) === user.id) this.#byIdentity.delete(text);
    }
  }
}

function isSame(one: LinkedUser, other: LinkedUser): boolean {
  return (
    one.links.length === other.links.length &&
    one.links.every((link, index) => isSameLink(link, other.links[index] as Link))
  );
}

function isSameLink(one: Link, other: Link): boolean {
  return (
    toIdentityText(one) === toIdentityText(other) &&
    one.evidence === other.evidence &&
    one.linkedAt.getTime() === other.linkedAt.getTime() &&
    one.changedAt?.getTime() === other.changedAt?.getTime()
  );
}
