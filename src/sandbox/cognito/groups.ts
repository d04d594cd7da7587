import { toEpochSeconds } from "./pool-user.js";
import { Refusal, resourceNotFound } from "./refusal.js";
import { Slots } from "./slots.js";

const maxGroupsPerUser = 100;

export interface Group {
  readonly name: string;
  readonly description: string | undefined;
  readonly precedence: number | undefined;
  readonly createdAtMs: number;
}

/** The groups of one pool and their members. */
export class Groups {
  readonly #groups = new Slots<Group>();
  readonly #subsByGroup = new Map<string, Slots<string>>();
  readonly #namesBySub = new Map<string, Slots<string>>();

  has(name: string): boolean {
    return this.#groups.has(name);
  }

  get(name: string): Group {
    const group = this.#groups.get(name);
    if (group === undefined) throw resourceNotFound("Group not found.");
    return group;
  }

  create(group: Group): void {
    if (this.has(group.name)) {
      throw new Refusal("GroupExistsException", "A group with the name already exists.");
    }
    this.#groups.set(group.name, group);
  }

  /** Does nothing when the user is in the group already. */
  join(name: string, sub: string): void {
    const names = this.#namesBySub.get(sub) ?? new Slots<string>();
    if (!names.has(name) && names.size >= maxGroupsPerUser) {
      throw new Refusal("LimitExceededException", `A user can be in ${maxGroupsPerUser} groups at most.`);
    }
    names.set(name, name);
    this.#namesBySub.set(sub, names);
    const subs = this.#subsByGroup.get(name) ?? new Slots<string>();
    subs.set(sub, sub);
    this.#subsByGroup.set(name, subs);
  }

  /** Does nothing when the user isn't in the group. */
  leave(name: string, sub: string): void {
    this.#namesBySub.get(sub)?.delete(name);
    this.#subsByGroup.get(name)?.delete(sub);
  }

  leaveAll(sub: string): void {
    for (const [, name] of this.#namesBySub.get(sub)?.from(0) ?? []) this.#subsByGroup.get(name)?.delete(sub);
    this.#namesBySub.delete(sub);
  }

  from(start: number): Iterable<readonly [position: number, group: Group]> {
    return this.#groups.from(start);
  }

  subsIn(name: string, start: number): Iterable<readonly [position: number, sub: string]> {
    return this.#subsByGroup.get(name)?.from(start) ?? [];
  }

  namesOf(sub: string, start: number): Iterable<readonly [position: number, name: string]> {
    return this.#namesBySub.get(sub)?.from(start) ?? [];
  }
}

export function toWireGroup(group: Group, poolId: string): Readonly<Record<string, unknown>> {
  return {
    GroupName: group.name,
    UserPoolId: poolId,
    Description: group.description,
    Precedence: group.precedence,
    CreationDate: toEpochSeconds(group.createdAtMs),
    LastModifiedDate: toEpochSeconds(group.createdAtMs),
  };
}
