/** Waiting entries by whom they are for: everybody gets one after the other, however many one of them has. */
export class FairQueue<Owner, Entry> {
  readonly #byOwner = new Map<Owner, Set<Entry>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(owner: Owner, entry: Entry): void {
    const entries = this.#byOwner.get(owner);
    if (entries === undefined) this.#byOwner.set(owner, new Set([entry]));
    else entries.add(entry);
    this.#size += 1;
  }

  /** Undefined when nobody waits. */
  next(): Entry | undefined {
    const [owner] = this.#byOwner.keys();
    const [entry] = (owner !== undefined && this.#byOwner.get(owner)) || [];
    if (owner === undefined || entry === undefined) return undefined;
    const entries = this.#byOwner.get(owner) as Set<Entry>;
    this.#byOwner.delete(owner); // and to the end of the line, if more of theirs wait
    this.#byOwner.set(owner, entries);
    this.remove(owner, entry);
    return entry;
  }

  /** Does nothing when the entry is gone already. */
  remove(owner: Owner, entry: Entry): void {
    const entries = this.#byOwner.get(owner);
    if (entries?.delete(entry) !== true) return;
    this.#size -= 1;
    if (entries.size === 0) this.#byOwner.delete(owner);
  }

  *[Symbol.iterator](): Iterator<Entry> {
    for (const entries of this.#byOwner.values()) yield* entries;
  }
}
