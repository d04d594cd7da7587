import type { Auth0Record } from "../person.js";
import { identifierKeys } from "./connections.js";
import type { Auth0Settings } from "./settings.js";
import { UserTable } from "./user-table.js";

interface Write {
  readonly userId: string;
  /** Absent when the user was removed. */
  readonly user: Auth0Record | undefined;
  readonly atMs: number;
}

/** The tenant's users, and the search index, which lags behind. A stored user is replaced, never changed in place. */
export class UserStore {
  readonly #stored = new UserTable((user) => [...emailKeys(user), ...identifierKeys(user)]);
  readonly #indexed = new UserTable(emailKeys);
  #notIndexed: Write[] = [];

  constructor(
    private readonly now: () => number,
    private readonly settings: Auth0Settings,
  ) {}

  find(userId: string): Auth0Record | undefined {
    return this.#stored.find(userId);
  }

  all(): readonly Auth0Record[] {
    return this.#stored.all();
  }

  /** Case-sensitive. */
  findByEmail(email: string): readonly Auth0Record[] {
    const users = this.#stored.findMany(this.#stored.idsOf(emailKey(email)));
    return users.filter((user) => user.email === email);
  }

  /** Whether another user than this one has the identifier. */
  isTaken(key: string, userId?: string): boolean {
    return this.#stored.idsOf(key).some((holder) => holder !== userId);
  }

  /** What search sees now. */
  get searchable(): UserTable {
    this.#index();
    return this.#indexed;
  }

  put(user: Auth0Record): void {
    this.#stored.put(user);
    this.#follow(user.user_id, user);
  }

  remove(userId: string): void {
    this.#stored.remove(userId);
    this.#follow(userId, undefined);
  }

  /** Replaces all users; search shows them immediately. */
  replaceAll(users: readonly Auth0Record[]): void {
    this.#notIndexed = [];
    for (const table of [this.#stored, this.#indexed]) {
      table.clear();
      for (const user of users) table.put(user);
    }
  }

  #follow(userId: string, user: Auth0Record | undefined): void {
    this.#notIndexed.push({ userId, user, atMs: this.now() });
    this.#index();
  }

  #index(): void {
    const dueAtMs = this.now() - this.settings.searchLagMs;
    const firstEarly = this.#notIndexed.findIndex(({ atMs }) => atMs > dueAtMs);
    const due = this.#notIndexed.splice(0, firstEarly === -1 ? this.#notIndexed.length : firstEarly);
    for (const { userId, user } of due) {
      if (user === undefined) this.#indexed.remove(userId);
      else this.#indexed.put(user);
    }
  }
}

/** The key for finding users by address, in any case. */
export function emailKey(email: string): string {
  return `email\n${email.toLowerCase()}`;
}

function emailKeys(user: Auth0Record): readonly string[] {
  return user.email === undefined ? [] : [emailKey(user.email)];
}
