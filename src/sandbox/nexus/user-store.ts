import type { NexusRecord } from "../person.js";
import { type NexusOrganization, partsOf } from "./parts.js";
import { Refusal } from "./problem.js";

/**
 * The users, found by id, address, Auth0 user or organization without a scan.
 *
 * Records are replaced, never changed, so the records of `replaceAll` stay as the caller made them.
 */
export class UserStore {
  readonly #users = new Map<string, NexusRecord>();
  readonly #byEmail = new KeyIndex();
  readonly #byAzoUserId = new KeyIndex();
  readonly #byOrganization = new KeyIndex();
  readonly #organizations = new Map<number, NexusOrganization>();
  readonly #blocked = new Set<string>();
  #orderedIds: readonly string[] | undefined;
  #ordered: readonly NexusRecord[] | undefined;
  /** Above the ids of all sample people. */
  #lastNumber = 1_000_000;

  replaceAll(records: readonly NexusRecord[]): void {
    this.#users.clear();
    this.#organizations.clear();
    this.#blocked.clear();
    this.#orderedIds = undefined;
    this.#ordered = undefined;
    for (const index of [this.#byEmail, this.#byAzoUserId, this.#byOrganization]) index.clear();
    for (const record of records) this.put(record);
  }

  find(id: string): NexusRecord | undefined {
    return this.#users.get(id);
  }

  get(id: string): NexusRecord {
    const record = this.find(id);
    if (record === undefined) throw new Refusal(404, `There is no user ${id}.`);
    return record;
  }

  /** Every user, ordered by id. */
  get all(): readonly NexusRecord[] {
    this.#orderedIds ??= [...this.#users.keys()].sort();
    this.#ordered ??= this.findByIds(this.#orderedIds);
    return this.#ordered;
  }

  /** In the order of the ids; those that aren't known are absent. */
  findByIds(ids: Iterable<string>): readonly NexusRecord[] {
    return [...ids].map((id) => this.#users.get(id)).filter((record) => record !== undefined);
  }

  findIdsByEmail(emailAddress: string): Iterable<string> {
    return this.#byEmail.find(emailAddress.toLowerCase());
  }

  findByAzoUserId(azoUserId: string): readonly NexusRecord[] {
    return this.findByIds([...this.#byAzoUserId.find(azoUserId)].sort());
  }

  findByOrganization(organizationId: number): readonly NexusRecord[] {
    return this.findByIds([...this.#byOrganization.find(String(organizationId))].sort());
  }

  /** The organizations that came with the users. */
  get organizations(): ReadonlyMap<number, NexusOrganization> {
    return this.#organizations;
  }

  /** Adds the user, or puts the record in place of the one with the same id. */
  put<Kept extends NexusRecord>(record: Kept): Kept {
    this.#ordered = undefined;
    const before = this.#users.get(record.id);
    if (before === undefined) this.#orderedIds = undefined;
    else this.#eachKey(before, (index, key) => index.remove(key, record.id));
    this.#users.set(record.id, record);
    this.#eachKey(record, (index, key) => index.add(key, record.id));
    const organization = record.organization as NexusOrganization | null | undefined;
    if (organization) this.#organizations.set(organization.id, organization);
    return record;
  }

  /** The administrative block, which no read returns. */
  isBlocked(id: string): boolean {
    return this.#blocked.has(id);
  }

  setBlocked(id: string, isBlocked: boolean): void {
    if (isBlocked) this.#blocked.add(id);
    else this.#blocked.delete(id);
  }

  /** An unused number for an identity or attribute. */
  nextNumber(): number {
    this.#lastNumber += 1;
    return this.#lastNumber;
  }

  #eachKey(record: NexusRecord, visit: (index: KeyIndex, key: string) => void): void {
    if (record.emailAddress) visit(this.#byEmail, record.emailAddress.toLowerCase());
    for (const { azoUserId } of partsOf(record, "identities")) visit(this.#byAzoUserId, azoUserId);
    for (const { organizationId } of partsOf(record, "memberOf"))
      visit(this.#byOrganization, String(organizationId));
  }
}

/** Which users have a key. */
class KeyIndex {
  readonly #ids = new Map<string, Set<string>>();

  clear(): void {
    this.#ids.clear();
  }

  find(key: string): ReadonlySet<string> {
    return this.#ids.get(key) ?? new Set();
  }

  add(key: string, id: string): void {
    const ids = this.#ids.get(key);
    if (ids === undefined) this.#ids.set(key, new Set([id]));
    else ids.add(id);
  }

  remove(key: string, id: string): void {
    this.#ids.get(key)?.delete(id);
  }
}
