import { DirectoryUnavailable } from "../directory/unavailable.js";
import type { Logger } from "../platform/log.js";
import type { RecoveryOptions } from "./recovery.js";

/** Logs the rounds of recovery that had work to do, and those that failed. */
export function createRecoveryLog(log: Logger): Pick<RecoveryOptions, "onRound" | "onError"> {
  return {
    onRound: ({ completed, pending, failed }) => {
      if (completed.length + pending.length > 0)
        log.info({ completed, pending }, "unfinished writes were resumed");
      for (const { writeId, error } of failed)
        if (!(error instanceof DirectoryUnavailable))
          log.error({ writeId, err: error }, "an unfinished write could not be resumed");
    },
    onError: (error) => {
      if (error instanceof DirectoryUnavailable) return; // the directory logs its outages
      log.error({ err: error }, "unfinished writes could not be looked for");
    },
  };
}
