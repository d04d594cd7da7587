import { LRUCache } from "lru-cache";
import type { IdentityRead } from "../../identity/identity-read.js";
import { type IdentityKey, toIdentityText } from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider-identity.js";
import { type Bounded, ClockBound } from "../../platform/clock-bound.js";

/** What a provider answered about one identity. */
export type ProviderAnswer = Extract<IdentityRead, { availability: "FRESH" | "GONE" }>;

/** A provider's answer in a form that JSON can carry. */
export interface RecordedAnswer {
  /** What `ProviderIdentity.toRecord` gave; null when the identity does not exist at the provider. */
  readonly record: unknown;
  /** Unix milliseconds at which the read started. */
  readonly readAtMs: number;
}

/** A second level outside the process, which several processes may share. Returns nothing when it fails. */
export interface SharedCache {
  find(key: IdentityKey): Promise<RecordedAnswer | undefined>;
  put(key: IdentityKey, answer: RecordedAnswer, keepMs: number): void;
  remove(key: IdentityKey): void;
}

export interface IdentityCacheOptions {
  /** Milliseconds for which an identity is served without a call; 0 for never. */
  readonly foundMs: number;
  /** The same for the answer that the identity does not exist. */
  readonly missingMs: number;
  /** Milliseconds for which an identity may be served while its provider cannot be read; 0 for never. */
  readonly staleMs: number;
  /** Bytes that the identities may take, by estimate. */
  readonly maxBytes: number;
  readonly shared?: SharedCache;
  readonly now?: () => number;
}

/** Assumed difference between the clocks of processes: an answer younger than a change by less counts as older. */
const clockSkewMs = 2_000;

/** Whether the clock was put back since the answer was read, so that nobody knows how old it is. */
export function isFromFuture({ readAtMs }: Cell, nowMs: number): boolean {
  return readAtMs > nowMs + clockSkewMs;
}

/** How long a change event is remembered. Any cache or index that lags behind has caught up by then. */
const changeMemoryMs = 3_600_000;
const maxChanges = 100_000;

type Place = Pick<IdentityKey, "provider" | "realm">;

/** One identity in the cache. Compare cells by identity: a newer answer always has a new cell. */
export class Cell implements Bounded {
  /** False as soon as a newer answer, a change or the cache's bound removed the cell. */
  isCurrent = true;
  isUsed = false;
  /** By estimate; 0 before the cell is kept. */
  bytes = 0;

  constructor(
    /** What `toIdentityText` makes of the identity's key. */
    readonly text: string,
    /** The same object for all cells of the realm. */
    readonly place: Place,
    readonly answer: ProviderAnswer,
    readonly readAtMs: number,
    /** Unix milliseconds until which the answer replaces a call. */
    readonly freshUntilMs: number,
    /** Unix milliseconds until which the answer may be served while the provider cannot be read. */
    readonly keepUntilMs: number,
  ) {}
}

/** Turns a record back into an identity; null for a record of another version. */
export type FromRecord = (record: unknown) => ProviderIdentity | null;

/** The latest answers of the providers, parsed. Contains answers only, never a decision about who may see them. */
export class IdentityCache {
  readonly #cells = new Map<string, Cell>();
  readonly #bound: ClockBound<Cell>;
  readonly #places = new Map<string, Place>();
  /** Unix milliseconds of the last reported change of an identity. */
  readonly #changes: LRUCache<string, number>;
  readonly #now: () => number;

  constructor(private readonly options: IdentityCacheOptions) {
    this.#bound = new ClockBound(options.maxBytes, (cell) => this.#drop(cell));
    this.#changes = new LRUCache({ max: maxChanges, ttl: changeMemoryMs });
    this.#now = options.now ?? Date.now;
  }

  /** The bytes that the identities take, by estimate. */
  get bytes(): number {
    return this.#bound.bytes;
  }

  get size(): number {
    return this.#cells.size;
  }

  /**
   * The cell of a fresh answer in this process.
   *
   * @param changedAt when the identity last changed, if known: older answers are not used
   */
  findFresh(key: IdentityKey, changedAt: Date | null): Cell | undefined {
    const text = toIdentityText(key);
    const cell = this.#cells.get(text);
    const nowMs = this.#now();
    if (cell === undefined || nowMs >= cell.freshUntilMs || isFromFuture(cell, nowMs)) return undefined;
    if (!this.#isAfterChanges(text, cell.readAtMs, changedAt)) return undefined;
    cell.isUsed = true;
    return cell;
  }

  /** The cell of the newest usable answer, fresh or not, here or in the shared cache. */
  async find(key: IdentityKey, changedAt: Date | null, fromRecord: FromRecord): Promise<Cell | undefined> {
    const text = toIdentityText(key);
    const own = this.#usable(text, this.#cells.get(text), changedAt);
    const isFresh = own !== undefined && this.#now() < own.freshUntilMs;
    if (isFresh || this.options.shared === undefined) return own;
    const recorded = await this.options.shared.find(key);
    if (recorded === undefined || (own !== undefined && own.readAtMs >= recorded.readAtMs)) return own;
    const identity = recorded.record === null ? null : fromRecord(recorded.record);
    if (identity === null && recorded.record !== null) return own;
    const cell = this.#toCell(key, identity, recorded.readAtMs);
    if (this.#usable(text, cell, changedAt) === undefined) return own;
    this.#keep(cell);
    return cell;
  }

  /** Unix milliseconds until which the result of a read replaces a call; 0 when it must not. */
  freshUntilMs(read: IdentityRead): number {
    if ("error" in read) return 0;
    const { foundMs, missingMs } = this.options;
    return read.readAt.getTime() + (read.identity === null ? missingMs : foundMs);
  }

  /** @param identity null when it does not exist at the provider */
  put(key: IdentityKey, identity: ProviderIdentity | null, readAtMs: number): Cell {
    const cell = this.#toCell(key, identity, readAtMs);
    const keepMs = cell.keepUntilMs - readAtMs;
    if (keepMs <= 0) {
      this.evict(key); // what it replaces is outdated
      return cell;
    }
    this.#keep(cell);
    this.options.shared?.put(key, { record: identity?.toRecord() ?? null, readAtMs }, keepMs);
    return cell;
  }

  evict(key: IdentityKey): void {
    const cell = this.#cells.get(toIdentityText(key));
    if (cell !== undefined) this.#drop(cell);
    this.options.shared?.remove(key);
  }

  /**
   * Removes what was read before the identity changed, or was deleted, at its provider. Change events come late, twice and
   * in any order, so what was read after `at` stays. A time in the future, from a process whose clock is ahead, is now.
   */
  noteChange(key: IdentityKey, change: "updated" | "deleted", at: Date): void {
    const text = toIdentityText(key);
    const known = this.#cells.get(text);
    const atMs = Math.min(at.getTime(), this.#now());
    this.#changes.set(text, Math.max(atMs, this.#changes.get(text) ?? 0));
    const isNewer = known !== undefined && known.readAtMs >= atMs + clockSkewMs;
    if (isNewer && known.readAtMs <= this.#now()) return;
    this.evict(key);
    if (change === "deleted") this.put(key, null, this.#now() + clockSkewMs);
  }

  /** When a change event last reported a change, within the last hour; null when none did. */
  lastChangeOf(key: IdentityKey): Date | null {
    const at = this.#changes.get(toIdentityText(key));
    return at === undefined ? null : new Date(at);
  }

  #keep(cell: Cell): void {
    const known = this.#cells.get(cell.text);
    if (known !== undefined) this.#drop(known);
    cell.bytes = toBytes(cell.answer.identity);
    if (this.#bound.add(cell)) this.#cells.set(cell.text, cell);
    else cell.isCurrent = false;
  }

  #drop(cell: Cell): void {
    cell.isCurrent = false;
    this.#bound.remove(cell);
    this.#cells.delete(cell.text);
  }

  #placeOf({ provider, realm }: IdentityKey): Place {
    const name = `${provider}\n${realm}`;
    const place = this.#places.get(name) ?? { provider, realm };
    this.#places.set(name, place);
    return place;
  }

  #toCell(key: IdentityKey, identity: ProviderIdentity | null, readAtMs: number): Cell {
    const [text, place] = [toIdentityText(key), this.#placeOf(key)];
    const { foundMs, missingMs, staleMs } = this.options;
    const readAt = new Date(readAtMs);
    if (identity === null) {
      const until = readAtMs + missingMs;
      return new Cell(text, place, { availability: "GONE", identity, readAt }, readAtMs, until, until);
    }
    const answer = { availability: "FRESH", identity, readAt } as const;
    return new Cell(text, place, answer, readAtMs, readAtMs + foundMs, readAtMs + Math.max(foundMs, staleMs));
  }

  #usable(text: string, cell: Cell | undefined, changedAt: Date | null): Cell | undefined {
    const nowMs = this.#now();
    if (cell === undefined || nowMs >= cell.keepUntilMs || isFromFuture(cell, nowMs)) return undefined;
    return this.#isAfterChanges(text, cell.readAtMs, changedAt) ? cell : undefined;
  }

  #isAfterChanges(text: string, readAtMs: number, changedAt: Date | null): boolean {
    if (changedAt !== null && readAtMs < changedAt.getTime() + clockSkewMs) return false;
    if (this.#changes.size === 0) return true;
    const reported = this.#changes.get(text);
    return reported === undefined || readAtMs >= reported + clockSkewMs;
  }
}

/** What an entry costs beside its strings: cell, identity, GraphQL object, places in maps. Estimated. */
const overheadBytes = 1_200;

/** An estimate: the strings of the record, and a fixed part. */
function toBytes(identity: ProviderIdentity | null): number {
  return identity === null ? 300 : overheadBytes + textBytes(identity.toRecord());
}

function textBytes(value: unknown): number {
  if (typeof value === "string") return value.length + 24;
  if (typeof value !== "object" || value === null) return 8;
  let sum = 32;
  for (const each of Object.values(value)) sum += 8 + textBytes(each);
  return sum;
}
