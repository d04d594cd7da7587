import { type DirectoryUnavailable, toUnavailable } from "./unavailable.js";

/** Milliseconds for which the result of a check serves, and between two checks during an outage. */
const intervalMs = 1_000;

export interface StoreHealthOptions {
  /** Throws when the store can't be read and written. */
  readonly check: () => Promise<unknown>;
  /** Called once per outage. */
  readonly onOutage: (error: DirectoryUnavailable) => void;
  readonly onOutageEnd: () => void;
}

/** Whether the store can be used. An outage begins with the first error and ends with a check that finds none since the last. */
export class StoreHealth {
  #checked: { readonly at: number; readonly result: Promise<void> } | undefined;
  #outage: { hasFailed: boolean; isUnreachable: boolean; cause: DirectoryUnavailable } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  readonly #options: StoreHealthOptions;

  constructor(options: StoreHealthOptions) {
    this.#options = options;
  }

  /** Throws DirectoryUnavailable until an outage is over. Checks the store at most once a second. */
  async check(): Promise<void> {
    await this.#checkOnce();
    if (this.#outage !== undefined) throw this.#outage.cause; // a small write may succeed on a disk that is full for others
  }

  async #checkOnce(): Promise<void> {
    if (this.#isClosed) throw new Error("the directory is closed");
    const now = performance.now();
    if (this.#checked === undefined || now - this.#checked.at >= intervalMs)
      this.#checked = { at: now, result: this.#check() };
    return this.#checked.result;
  }

  /** Whether the store answers anything, even if it refuses. */
  async isAlive(): Promise<boolean> {
    await this.#checkOnce().catch(() => undefined);
    return this.#outage?.isUnreachable !== true;
  }

  /** Something hints at an outage, which begins when the next check fails. */
  suspect(): void {
    this.#checked = undefined;
    void this.isAlive();
  }

  /** Throws at once while the last check was not answered, so that nothing queues for a store that is gone. */
  assertReachable(): void {
    if (this.#isClosed) throw new Error("the directory is closed");
    if (this.#outage?.isUnreachable === true) throw this.#outage.cause;
  }

  /** Notes that a statement failed; returns what its caller receives. */
  note(error: unknown): unknown {
    const unavailable = toUnavailable(error);
    if (unavailable === undefined || this.#isClosed) return error;
    if (this.#outage === undefined) this.#begin(unavailable);
    else this.#outage.hasFailed = true;
    return unavailable;
  }

  close(): void {
    this.#isClosed = true;
    this.#checked = undefined;
    clearTimeout(this.#timer);
  }

  async #check(): Promise<void> {
    try {
      await this.#options.check();
    } catch (error) {
      const noted = this.note(error);
      const unavailable = toUnavailable(noted);
      if (this.#outage !== undefined && unavailable !== undefined) {
        this.#outage.isUnreachable = unavailable.isUnreachable;
        this.#outage.cause = unavailable;
      }
      throw noted;
    }
    if (this.#outage !== undefined) this.#outage.isUnreachable = false;
  }

  #begin(cause: DirectoryUnavailable): void {
    this.#outage = { hasFailed: false, isUnreachable: false, cause };
    this.#checked = undefined;
    this.#options.onOutage(cause);
    void this.isAlive();
    this.#timer = setTimeout(() => void this.#follow(), intervalMs).unref();
  }

  /** Looks every second whether the outage is over. */
  async #follow(): Promise<void> {
    if (this.#outage === undefined || this.#isClosed) return;
    this.#checked = undefined;
    const isUsable = await this.#checkOnce().then(
      () => true,
      () => false,
    );
    if (this.#isClosed) return;
    if (isUsable && !this.#outage.hasFailed) {
      this.#outage = undefined;
      this.#options.onOutageEnd();
      return;
    }
    this.#outage.hasFailed = false;
    this.#timer = setTimeout(() => void this.#follow(), intervalMs).unref();
  }
}
