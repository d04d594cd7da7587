/** The first item. Fails when there is none. */
export function firstOf<Item>(items: readonly Item[]): Item {
  for (const item of items) return item;
  throw new Error("there is no first item");
}
