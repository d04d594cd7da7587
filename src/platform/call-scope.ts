import type { Context } from "@opentelemetry/api";

/** On whose behalf calls leave the process: how long they may take, and who goes first. */
export interface CallScope {
  /** Fires when nobody waits for the answer any more; ends every wait and every call. */
  readonly signal: AbortSignal;
  /** When that will be at the latest, as `performance.now()` counts; Infinity when nobody said. */
  readonly deadlineAt: number;
  /** What people wait for goes before what nobody waits for. */
  readonly priority: "interactive" | "background";
  /** The span that the calls belong to, if any. */
  readonly trace?: Context;
}

export interface ScopeOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly priority?: CallScope["priority"];
  readonly trace?: Context;
}

export function openScope(options: ScopeOptions = {}): CallScope {
  const { signal, timeoutMs, priority = "interactive", trace } = options;
  const signals = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)];
  const deadlineAt = timeoutMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeoutMs;
  return {
    signal: AbortSignal.any(signals.filter((each) => each !== undefined)),
    deadlineAt,
    priority,
    ...(trace !== undefined && { trace }),
  };
}
