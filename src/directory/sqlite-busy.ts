import { setTimeout } from "node:timers/promises";

const sqliteBusyCode = 5;
const longestWaitMs = 10_000;
const pauseMs = 2;

/**
 * Repeats the step while another connection holds the file's lock, for ten seconds at most.
 *
 * SQLite's own busy_timeout would do the same, but it puts the whole thread to sleep: requests would stand still, and a
 * lock of another connection of this very process would never be released.
 */
export async function whileBusy<Result>(step: () => Promise<Result>): Promise<Result> {
  const deadline = performance.now() + longestWaitMs;
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      await setTimeout(pauseMs);
    }
  }
}

/** The low byte of SQLite's extended code is the kind of error. */
function isBusy(error: unknown): boolean {
  const code = (error as { readonly errcode?: unknown } | undefined)?.errcode;
  return typeof code === "number" && (code & 0xff) === sqliteBusyCode;
}
