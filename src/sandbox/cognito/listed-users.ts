import { matchesFilter, type UserFilter } from "./filter.js";
import type { PoolUser } from "./pool-user.js";
import { Slots } from "./slots.js";

interface Change {
  readonly sub: string;
  /** Undefined when the user was deleted. */
  readonly user: PoolUser | undefined;
  readonly writtenAtMs: number;
}

/** The users as ListUsers shows them: a copy that applies writes after `lagMs()`. */
export class ListedUsers {
  readonly #users = new Slots<PoolUser>();
  readonly #subsByEmail = new Map<string, Set<string>>();
  readonly #subsByUsername = new Map<string, string>();
  readonly #pending: Change[] = [];

  constructor(
    private readonly now: () => number,
    private readonly lagMs: () => number,
  ) {}

  /** Adds a user without lag, for the initial data. */
  load(user: PoolUser): void {
    this.#apply(user.sub, user);
  }

  /** @param user undefined when the user was deleted */
  record(sub: string, user: PoolUser | undefined): void {
    this.#pending.push({ sub, user, writtenAtMs: this.now() });
    this.#catchUp();
  }

  /** Users at this position and after it. An exact search by sub, username or address looks at no other user. */
  *matching(
    filter: UserFilter | undefined,
    start: number,
  ): Generator<readonly [position: number, user: PoolUser]> {
    this.#catchUp();
    for (const [position, user] of this.#candidates(filter, start)) {
      if (filter === undefined || matchesFilter(user, filter)) yield [position, user];
    }
  }

  #candidates(filter: UserFilter | undefined, start: number): Iterable<readonly [number, PoolUser]> {
    const subs = this.#indexed(filter);
    if (subs === undefined) return this.#users.from(start);
    const found: (readonly [number, PoolUser])[] = [];
    for (const sub of subs) {
      const position = this.#users.positionOf(sub);
      const user = this.#users.get(sub);
      if (position !== undefined && user !== undefined && position >= start) found.push([position, user]);
    }
    return found.sort(([left], [right]) => left - right);
  }

  /** The only subs that can match, or undefined when every user must be looked at. */
  #indexed(filter: UserFilter | undefined): readonly string[] | undefined {
    if (filter === undefined || filter.isPrefix) return undefined;
    switch (filter.attribute) {
      case "sub":
        return [filter.value];
      case "username":
        return [this.#subsByUsername.get(filter.value) ?? ""];
      case "email":
        return [...(this.#subsByEmail.get(filter.value.toLowerCase()) ?? [])];
      default:
        return undefined;
    }
  }

  #catchUp(): void {
    const visibleUpToMs = this.now() - this.lagMs();
    const firstHidden = this.#pending.findIndex(({ writtenAtMs }) => writtenAtMs > visibleUpToMs);
    const visible = this.#pending.splice(0, firstHidden === -1 ? this.#pending.length : firstHidden);
    for (const { sub, user } of visible) this.#apply(sub, user);
  }

  #apply(sub: string, user: PoolUser | undefined): void {
    const former = this.#users.get(sub);
    if (former !== undefined) this.#unindex(former);
    if (user === undefined) {
      this.#users.delete(sub);
      return;
    }
    this.#users.set(sub, user);
    this.#subsByUsername.set(user.username, sub);
    const email = user.attributes.email?.toLowerCase();
    if (email === undefined) return;
    const subs = this.#subsByEmail.get(email);
    if (subs === undefined) this.#subsByEmail.set(email, new Set([sub]));
    else subs.add(sub);
  }

  #unindex(user: PoolUser): void {
    this.#subsByUsername.delete(user.username);
    const email = user.attributes.email?.toLowerCase() ?? "";
    const subs = this.#subsByEmail.get(email);
    subs?.delete(user.sub);
    if (subs?.size === 0) this.#subsByEmail.delete(email);
  }
}
