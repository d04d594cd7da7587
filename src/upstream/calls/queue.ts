import type { CallScope } from "../../platform/call-scope.js";
import type { BucketStore } from "../limits/bucket.js";

/** A call could not be sent in time. */
export class NoCapacity extends Error {
  constructor(
    readonly reason: "rate_limited" | "no_capacity",
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(reason);
    this.name = "NoCapacity";
  }
}

export interface CallQueueOptions {
  readonly buckets: BucketStore;
  readonly maxConcurrentCalls: number;
}

interface Entry {
  readonly scope: CallScope;
  admit(): void;
  refuse(error: unknown): void;
}

/** The calls that wait for tokens of the same buckets. */
interface BucketQueue {
  readonly name: string;
  readonly keys: readonly string[];
  readonly waiting: Readonly<Record<CallScope["priority"], FairQueue>>;
  isPumping: boolean;
  /** When the next token is available, on the clock of `performance.now()`; in the past while tokens are not what is missing. */
  nextTokenAt: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Sends a call when its buckets have a token and fewer than `maxConcurrentCalls` calls are in progress. Interactive calls go
 * first; among calls of the same priority, requests take turns.
 */
export class CallQueue {
  readonly #queues = new Map<string, BucketQueue>();
  #active = 0;

  constructor(private readonly options: CallQueueOptions) {}

  /** How many calls wait. */
  get length(): number {
    let length = 0;
    for (const queue of this.#queues.values()) length += lengthOf(queue);
    return length;
  }

  /**
   * Resolves when the call may be sent; the caller must call the result once, when the call has ended. Throws NoCapacity when
   * the scope has ended, or will have ended before a token is available.
   */
  enter(keys: readonly string[], scope: CallScope): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const queue = this.#queueOf(keys);
      const waiting = queue.waiting[scope.priority];
      const leave = (): void => {
        waiting.remove(entry);
        scope.signal.removeEventListener("abort", giveUp);
      };
      const giveUp = (): void => {
        leave();
        reject(this.#toRefusal(queue));
      };
      const entry: Entry = {
        scope,
        admit: () => {
          leave();
          resolve(() => this.#release(1));
        },
        refuse: (error) => {
          leave();
          reject(error);
        },
      };
      waiting.add(entry);
      scope.signal.addEventListener("abort", giveUp, { once: true });
      if (scope.signal.aborted) entry.refuse(new NoCapacity("no_capacity", undefined));
      else if (scope.deadlineAt < queue.nextTokenAt) giveUp();
      else void this.#pump(queue);
    });
  }

  close(): void {
    for (const { timer } of this.#queues.values()) clearTimeout(timer);
  }

  /** Runs once at a time per queue, so that no token is taken twice for the same call. */
  async #pump(queue: BucketQueue): Promise<void> {
    if (queue.isPumping || performance.now() < queue.nextTokenAt) return;
    queue.isPumping = true;
    try {
      let count = this.#sendableOf(queue);
      while (count > 0 && (await this.#admit(queue, count))) count = this.#sendableOf(queue);
    } catch (error) {
      for (const entry of entriesOf(queue)) entry.refuse(error);
    } finally {
      queue.isPumping = false;
    }
  }

  /** How many calls of the queue concurrency allows now. */
  #sendableOf(queue: BucketQueue): number {
    return Math.min(lengthOf(queue), this.options.maxConcurrentCalls - this.#active);
  }

  /** Returns whether more tokens may be available. */
  async #admit(queue: BucketQueue, count: number): Promise<boolean> {
    this.#active += count; // before the store is called, so that no other queue uses the same capacity
    let admitted = 0;
    try {
      const { granted, waitMs } = await this.options.buckets.take(queue.keys, count);
      if (granted === 0) this.#wait(queue, waitMs);
      while (admitted < granted && admitNext(queue)) admitted += 1; // callers may have left in the meantime
      return granted > 0;
    } finally {
      if (admitted > 0) this.#moveToEnd(queue);
      this.#release(count - admitted);
    }
  }

  #wait(queue: BucketQueue, waitMs: number): void {
    queue.nextTokenAt = performance.now() + waitMs;
    clearTimeout(queue.timer);
    queue.timer = setTimeout(
      () => {
        queue.nextTokenAt = 0; // a timer may fire slightly early, and there is no second one
        void this.#pump(queue);
      },
      Math.max(1, Math.ceil(waitMs)),
    );
    for (const entry of entriesOf(queue)) {
      if (entry.scope.deadlineAt < queue.nextTokenAt) entry.refuse(this.#toRefusal(queue));
    }
  }

  /** Queues with interactive calls use the capacity first; among them, the one that was served least recently. */
  #release(count: number): void {
    if (count === 0) return;
    this.#active -= count;
    const queues = [...this.#queues.values()];
    const isUrgent = ({ waiting }: BucketQueue): boolean => waiting.interactive.size > 0;
    for (const queue of queues.filter((each) => isUrgent(each))) void this.#pump(queue);
    for (const queue of queues.filter((each) => !isUrgent(each))) void this.#pump(queue);
  }

  #moveToEnd(queue: BucketQueue): void {
    this.#queues.delete(queue.name);
    this.#queues.set(queue.name, queue);
  }

  #toRefusal({ nextTokenAt }: BucketQueue): NoCapacity {
    const waitMs = nextTokenAt - performance.now();
    if (waitMs <= 0 && this.#active >= this.options.maxConcurrentCalls)
      return new NoCapacity("no_capacity", undefined);
    return new NoCapacity("rate_limited", Math.max(1, Math.ceil(waitMs / 1_000)));
  }

  #queueOf(keys: readonly string[]): BucketQueue {
    const name = keys.join("\n");
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const waiting = { interactive: new FairQueue(), background: new FairQueue() };
    const queue = { name, keys, waiting, isPumping: false, nextTokenAt: 0, timer: undefined };
    this.#queues.set(name, queue);
    return queue;
  }
}

function lengthOf({ waiting }: BucketQueue): number {
  return waiting.interactive.size + waiting.background.size;
}

/** A copy, because an entry that is refused leaves the queue. */
function entriesOf({ waiting }: BucketQueue): readonly Entry[] {
  return [...waiting.interactive.entries(), ...waiting.background.entries()];
}

/** Returns whether a call was waiting. */
function admitNext({ waiting }: BucketQueue): boolean {
  const entry = waiting.interactive.next() ?? waiting.background.next();
  entry?.admit();
  return entry !== undefined;
}

/** Entries by request. Requests take turns, however many entries one of them has. */
class FairQueue {
  readonly #byScope = new Map<CallScope, Set<Entry>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(entry: Entry): void {
    const entries = this.#byScope.get(entry.scope);
    if (entries === undefined) this.#byScope.set(entry.scope, new Set([entry]));
    else entries.add(entry);
    this.#size += 1;
  }

  /** Undefined when the queue is empty. */
  next(): Entry | undefined {
    for (const [scope, entries] of this.#byScope) {
      this.#byScope.delete(scope); // moves the request to the end
      this.#byScope.set(scope, entries);
      for (const entry of entries) {
        this.remove(entry);
        return entry;
      }
    }
    return undefined;
  }

  /** Does nothing when the entry has left already. */
  remove(entry: Entry): void {
    const entries = this.#byScope.get(entry.scope);
    if (entries?.delete(entry) !== true) return;
    this.#size -= 1;
    if (entries.size === 0) this.#byScope.delete(entry.scope);
  }

  *entries(): Iterable<Entry> {
    for (const entries of this.#byScope.values()) yield* entries;
  }
}
