/** What a bound may remove. Using an entry sets `isUsed`, which costs less than moving it in a list. */
export interface Bounded {
  isUsed: boolean;
  readonly bytes: number;
}

/**
 * Bounds the bytes of the entries of one or several maps by the CLOCK policy: the oldest entry goes first, except that one
 * that was used since it was last looked at stays for another round.
 */
export class ClockBound<Entry extends Bounded> {
  /** In the order in which they are looked at. */
  readonly #entries = new Set<Entry>();
  #hand = this.#entries.values();
  #bytes = 0;

  /** @param onEvict removes the entry from its map */
  constructor(
    private readonly maxBytes: number,
    private readonly onEvict: (entry: Entry) => void,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Evicts others until the entry fits. False, and nothing changes, when it is larger than the whole bound. */
  add(entry: Entry): boolean {
    if (entry.bytes > this.maxBytes) return false;
    while (this.#bytes + entry.bytes > this.maxBytes) this.#lookAtNext();
    this.#entries.add(entry);
    this.#bytes += entry.bytes;
    return true;
  }

  remove(entry: Entry): void {
    if (this.#entries.delete(entry)) this.#bytes -= entry.bytes;
  }

  /** The hand removes or moves every entry that it passes, so that none is behind it. */
  #lookAtNext(): void {
    const next = this.#hand.next();
    if (next.done) {
      this.#hand = this.#entries.values();
      return;
    }
    const entry = next.value;
    this.#entries.delete(entry);
    if (entry.isUsed) {
      entry.isUsed = false;
      this.#entries.add(entry);
    } else {
      this.#bytes -= entry.bytes;
      this.onEvict(entry);
    }
  }
}
