export interface ChunkLimits<Item> {
  readonly maxItems: number;
  /** Sum of `lengthOf` within a chunk; a single longer item gets its own chunk. */
  readonly maxLength?: number;
  readonly lengthOf?: (item: Item) => number;
}

/** Splits a list into consecutive chunks within the limits. */
export function chunk<Item>(items: readonly Item[], limits: ChunkLimits<Item>): readonly (readonly Item[])[] {
  const { maxItems, maxLength = Number.POSITIVE_INFINITY, lengthOf = () => 0 } = limits;
  const chunks: Item[][] = [];
  let length = 0;
  for (const item of items) {
    const itemLength = lengthOf(item);
    const last = chunks.at(-1);
    if (last === undefined || last.length >= maxItems || length + itemLength > maxLength) {
      chunks.push([item]);
      length = itemLength;
    } else {
      last.push(item);
      length += itemLength;
    }
  }
  return chunks;
}

/** Returns the result or the error of each item, as the batch function of a DataLoader must. */
export async function collectResults<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<(Result | Error)[]> {
  const outcomes = await Promise.allSettled(items.map(work));
  return outcomes.map((outcome) =>
    outcome.status === "fulfilled" ? outcome.value : toError(outcome.reason),
  );
}

/** Throws the error of an item that failed. */
export function orThrow<Result>(result: Result | Error): Result {
  if (result instanceof Error) throw result;
  return result;
}

/** Reads all pages of a list. A page may be empty and still have a successor: only a missing token ends the list. */
export async function collectPages<Item>(
  readPage: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly Item[]; readonly token: string | null | undefined }>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const page = await readPage(token);
    items.push(...page.items);
    token = page.token ?? undefined;
  } while (token !== undefined);
  return items;
}

function toError(reason: unknown): Error {
  return reason instanceof Error
    ? reason
    : new Error("a value that is not an Error was thrown", { cause: reason });
}
