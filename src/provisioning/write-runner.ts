import { setTimeout as sleep } from "node:timers/promises";
import type { Write } from "../directory/journal.js";
import type { JsonObject } from "../identity/app-metadata.js";
import { mintUserId, type UserId } from "../identity/ids.js";
import type { IdentityKey } from "../identity/link.js";
import type { Secrets } from "../identity/writer.js";
import {
  type Carried,
  carryOut,
  newLease,
  reportParked,
  toCarried,
  type WriteEnvironment,
  type WriteHandler,
} from "./carry-out.js";
import { digestInput, isDigestOf } from "./digest.js";

export type { Advance, ParkedWrite, Run, WriteEnvironment, WriteHandler } from "./carry-out.js";

const longestPauseMs = 250;

export interface WriteRequest {
  /** Minted by the caller where the progress holds it. */
  readonly id?: string;
  readonly handler: WriteHandler;
  readonly actor: string;
  readonly userId: UserId | null;
  readonly idempotencyKey: string | null;
  /** When the caller's patience ends, as `performance.now()` counts, if that is sooner than the environment's. */
  readonly deadlineAt?: number;
  /** Everything that was asked, without secrets. */
  readonly input: JsonObject;
  readonly secrets: Secrets;
  readonly progress: JsonObject;
  readonly fields: readonly string[];
  readonly touched: readonly IdentityKey[];
}

export type RunResult =
  | Carried
  /** Not recorded, because another write of the user is under way. */
  | { readonly kind: "busy"; readonly writeId: string }
  /** The idempotency key was used with other input. */
  | { readonly kind: "other_input" };

/** The handlers by kind; what recovery knows how to finish. */
export type WriteHandlers = ReadonlyMap<string, WriteHandler>;

/**
 * Records the write and carries it out. The same key with the same input answers what the first one was told. A write of
 * the same user that is under way is waited for; one whose process died is finished or undone first.
 */
export async function runWrite(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
  request: WriteRequest,
): Promise<RunResult> {
  const { directory, patienceMs } = environment;
  const { handler, input, secrets, deadlineAt = Number.POSITIVE_INFINITY, ...rest } = request;
  const deadline = Math.min(deadlineAt, performance.now() + patienceMs);
  const id: string = request.id ?? mintUserId();
  const digest = await digestInput(input, secrets);
  let isSame = false; // checked once: with a password in it the digest is slow on purpose
  for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const lease = newLease(environment);
    const begun = await directory.journal.begin({ ...rest, id, kind: handler.kind, digest, lease });
    if (begun.kind === "begun") return carryOut(environment, handler, { id, lease, secrets, deadline });
    const { write } = begun;
    const isOwn = begun.kind === "known";
    if (isOwn) {
      const isKindred = write.kind === handler.kind;
      isSame ||= isKindred && (await isDigestOf(write.digest, input, secrets));
      if (!isSame) return { kind: "other_input" };
      if (write.outcome !== null) return toCarried(write);
    }
    const rescued = await rescue(environment, handlers, write, { secrets: isOwn ? secrets : {}, deadline });
    if (rescued !== null && isOwn) return rescued;
    if (rescued?.kind === "pending" || performance.now() > deadline)
      return isOwn ? toCarried(write) : { kind: "busy", writeId: write.id };
    if (rescued === null) await sleep(pauseMs);
  }
}

/** Of whoever takes a write over: what they know of its secrets, and when their patience ends. */
interface Rescuer {
  readonly secrets?: Secrets;
  readonly deadline?: number;
  /** An operator takes up parked writes too. */
  readonly isOperator?: boolean;
}

/** Finishes or undoes a write whose holder is gone; null while somebody is at work on it. A parked one stays pending. */
export async function rescue(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
  write: Write,
  { secrets = {}, deadline = performance.now() + environment.patienceMs, isOperator = false }: Rescuer = {},
): Promise<Carried | null> {
  const { id, parkedReason } = write;
  if (parkedReason !== null && !isOperator) return toCarried(write);
  if (parkedReason === null && write.lease !== null && write.lease.until > write.readAt) return null;
  const handler = handlers.get(write.kind);
  if (handler === undefined) return toCarried(write);
  const lease = newLease(environment);
  const { maxDeaths, directory } = environment;
  const taken = await directory.journal.takeOver(id, lease, isOperator ? { isOperator } : { maxDeaths });
  switch (taken.kind) {
    case "unavailable":
      return null;
    case "parked":
      reportParked(environment, taken.write);
      return toCarried(taken.write);
    case "taken":
      return carryOut(environment, handler, { id, lease, secrets, deadline });
  }
}
