import { LRUCache } from "lru-cache";
import type { LinkedUser } from "../../identity/link.js";
import type { Cell } from "../../upstream/reads/identity-cache.js";

/** What an entity was made of; the fragment is valid as long as all of it is. */
export interface EntitySources {
  readonly user: LinkedUser;
  readonly cells: readonly Cell[];
}

export interface Fragment extends EntitySources {
  readonly json: Buffer;
  /** Unix milliseconds until which every answer is fresh. */
  readonly freshUntilMs: number;
}

/** Bytes that a fragment takes beside its JSON. */
const overheadBytes = 400;

/**
 * The JSON of entities by plan and key, for viewers who may see everything that the plan selects. A fragment is used only
 * with the very user object and answers that it was made of: any change of a link or an identity makes new ones.
 */
export class EntityFragments {
  readonly #fragments: LRUCache<string, Fragment>;

  constructor(
    maxBytes: number,
    private readonly now: () => number = Date.now,
  ) {
    this.#fragments = new LRUCache({ maxSize: maxBytes });
  }

  /** The bytes that the fragments take, by estimate. */
  get bytes(): number {
    return this.#fragments.calculatedSize;
  }

  /** @param user the user as the directory knows them now */
  find(name: string, user: LinkedUser): Fragment | undefined {
    const fragment = this.#fragments.get(name);
    if (fragment === undefined || fragment.user !== user || this.now() >= fragment.freshUntilMs)
      return undefined;
    for (const cell of fragment.cells) if (!cell.isCurrent) return undefined;
    return fragment;
  }

  put(name: string, entity: unknown, { user, cells }: EntitySources): Buffer {
    const json = Buffer.from(JSON.stringify(entity));
    const freshUntilMs = Math.min(Number.POSITIVE_INFINITY, ...cells.map((cell) => cell.freshUntilMs));
    this.#fragments.set(name, { json, user, cells, freshUntilMs }, { size: overheadBytes + json.length });
    return json;
  }
}
