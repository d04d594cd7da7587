import { isRecentAt, type RecentUser } from "../../directory/recent-users.js";
import { type Bounded, ClockBound } from "../../platform/clock-bound.js";
import { type Cell, isFromFuture } from "../../upstream/reads/identity-cache.js";

/** What an entity was made of; the fragment is valid as long as all of it is. */
export interface EntitySources {
  readonly recent: RecentUser;
  readonly cells: readonly Cell[];
}

/** Bytes that a fragment takes beside its JSON. */
const overheadBytes = 400;

export class Fragment implements Bounded {
  isUsed = false;
  readonly bytes: number;
  readonly recent: RecentUser;
  readonly cells: readonly Cell[];
  /** Unix milliseconds until which every answer is fresh. */
  readonly freshUntilMs: number;

  constructor(
    private readonly home: Map<string, Fragment>,
    private readonly key: string,
    /** The entity, after a comma. */
    readonly json: Buffer,
    { recent, cells }: EntitySources,
  ) {
    this.recent = recent;
    this.cells = cells;
    this.bytes = overheadBytes + json.length;
    let untilMs = Number.POSITIVE_INFINITY;
    for (const { freshUntilMs } of cells) untilMs = Math.min(untilMs, freshUntilMs);
    this.freshUntilMs = untilMs;
  }

  /** Whether the user and the answers are still those that the entity was made of. */
  isValidAt(nowMs: number): boolean {
    if (!isRecentAt(this.recent, nowMs) || nowMs >= this.freshUntilMs) return false;
    for (const cell of this.cells) if (!cell.isCurrent || isFromFuture(cell, nowMs)) return false;
    return true;
  }

  leave(): void {
    if (this.home.get(this.key) === this) this.home.delete(this.key);
  }
}

/** The fragments of one plan by the key that the user was asked by, as `toUserKeyText` writes it. */
export interface PlanFragments {
  find(key: string): Fragment | undefined;
  put(key: string, json: Buffer, sources: EntitySources): void;
}

/**
 * The JSON of entities by plan and key, for viewers who may see everything that the plan selects. A fragment is used only
 * with the very user object and answers that it was made of: any change of a link or an identity makes new ones.
 */
export class EntityFragments {
  readonly #bound: ClockBound<Fragment>;

  constructor(maxBytes: number) {
    this.#bound = new ClockBound(maxBytes, (fragment) => fragment.leave());
  }

  /** The bytes that the fragments take, by estimate. */
  get bytes(): number {
    return this.#bound.bytes;
  }

  /** For a new plan; what it keeps counts with that of all others. */
  open(): PlanFragments {
    const home = new Map<string, Fragment>();
    return {
      find: (key) => home.get(key),
      put: (key, json, sources) => {
        const known = home.get(key);
        if (known !== undefined) this.#bound.remove(known);
        const fragment = new Fragment(home, key, json, sources);
        if (this.#bound.add(fragment)) home.set(key, fragment);
        else home.delete(key);
      },
    };
  }
}

/** The JSON of an entity as a fragment has it. */
export function toFragmentJson(entity: unknown): Buffer {
  return Buffer.from(`,${JSON.stringify(entity ?? null)}`);
}

/** The body of a response whose only field is the list of these entities. */
export function joinFragments(name: string, parts: readonly Buffer[]): Buffer {
  const head = `{"data":{${JSON.stringify(name)}:[`;
  const tail = "]}}\n";
  let size = head.length + tail.length;
  for (const part of parts) size += part.length;
  const body = Buffer.allocUnsafe(size);
  let end = body.write(head, 0, "latin1");
  // the first one goes without its comma
  for (let index = 0; index < parts.length; index += 1)
    end += (parts[index] as Buffer).copy(body, end, index === 0 ? 1 : 0);
  end += body.write(tail, end, "latin1");
  return body.subarray(0, end);
}
