import { setTimeout as sleep } from "node:timers/promises";
import type { LeaseRequest, TakeOverTerms, Write } from "../directory/journal.js";
import type { JsonObject } from "../identity/app-metadata.js";
import { mintUserId, type UserId } from "../identity/ids.js";
import type { IdentityKey } from "../identity/link.js";
import type { Secrets } from "../identity/writer.js";
import { digestInput, isDigestOf } from "./digest.js";
import { executeWrite, toStatus, type WriteStatus } from "./execute-write.js";
import { newLease, reportParked, type WriteEnvironment } from "./write-environment.js";
import type { WriteHandler, WriteHandlers } from "./write-handler.js";

export { RetainedWrites } from "./retained-writes.js";
export type { ParkedWrite, WriteEnvironment } from "./write-environment.js";

const maxPauseMs = 250;

export interface WriteRequest<
  Progress extends JsonObject = JsonObject,
  Outcome extends JsonObject = JsonObject,
> {
  /** Minted by the caller where the progress holds it. */
  readonly id?: string;
  readonly handler: WriteHandler<Progress, Outcome>;
  readonly actor: string;
  readonly userId: UserId | null;
  readonly idempotencyKey: string | null;
  /** When the caller stops waiting, as `performance.now()` counts, if that is sooner than the environment's. */
  readonly deadlineAt?: number;
  /** The whole input, without secrets. */
  readonly input: JsonObject;
  readonly secrets: Secrets;
  readonly progress: Progress;
  readonly fields: readonly string[];
  readonly touched: readonly IdentityKey[];
}

/** The write was not recorded. */
type Unrecorded =
  /** Another write of the same identity, or of the links of the user, comes first. */
  | { readonly kind: "busy"; readonly writeId: string }
  /** The idempotency key was used with other input. */
  | { readonly kind: "other_input" };

export type WriteResult<Progress, Outcome> =
  | Unrecorded
  | Extract<WriteStatus, { kind: "abandoned" }>
  | { readonly kind: "completed"; readonly writeId: string; readonly outcome: Outcome }
  /** Recorded, and left to recovery; to an operator when it is parked. */
  | {
      readonly kind: "pending";
      readonly writeId: string;
      readonly isParked: boolean;
      /** Null when it does not have the form that the handler expects. */
      readonly progress: Progress | null;
    };

/**
 * Records the write and executes it. The same key with the same input returns the outcome of the first request, and tries
 * again what failed for a reason that may be over. A write of the same identity that is in progress is waited for; one
 * whose process died is finished or undone first.
 */
export async function runWrite<Progress extends JsonObject, Outcome extends JsonObject>(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
  request: WriteRequest<Progress, Outcome>,
): Promise<WriteResult<Progress, Outcome>> {
  const { handler } = request;
  const status = await recordAndExecute(environment, handlers, request);
  switch (status.kind) {
    case "completed": {
      const outcome = handler.outcome.safeParse(status.outcome);
      if (!outcome.success) throw new Error(`the outcome of write ${status.writeId} has an unknown form`);
      return { kind: "completed", writeId: status.writeId, outcome: outcome.data };
    }
    case "pending": {
      const { writeId, write } = status;
      const progress = handler.progress.safeParse(write.progress).data ?? null;
      return { kind: "pending", writeId, isParked: write.parkedReason !== null, progress };
    }
    case "abandoned":
    case "busy":
    case "other_input":
      return status;
  }
}

async function recordAndExecute(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
  request: WriteRequest,
): Promise<WriteStatus | Unrecorded> {
  const { directory, timeoutMs } = environment;
  const { handler, input, secrets, deadlineAt = Number.POSITIVE_INFINITY, ...rest } = request;
  const deadline = Math.min(deadlineAt, performance.now() + timeoutMs);
  const id: string = request.id ?? mintUserId();
  const digest = await digestInput(input, secrets);
  const turns = handler.turns(request.progress, request.userId);
  const { kind, mayWait } = handler;
  let isSame = false; // checked once: with a password in it the digest is slow to compute
  for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
    const lease = newLease(environment);
    const started = await directory.journal.begin({ ...rest, id, kind, digest, lease, turns, mayWait });
    const resumer = { secrets, deadline, isAwaited: true };
    if (started.kind === "started") return execute(environment, handlers, handler, { id, lease, ...resumer });
    const { write } = started;
    const isOwn = started.kind === "known";
    if (isOwn) {
      isSame ||= write.kind === kind && (await isDigestOf(write.digest, input, secrets));
      if (!isSame) return { kind: "other_input" };
      if (write.outcome !== null) {
        const reopened = await reopen(environment, handlers, request, { write, resumer });
        if (reopened === "changed") continue; // by the same request in another process
        return reopened ?? toStatus(write);
      }
    }
    const resumed = await resume(environment, handlers, write, isOwn ? resumer : { deadline });
    if (resumed !== null && isOwn) return resumed;
    if (resumed?.kind === "pending" || performance.now() > deadline)
      return isOwn ? toStatus(write) : { kind: "busy", writeId: write.id };
    if (resumed === null) await sleep(pauseMs);
  }
}

/** Tries again what failed for a reason that may be over. Null when there is nothing of the kind. */
async function reopen(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
  { handler, progress: start, userId, touched }: WriteRequest,
  { write, resumer }: { readonly write: Write; readonly resumer: Resumer },
): Promise<WriteStatus | "changed" | null> {
  const outcome = write.state === "finished" ? handler.outcome.safeParse(write.outcome).data : undefined;
  const progress = outcome && handler.reopen?.(outcome, start);
  if (!progress) return null;
  const { id, updatedAt: endedAt } = write;
  const lease = newLease(environment);
  const turns = handler.turns(progress, userId);
  const { mayWait } = handler;
  const { journal } = environment.directory;
  if (!(await journal.reopen({ id, lease, progress, turns, mayWait, touched, endedAt }))) return "changed";
  return execute(environment, handlers, handler, { id, lease, ...resumer });
}

/** What a process that takes a write over knows of its secrets, and how long it waits. */
interface Resumer {
  readonly secrets?: Secrets;
  readonly deadline?: number;
  /** Whether a caller waits for the end of this very write. */
  readonly isAwaited?: boolean;
  /** An operator resumes parked writes too. */
  readonly isOperator?: boolean;
}

/** Finishes or undoes a write whose process is gone. Null while a process works on it. A parked write stays pending. */
export async function resume(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
  write: Write,
  resumer: Resumer = {},
): Promise<WriteStatus | null> {
  const { isOperator = false } = resumer;
  const { id, parkedReason } = write;
  const retained = environment.retained.take(id);
  if (retained !== undefined) {
    const { name, secrets } = retained;
    return takeOver(environment, handlers, {
      write,
      terms: { retainedAs: name },
      resumer: { ...resumer, secrets },
    });
  }
  if (parkedReason !== null && !isOperator) return toStatus(write);
  const isHeld = parkedReason === null && write.lease !== null && write.lease.until > write.readAt;
  if (isHeld && !isOperator) return null;
  const { maxDeaths } = environment;
  const terms = isOperator ? { isOperator } : { maxDeaths };
  return takeOver(environment, handlers, { write, terms, resumer });
}

interface TakingOver {
  readonly write: Write;
  readonly terms: TakeOverTerms;
  readonly resumer: Resumer;
}

async function takeOver(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
  { write, terms, resumer }: TakingOver,
): Promise<WriteStatus | null> {
  const handler = handlers.get(write.kind);
  if (handler === undefined) return toStatus(write);
  const lease = newLease(environment);
  const { id } = write;
  const taken = await environment.directory.journal.takeOver(id, lease, terms);
  switch (taken.kind) {
    case "unavailable":
      return null;
    case "parked":
      reportParked(environment, taken.write);
      return toStatus(taken.write);
    case "taken":
      return execute(environment, handlers, handler, { id, lease, ...resumer });
  }
}

async function execute(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
  handler: WriteHandler,
  { id, lease, ...resumer }: Resumer & { readonly id: string; readonly lease: LeaseRequest },
): Promise<WriteStatus> {
  const { secrets = {}, deadline = performance.now() + environment.timeoutMs, isAwaited = false } = resumer;
  return executeWrite(environment, handler, {
    ...{ id, lease, secrets, deadline, isAwaited },
    resume: async (other) => {
      const status = await resume(environment, handlers, other, { deadline });
      if (status === null) return null;
      return status.kind === "pending" ? "unfinished" : "ended";
    },
  });
}

/** Finishes or undoes a write that this process retains. Null when it does not, or no longer. */
export async function resumeRetained(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
  id: string,
): Promise<WriteStatus | null> {
  const write = await environment.directory.journal.find(id);
  return write === null ? null : resume(environment, handlers, write);
}

/** Lets other processes have the writes that this one retains; their passwords are lost. */
export async function giveUpRetained(environment: WriteEnvironment): Promise<void> {
  const { retained, directory } = environment;
  for (const id of retained.list()) {
    const name = retained.take(id)?.name;
    if (name === undefined) continue;
    const lease = newLease(environment);
    const taken = await directory.journal.takeOver(id, lease, { retainedAs: name });
    if (taken.kind === "taken") await directory.journal.release(id, lease.holder, taken.write.progress);
  }
}
