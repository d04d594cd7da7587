import { resume, type WriteEnvironment, type WriteHandlers } from "./runner.js";

/** Writes looked at in one round; the rest waits for the next. */
const maxPerRound = 100;

/** Milliseconds for which a completed write, and with it its idempotency key, is kept. */
const keptMs = 24 * 60 * 60 * 1_000;

export interface RecoveryRound {
  /** Ids of writes that were finished or undone, or given up meanwhile. */
  readonly completed: readonly string[];
  /** Ids of writes that still wait for their provider. */
  readonly pending: readonly string[];
}

/** Finishes or undoes every write whose holder is gone, one after the other, and forgets completed writes of yesterday. */
export async function recover(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
): Promise<RecoveryRound> {
  const { journal } = environment.directory;
  const timeoutMs = Math.max(environment.timeoutMs, environment.leaseMs); // nobody waits for it
  const patient = { ...environment, timeoutMs, priority: "background" } as const;
  const [completed, pending]: [string[], string[]] = [[], []];
  for (const write of await journal.listStarted({ isExpired: true, limit: maxPerRound })) {
    const result = await resume(patient, handlers, write);
    if (result !== null) (result.kind === "pending" ? pending : completed).push(write.id);
  }
  await journal.purge(keptMs);
  return { completed, pending };
}

export interface RecoveryTimer {
  /** Waits for a round that is under way. */
  stop(): Promise<void>;
}

export interface RecoveryOptions {
  readonly environment: WriteEnvironment;
  readonly handlers: WriteHandlers;
  readonly pauseMs: number;
  readonly onRound: (round: RecoveryRound) => void;
  /** Told after each round how many writes are parked in the whole store. */
  readonly onParkedCount: (parked: number) => void;
  readonly onError: (error: unknown) => void;
}

/** Recovers at once and then again and again, each round a pause after the one before it. */
export function startRecovery(options: RecoveryOptions): RecoveryTimer {
  const { environment, handlers, pauseMs, onRound, onParkedCount, onError } = options;
  const { journal } = environment.directory;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const round = async (): Promise<void> => {
    await recover(environment, handlers).then(onRound, onError);
    await journal.countParked().then(onParkedCount, onError);
    if (isStopped) return;
    timer = setTimeout(() => {
      underWay = round();
    }, pauseMs).unref();
  };
  let underWay = round();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
