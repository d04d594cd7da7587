import type { WriteStatus } from "./execute-write.js";
import { giveUpRetained, resume, resumeRetained, type WriteEnvironment } from "./runner.js";
import type { WriteHandlers } from "./write-handler.js";

/** Writes per round; the rest waits for the next. */
const maxPerRound = 100;

/** Milliseconds for which an ended write, and with it its idempotency key, is kept. */
const keptMs = 24 * 60 * 60 * 1_000;

export interface RecoveryRound {
  /** Ids of writes that were finished or undone, or that an operator abandoned meanwhile. */
  readonly completed: readonly string[];
  /** Ids of writes that still wait for their provider, or that were parked. */
  readonly pending: readonly string[];
  /** Writes that could not be resumed because of a bug or of the store. */
  readonly failed: readonly FailedRecovery[];
}

export interface FailedRecovery {
  readonly writeId: string;
  readonly error: unknown;
}

/**
 * Finishes or undoes every write whose process is gone, one after the other, and removes ended writes after a day. A write
 * that throws does not keep the others waiting.
 *
 * @param signal once aborted, no further write is resumed
 */
export async function recover(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
  signal?: AbortSignal,
): Promise<RecoveryRound> {
  const { journal } = environment.directory;
  const timeoutMs = Math.max(environment.timeoutMs, environment.leaseMs); // no caller waits for it
  const background = { ...environment, timeoutMs, priority: "background" } as const;
  const [completed, pending, failed]: [string[], string[], FailedRecovery[]] = [[], [], []];
  const attempt = async (writeId: string, work: () => Promise<WriteStatus | null>): Promise<void> => {
    if (signal?.aborted) return;
    try {
      const status = await work();
      if (status !== null) (status.kind === "pending" ? pending : completed).push(writeId);
    } catch (error) {
      failed.push({ writeId, error });
    }
  };
  for (const id of environment.retained.list())
    await attempt(id, () => resumeRetained(background, handlers, id));
  for (const write of await journal.listStarted({ isExpired: true, limit: maxPerRound }))
    await attempt(write.id, () => resume(background, handlers, write));
  if (!signal?.aborted) await journal.purge(keptMs);
  return { completed, pending, failed };
}

export interface RecoveryTimer {
  /** Waits only for the write that is being resumed. */
  stop(): Promise<void>;
}

export interface RecoveryOptions {
  readonly environment: WriteEnvironment;
  readonly handlers: WriteHandlers;
  readonly pauseMs: number;
  readonly onRound: (round: RecoveryRound) => void;
  /** Called after each round with the number of parked writes in the whole store. */
  readonly onParkedCount: (parked: number) => void;
  /** Called when a round failed as a whole. */
  readonly onError: (error: unknown) => void;
}

/** Recovers at once and then repeatedly, with a pause after each round. */
export function startRecovery(options: RecoveryOptions): RecoveryTimer {
  const { environment, handlers, pauseMs, onRound, onParkedCount, onError } = options;
  const { journal } = environment.directory;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const runRound = async (): Promise<void> => {
    await recover(environment, handlers, stopping.signal).then(onRound, onError);
    if (stopping.signal.aborted) return;
    await journal.countParked().then(onParkedCount, onError);
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      round = runRound();
    }, pauseMs).unref();
  };
  let round = runRound();
  return {
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await round;
      await giveUpRetained(environment).catch(onError);
    },
  };
}
