import { randomUUID } from "node:crypto";
import type { Directory } from "../directory/directory.js";
import type { LeaseRequest, Write } from "../directory/journal.js";
import type { ConnectedProvider } from "../identity/provider.js";
import type { CallScope } from "../platform/call-scope.js";
import type { RetainedWrites } from "./retained-writes.js";

/** What all writes of the process share. */
export interface WriteEnvironment {
  readonly directory: Directory;
  readonly providers: readonly ConnectedProvider[];
  /** This machine's clock; only for what is compared with a provider's clock, which may differ too. */
  readonly now: () => Date;
  /** Milliseconds by a monotonic clock of this process; measures durations. */
  readonly elapsedMs: () => number;
  /** Milliseconds that a caller waits for a write, their own or the one before it. */
  readonly timeoutMs: number;
  /** Milliseconds without a sign of life after which another process may take over a write; longer than any one call. */
  readonly leaseMs: number;
  /** How many processes may die while working on a write before it is parked. */
  readonly maxDeaths: number;
  /** The writes whose passwords this process has. */
  readonly retained: RetainedWrites;
  /** Called for each write that this process parks. */
  readonly onParked?: (write: ParkedWrite) => void;
  /** Whether a caller waits for the writes: interactive when absent. */
  readonly priority?: CallScope["priority"];
}

/** A write that waits for an operator. */
export interface ParkedWrite extends Pick<Write, "id" | "kind" | "deaths"> {
  readonly reason: string;
}

export function reportParked(
  { onParked }: WriteEnvironment,
  { id, kind, deaths, parkedReason }: Write,
): void {
  onParked?.({ id, kind, deaths, reason: parkedReason ?? "" });
}

export function newLease({ leaseMs: durationMs }: WriteEnvironment): LeaseRequest {
  return { holder: randomUUID(), durationMs };
}
