import type { CognitoRecord } from "../person.js";
import { Groups } from "./groups.js";
import { ListedUsers } from "./listed-users.js";
import type { PoolPlan } from "./pool-plan.js";
import { type PoolUser, toSeededUser } from "./pool-user.js";
import { userNotFound } from "./refusal.js";

/** What the pools read from outside, at the time of each call. */
export interface PoolHarness {
  now(): number;
  listLagMs(): number;
}

/** One user pool: its users by all their names, its groups, and its lagging list. */
export class Pool {
  readonly groups = new Groups();
  readonly listed: ListedUsers;
  readonly createdAtMs: number;
  readonly #users = new Map<string, PoolUser>();
  readonly #subsByUsername = new Map<string, string>();
  readonly #subsByAlias = new Map<string, string>();

  constructor(
    readonly plan: PoolPlan,
    private readonly harness: PoolHarness,
  ) {
    this.createdAtMs = harness.now();
    this.listed = new ListedUsers(harness.now, harness.listLagMs);
    for (const name of plan.groups) this.createGroup(name);
  }

  get size(): number {
    return this.#users.size;
  }

  /** By username case-insensitively, by active alias, or by the sub of a user who isn't federated. */
  find(name: string): PoolUser | undefined {
    const key = name.toLowerCase();
    const sub = this.#subsByUsername.get(key) ?? this.#subsByAlias.get(key);
    if (sub !== undefined) return this.#users.get(sub);
    const user = this.#users.get(name);
    return user?.status === "EXTERNAL_PROVIDER" ? undefined : user;
  }

  get(name: string): PoolUser {
    const user = this.find(name);
    if (user === undefined) throw userNotFound();
    return user;
  }

  getBySub(sub: string): PoolUser {
    const user = this.#users.get(sub);
    if (user === undefined) throw userNotFound();
    return user;
  }

  hasUsername(name: string): boolean {
    return this.#subsByUsername.has(name.toLowerCase());
  }

  /** The user who signs in with this address. */
  findByAlias(email: string): PoolUser | undefined {
    const sub = this.#subsByAlias.get(email.toLowerCase());
    return sub === undefined ? undefined : this.#users.get(sub);
  }

  /** The address that the user would sign in with; undefined when this pool has no such sign-in. */
  aliasOf(user: PoolUser): string | undefined {
    const { email, email_verified: isVerified } = user.attributes;
    if (this.plan.signIn === "email") return email?.toLowerCase();
    if (this.plan.signIn === "username_or_email" && isVerified === "true") return email?.toLowerCase();
    return undefined;
  }

  load(record: CognitoRecord): void {
    const user = toSeededUser(record);
    this.#put(user);
    this.listed.load(user);
    for (const name of record.groups) {
      if (!this.groups.has(name)) this.createGroup(name);
      this.groups.join(name, user.sub);
    }
  }

  /** Adds the user or replaces the one with its sub, and sets its time of change. */
  save(user: PoolUser): PoolUser {
    const saved = { ...user, modifiedAtMs: this.harness.now() };
    this.#put(saved);
    this.listed.record(saved.sub, saved);
    return saved;
  }

  remove(user: PoolUser): void {
    this.#forgetNames(user);
    this.#users.delete(user.sub);
    this.groups.leaveAll(user.sub);
    this.listed.record(user.sub, undefined);
  }

  createGroup(name: string): void {
    this.groups.create({
      name,
      description: undefined,
      precedence: undefined,
      createdAtMs: this.harness.now(),
    });
  }

  #put(user: PoolUser): void {
    const former = this.#users.get(user.sub);
    if (former !== undefined) this.#forgetNames(former);
    this.#users.set(user.sub, user);
    this.#subsByUsername.set(user.username.toLowerCase(), user.sub);
    const alias = this.aliasOf(user);
    if (alias !== undefined) this.#subsByAlias.set(alias, user.sub);
  }

  /** Keeps an alias that belongs to another user by now. */
  #forgetNames(user: PoolUser): void {
    this.#subsByUsername.delete(user.username.toLowerCase());
    const alias = this.aliasOf(user);
    if (alias !== undefined && this.#subsByAlias.get(alias) === user.sub) this.#subsByAlias.delete(alias);
  }
}
