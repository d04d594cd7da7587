/**
 * A map that keeps the order of arrival and gives every entry a position that never changes, so that a reader can come
 * back to a position while entries are added and removed. A removed entry leaves its position empty.
 */
export class Slots<Item> {
  readonly #items: (Item | undefined)[] = [];
  readonly #positions = new Map<string, number>();

  get size(): number {
    return this.#positions.size;
  }

  get(key: string): Item | undefined {
    const position = this.#positions.get(key);
    return position === undefined ? undefined : this.#items[position];
  }

  has(key: string): boolean {
    return this.#positions.has(key);
  }

  /** Position of the key, or undefined. */
  positionOf(key: string): number | undefined {
    return this.#positions.get(key);
  }

  /** Puts the item at the position of its key, or at the end when the key is new. */
  set(key: string, item: Item): void {
    const position = this.#positions.get(key) ?? this.#items.length;
    this.#positions.set(key, position);
    this.#items[position] = item;
  }

  delete(key: string): boolean {
    const position = this.#positions.get(key);
    if (position === undefined) return false;
    this.#items[position] = undefined;
    return this.#positions.delete(key);
  }

  /** Entries at this position and after it. */
  *from(start: number): Generator<readonly [position: number, item: Item]> {
    for (let position = start; position < this.#items.length; position += 1) {
      const item = this.#items[position];
      if (item !== undefined) yield [position, item];
    }
  }
}
