import type { CallScope } from "../../platform/call-scope.js";
import type { BucketStore } from "../limits/bucket.js";
import { FairQueue } from "./fair-queue.js";

/** Why a call did not get its place in time. */
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

/** Calls of one provider that draw on the same buckets. */
interface Lane {
  readonly name: string;
  readonly keys: readonly string[];
  readonly lines: Readonly<Record<CallScope["priority"], FairQueue<CallScope, Entry>>>;
  isPumping: boolean;
  /** When the next token is there, as `performance.now()` counts; in the past while tokens are not what is missing. */
  nextTokenAt: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Lets a call go when its buckets have a token and the provider has a place: those whom people wait for first, and among
 * them one for each request in turn.
 */
export class CallQueue {
  readonly #lanes = new Map<string, Lane>();
  #active = 0;

  constructor(private readonly options: CallQueueOptions) {}

  /** Calls that wait. */
  get length(): number {
    return [...this.#lanes.values()].reduce((sum, lane) => sum + waitingIn(lane), 0);
  }

  /**
   * Resolves when the call may be sent; the result must be called, once, when it has ended. Throws NoCapacity when the scope ended
   * first, or will have ended before there is a token.
   */
  enter(keys: readonly string[], scope: CallScope): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const lane = this.#laneOf(keys);
      const line = lane.lines[scope.priority];
      const leave = (): void => {
        line.remove(scope, entry);
        scope.signal.removeEventListener("abort", giveUp);
      };
      const giveUp = (): void => {
        leave();
        reject(this.#toRefusal(lane));
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
      line.add(scope, entry);
      scope.signal.addEventListener("abort", giveUp, { once: true });
      if (scope.signal.aborted) entry.refuse(new NoCapacity("no_capacity", undefined));
      else if (scope.deadlineAt < lane.nextTokenAt) giveUp();
      else void this.#pump(lane);
    });
  }

  close(): void {
    for (const { timer } of this.#lanes.values()) clearTimeout(timer);
  }

  /** Once at a time for a lane, so that no token is asked for twice. */
  async #pump(lane: Lane): Promise<void> {
    if (lane.isPumping || performance.now() < lane.nextTokenAt) return;
    lane.isPumping = true;
    try {
      let wanted = this.#wantedBy(lane);
      while (wanted > 0 && (await this.#admit(lane, wanted))) wanted = this.#wantedBy(lane);
    } catch (error) {
      for (const entry of entriesOf(lane)) entry.refuse(error);
    } finally {
      lane.isPumping = false;
    }
  }

  #wantedBy(lane: Lane): number {
    return Math.min(waitingIn(lane), this.options.maxConcurrentCalls - this.#active);
  }

  /** Whether there may be more tokens. */
  async #admit(lane: Lane, wanted: number): Promise<boolean> {
    this.#active += wanted; // before the store is asked, so that no other lane takes the same places
    let admitted = 0;
    try {
      const { granted, waitMs } = await this.options.buckets.take(lane.keys, wanted);
      if (granted === 0) this.#wait(lane, waitMs);
      while (admitted < granted && admitNext(lane)) admitted += 1; // some may have left while the store was asked
      return granted > 0;
    } finally {
      if (admitted > 0) this.#putLast(lane);
      this.#release(wanted - admitted);
    }
  }

  #wait(lane: Lane, waitMs: number): void {
    const now = performance.now();
    lane.nextTokenAt = now + waitMs;
    clearTimeout(lane.timer);
    lane.timer = setTimeout(
      () => {
        lane.nextTokenAt = 0; // a timer may fire a moment early, and nobody else would look again
        void this.#pump(lane);
      },
      Math.max(1, Math.ceil(waitMs)),
    );
    for (const entry of entriesOf(lane)) {
      if (entry.scope.deadlineAt < lane.nextTokenAt) entry.refuse(this.#toRefusal(lane));
    }
  }

  /** Gives places back, to lanes with people waiting first, and of those to the one whose turn is longest ago. */
  #release(places: number): void {
    if (places === 0) return;
    this.#active -= places;
    const lanes = [...this.#lanes.values()];
    const isUrgent = ({ lines }: Lane): boolean => lines.interactive.size > 0;
    for (const lane of lanes.filter((each) => isUrgent(each))) void this.#pump(lane);
    for (const lane of lanes.filter((each) => !isUrgent(each))) void this.#pump(lane);
  }

  #putLast(lane: Lane): void {
    this.#lanes.delete(lane.name);
    this.#lanes.set(lane.name, lane);
  }

  #toRefusal({ nextTokenAt }: Lane): NoCapacity {
    const waitMs = nextTokenAt - performance.now();
    if (waitMs <= 0 && this.#active >= this.options.maxConcurrentCalls)
      return new NoCapacity("no_capacity", undefined);
    return new NoCapacity("rate_limited", Math.max(1, Math.ceil(waitMs / 1_000)));
  }

  #laneOf(keys: readonly string[]): Lane {
    const name = keys.join("\n");
    const known = this.#lanes.get(name);
    if (known !== undefined) return known;
    const lines = {
      interactive: new FairQueue<CallScope, Entry>(),
      background: new FairQueue<CallScope, Entry>(),
    };
    const lane: Lane = { name, keys, lines, isPumping: false, nextTokenAt: 0, timer: undefined };
    this.#lanes.set(name, lane);
    return lane;
  }
}

function waitingIn({ lines }: Lane): number {
  return lines.interactive.size + lines.background.size;
}

/** A copy: refusing an entry takes it out of its line. */
function entriesOf({ lines }: Lane): readonly Entry[] {
  return [...lines.interactive, ...lines.background];
}

/** @returns whether there was anybody */
function admitNext({ lines }: Lane): boolean {
  const entry = lines.interactive.next() ?? lines.background.next();
  entry?.admit();
  return entry !== undefined;
}
