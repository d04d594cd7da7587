import type { Logger } from "../platform/log.js";
import type { RecoveryOptions } from "./recovery.js";

/** Logs the rounds of recovery that had work to do, and those that failed. */
export function createRecoveryLog(log: Logger): Pick<RecoveryOptions, "onRound" | "onError"> {
  return {
    onRound: ({ completed, pending }) => {
      if (completed.length + pending.length > 0)
        log.info({ completed, pending }, "unfinished writes were taken up");
    },
    onError: (error) => log.error({ err: error }, "unfinished writes could not be taken up"),
  };
}
