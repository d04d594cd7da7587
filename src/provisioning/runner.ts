import { setTimeout as sleep } from "node:timers/promises";
import type { Write } from "../directory/journal.js";
import type { JsonObject } from "../identity/app-metadata.js";
import { mintUserId, type UserId } from "../identity/ids.js";
import type { IdentityKey } from "../identity/link.js";
import type { Secrets } from "../identity/writer.js";
import { digestInput, isDigestOf } from "./digest.js";
import { executeWrite, toStatus, type WriteStatus } from "./execute-write.js";
import { newLease, reportParked, type WriteEnvironment } from "./write-environment.js";
import type { WriteHandler, WriteHandlers } from "./write-handler.js";

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
  /** Another write of the user is in progress. */
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
 * Records the write and executes it. The same key with the same input returns the outcome of the first request. A write of
 * the same user that is in progress is waited for; one whose process died is finished or undone first.
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
  let isSame = false; // checked once: with a password in it the digest is slow to compute
  for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
    const lease = newLease(environment);
    const started = await directory.journal.begin({ ...rest, id, kind: handler.kind, digest, lease });
    if (started.kind === "started")
      return executeWrite(environment, handler, { id, lease, secrets, deadline });
    const { write } = started;
    const isOwn = started.kind === "known";
    if (isOwn) {
      const isSameKind = write.kind === handler.kind;
      isSame ||= isSameKind && (await isDigestOf(write.digest, input, secrets));
      if (!isSame) return { kind: "other_input" };
      if (write.outcome !== null) return toStatus(write);
    }
    const resumed = await resume(environment, handlers, write, { secrets: isOwn ? secrets : {}, deadline });
    if (resumed !== null && isOwn) return resumed;
    if (resumed?.kind === "pending" || performance.now() > deadline)
      return isOwn ? toStatus(write) : { kind: "busy", writeId: write.id };
    if (resumed === null) await sleep(pauseMs);
  }
}

/** What a process that takes a write over knows of its secrets, and how long it waits. */
interface Resumer {
  readonly secrets?: Secrets;
  readonly deadline?: number;
  /** An operator resumes parked writes too. */
  readonly isOperator?: boolean;
}

/** Finishes or undoes a write whose process is gone. Null while a process works on it. A parked write stays pending. */
export async function resume(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
  write: Write,
  { secrets = {}, deadline = performance.now() + environment.timeoutMs, isOperator = false }: Resumer = {},
): Promise<WriteStatus | null> {
  const { id, parkedReason } = write;
  if (parkedReason !== null && !isOperator) return toStatus(write);
  if (parkedReason === null && write.lease !== null && write.lease.until > write.readAt) return null;
  const handler = handlers.get(write.kind);
  if (handler === undefined) return toStatus(write);
  const lease = newLease(environment);
  const { maxDeaths, directory } = environment;
  const taken = await directory.journal.takeOver(id, lease, isOperator ? { isOperator } : { maxDeaths });
  switch (taken.kind) {
    case "unavailable":
      return null;
    case "parked":
      reportParked(environment, taken.write);
      return toStatus(taken.write);
    case "taken":
      return executeWrite(environment, handler, { id, lease, secrets, deadline });
  }
}
