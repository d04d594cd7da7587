import type { Logger } from "../../platform/log.js";
import type { UnreadableValue } from "./gate.js";

/** Paths are those of the providers' contracts, but records that contain each other can make any number of them. */
const maxPaths = 1_000;

/**
 * Counts every value that could not be read, and logs the first of each path.
 *
 * @param count receives `other` as the path of those beyond the first thousand paths
 */
export function createNoteUnreadable(
  log: Logger,
  count: (value: UnreadableValue) => void,
): (value: UnreadableValue) => void {
  const known = new Set<string>();
  return (value) => {
    const { provider, realm, path } = value;
    const name = `${provider} ${realm} ${path}`;
    if (known.has(name)) return count(value);
    if (known.size >= maxPaths) return count({ ...value, path: "other" });
    known.add(name);
    log.warn({ provider, realm, path }, "a provider sent a value that could not be read; it is null");
    count(value);
  };
}
