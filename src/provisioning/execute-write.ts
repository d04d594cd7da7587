import { randomUUID } from "node:crypto";
import type { LeaseRequest, Write } from "../directory/journal.js";
import { DirectoryUnavailable } from "../directory/unavailable.js";
import type { JsonObject } from "../identity/app-metadata.js";
import type { UserId } from "../identity/ids.js";
import type { Secrets } from "../identity/writer.js";
import { openScope } from "../platform/call-scope.js";
import { reportParked, type WriteEnvironment } from "./write-environment.js";
import type { CompleteWrite, HandlerResult, WriteHandler } from "./write-handler.js";
import { createTurns, type TurnOptions } from "./write-turns.js";

/** The state of a write after this process has worked on it or read it. */
export type WriteStatus =
  | { readonly kind: "completed"; readonly writeId: string; readonly outcome: JsonObject }
  /** Recorded, and left to recovery or to an operator. */
  | { readonly kind: "pending"; readonly writeId: string; readonly write: Write }
  /** An operator abandoned it; asking again is a new attempt. */
  | { readonly kind: "abandoned"; readonly writeId: string };

/** A write that this process has the lease of. */
export interface LeasedWrite extends Pick<TurnOptions, "isAwaited" | "resume"> {
  readonly id: string;
  readonly lease: LeaseRequest;
  readonly secrets: Secrets;
  /** When calls to providers end, as `performance.now()` counts; the write is left to recovery then. */
  readonly deadline: number;
}

/** Another process took the write over; this one must stop at once. */
class LeaseLost extends Error {
  constructor() {
    super("the lease of the write was lost");
    this.name = "LeaseLost";
  }
}

/** The part of a lease that its holder relies on, so that a clock that runs slower than the store's does no harm. */
const trustedPart = 0.9;

/** Lets the handler continue the write. What it can't finish is left to recovery or to an operator. */
export async function executeWrite(
  environment: WriteEnvironment,
  handler: WriteHandler,
  leased: LeasedWrite,
): Promise<WriteStatus> {
  const { id, lease } = leased;
  const { journal } = environment.directory;
  const write = await journal.find(id);
  if (write?.lease?.holder !== lease.holder) return readStatus(environment, id);
  const latest = { progress: write.progress };
  try {
    const result = await runHandler(environment, handler, { leased, write, latest });
    switch (result.kind) {
      case "complete":
        return await complete(environment, { id, lease, userId: write.userId }, result);
      case "pending":
        await giveBack(environment, leased, latest.progress, result);
        break;
      case "park": {
        const { reason } = result;
        const parked = await journal.park({ id, holder: lease.holder, reason, progress: latest.progress });
        if (parked !== null) reportParked(environment, parked);
      }
    }
  } catch (error) {
    // what was done may not be noted, so recovery looks again once the lease has run out
    if (error instanceof DirectoryUnavailable)
      return { kind: "pending", writeId: id, write: { ...write, progress: latest.progress } };
    if (!(error instanceof LeaseLost)) throw error;
  }
  return readStatus(environment, id);
}

/** Lets recovery continue at once, in any process; in this one while the write needs the passwords that only it has. */
async function giveBack(
  { directory, leaseMs: durationMs, retained }: WriteEnvironment,
  { id, lease, secrets }: LeasedWrite,
  progress: JsonObject,
  { needsSecrets = true, busyScopes: scopes = [] }: Extract<HandlerResult, { kind: "pending" }>,
): Promise<void> {
  const isRetained = needsSecrets && Object.keys(secrets).length > 0 && !retained.isFull;
  const name = randomUUID();
  const isHeld = await directory.journal.release(id, lease.holder, progress, {
    ...(isRetained && { retainedFor: { holder: name, durationMs } }),
    busy: { scopes, durationMs },
  });
  if (isHeld && isRetained) retained.keep(id, { name, secrets });
}

/** Parses the progress and runs the handler. `latest` follows what the handler saves. */
async function runHandler(
  environment: WriteEnvironment,
  handler: WriteHandler,
  given: { readonly leased: LeasedWrite; readonly write: Write; readonly latest: { progress: JsonObject } },
): Promise<HandlerResult> {
  const { leased, write, latest } = given;
  const { id, lease, secrets, deadline } = leased;
  const { journal } = environment.directory;
  const parsed = handler.progress.safeParse(write.progress);
  if (!parsed.success) return { kind: "park", reason: "progress_unreadable" };
  const { priority = "interactive" } = environment;
  const scope = openScope({ timeoutMs: Math.max(0, Math.ceil(deadline - performance.now())), priority });
  const whileHeld = async (work: () => Promise<boolean>): Promise<void> => {
    const startedAtMs = environment.elapsedMs();
    if (!(await work())) throw new LeaseLost();
    // stalled for so long that another process may have taken the write over
    if (environment.elapsedMs() - startedAtMs >= lease.durationMs * trustedPart) throw new LeaseLost();
  };
  const keeping = (progress: JsonObject): JsonObject => {
    latest.progress = progress;
    return progress;
  };
  const turns = createTurns({ ...leased, environment, whileHeld });
  try {
    return await handler.run({
      ...{ environment, write, progress: parsed.data, secrets, scope },
      save: (progress) => whileHeld(() => journal.save(id, lease, keeping(progress))),
      turns: { ...turns, end: (key, progress) => turns.end(key, keeping(progress)) },
    });
  } finally {
    scope.end();
  }
}

/** Of a write that this process no longer works on: another process may have ended it. */
async function readStatus({ directory }: WriteEnvironment, id: string): Promise<WriteStatus> {
  const write = await directory.journal.find(id);
  if (write === null) throw new Error("a write that has started is not in the journal");
  return toStatus(write);
}

export function toStatus(write: Write): WriteStatus {
  const { id: writeId, state, outcome } = write;
  if (state === "abandoned") return { kind: "abandoned", writeId };
  return outcome === null ? { kind: "pending", writeId, write } : { kind: "completed", writeId, outcome };
}

async function complete(
  environment: WriteEnvironment,
  write: { readonly id: string; readonly lease: LeaseRequest; readonly userId: UserId | null },
  { completion, onLinkTaken }: CompleteWrite,
): Promise<WriteStatus> {
  const { id, lease, userId } = write;
  const result = await environment.directory.journal.complete({
    touched: [],
    ...completion,
    id,
    holder: lease.holder,
    userId: completion.userId ?? userId,
  });
  switch (result.kind) {
    case "completed":
      return { kind: "completed", writeId: id, outcome: completion.outcome };
    case "lease_lost":
      throw new LeaseLost();
    case "link_taken":
      if (onLinkTaken === undefined)
        throw new Error("a link is taken, and the handler does not say what then");
      return complete(environment, write, onLinkTaken(result.key, result.owner));
  }
}
