import { randomUUID } from "node:crypto";
import type { Directory } from "../directory/directory.js";
import type { LeaseRequest, Write, WriteCompletion } from "../directory/journal.js";
import type { JsonObject } from "../identity/app-metadata.js";
import type { UserId } from "../identity/ids.js";
import type { IdentityKey, LinkedUser } from "../identity/link.js";
import type { ConnectedProvider } from "../identity/provider.js";
import type { Secrets } from "../identity/writer.js";
import { type CallScope, openScope } from "../platform/call-scope.js";

/** What all writes of the process share. */
export interface WriteEnvironment {
  readonly directory: Directory;
  readonly providers: readonly ConnectedProvider[];
  /** This machine's clock; only for what is compared with a provider's clock, which may be another. */
  readonly now: () => Date;
  /** Milliseconds by a clock of this process that is never set; for how long something took. */
  readonly elapsedMs: () => number;
  /** Milliseconds that a caller waits for a write, their own or the one before it. */
  readonly timeoutMs: number;
  /** Milliseconds for which a process is believed to be at work without a sign of life; longer than any one call. */
  readonly leaseMs: number;
  /** How many processes may die at work on a write before it is parked. */
  readonly maxDeaths: number;
  /** Told of each write that this process parks. */
  readonly onParked?: (write: ParkedWrite) => void;
  /** Whether somebody waits for the writes: interactive when absent. */
  readonly priority?: CallScope["priority"];
}

/** A write that nobody takes up any more until an operator does. */
export interface ParkedWrite extends Pick<Write, "id" | "kind" | "deaths"> {
  readonly reason: string;
}

/** One write in the hands of this process. */
export interface Run {
  readonly environment: WriteEnvironment;
  readonly write: Write;
  /** Empty in recovery: passwords are never written down. */
  readonly secrets: Secrets;
  /** Ends the calls to providers. A caller who hangs up does not end a write. */
  readonly scope: CallScope;
  /** Keeps the progress before the next step is taken. Throws LeaseLost. */
  save(progress: JsonObject): Promise<void>;
}

/** Where a write stands after its handler has done what it can. */
export type HandlerResult =
  | {
      readonly kind: "complete";
      readonly completion: Omit<WriteCompletion, "id" | "holder" | "touched"> & {
        readonly touched?: readonly IdentityKey[];
      };
      /** What to do when one of the links belongs to somebody else; never answers with links again. */
      readonly onLinkTaken?: (
        key: IdentityKey,
        owner: LinkedUser,
      ) => Extract<HandlerResult, { kind: "complete" }>;
    }
  | { readonly kind: "pending" }
  /** Nothing can be done without an operator, who is told this reason: a word as ownership_unknown, never a value. */
  | { readonly kind: "park"; readonly reason: string };

/** Goes on from the progress to the end; first attempt and recovery are the same code. */
export interface WriteHandler {
  readonly kind: string;
  run(run: Run): Promise<HandlerResult>;
}

/** How a write stands that this process had in its hands. */
export type Carried =
  | { readonly kind: "completed"; readonly outcome: JsonObject }
  /** Recorded, and left to recovery or to an operator. */
  | { readonly kind: "pending"; readonly writeId: string; readonly write: Write }
  /** An operator gave it up meanwhile; asking again is a new attempt. */
  | { readonly kind: "abandoned"; readonly writeId: string };

/** Somebody else took the write over; whoever events stops at once. */
class LeaseLost extends Error {
  constructor() {
    super("the lease of the write was lost");
    this.name = "LeaseLost";
  }
}

/** A write that this process holds. */
export interface Holding {
  readonly id: string;
  readonly lease: LeaseRequest;
  readonly secrets: Secrets;
  /** When calls to providers end, as `performance.now()` counts; the write is left to recovery then. */
  readonly deadline: number;
}

/** How much of a lease its holder believes in, so that a clock that runs slower than the store's does no harm. */
const believedPart = 0.9;

/** Lets the handler go on from where the write stands; whatever it can't finish is left to recovery or to an operator. */
export async function carryOut(
  environment: WriteEnvironment,
  handler: WriteHandler,
  { id, lease, secrets, deadline }: Holding,
): Promise<Carried> {
  const { journal } = environment.directory;
  const write = await journal.find(id);
  if (write?.lease?.holder !== lease.holder) return findStanding(environment, id);
  let latest = write.progress;
  const { priority = "interactive" } = environment;
  const scope = openScope({ timeoutMs: Math.max(0, Math.ceil(deadline - performance.now())), priority });
  const save = async (progress: JsonObject): Promise<void> => {
    const askedAtMs = environment.elapsedMs();
    latest = progress;
    if (!(await journal.save(id, lease, progress))) throw new LeaseLost();
    // stalled for so long that another may be at work already
    if (environment.elapsedMs() - askedAtMs >= lease.durationMs * believedPart) throw new LeaseLost();
  };
  try {
    const run = await handler.run({ environment, write, secrets, scope, save });
    if (run.kind === "complete") return await complete(environment, { id, lease, userId: write.userId }, run);
    if (run.kind === "park") {
      const order = { id, holder: lease.holder, reason: run.reason, progress: latest };
      const parked = await journal.park(order);
      if (parked !== null) reportParked(environment, parked);
    } else await journal.release(id, lease.holder, latest); // lets recovery go on at once
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
  } finally {
    scope.end();
  }
  return findStanding(environment, id);
}

/** Of a write that this process has let go of: whoever took it over may have ended it. */
async function findStanding({ directory }: WriteEnvironment, id: string): Promise<Carried> {
  const write = await directory.journal.find(id);
  if (write === null) throw new Error("a write that has started is not in the journal");
  return toCarried(write);
}

export function toCarried(write: Write): Carried {
  if (write.state === "abandoned") return { kind: "abandoned", writeId: write.id };
  if (write.outcome !== null) return { kind: "completed", outcome: write.outcome };
  return { kind: "pending", writeId: write.id, write };
}

async function complete(
  environment: WriteEnvironment,
  carried: { readonly id: string; readonly lease: LeaseRequest; readonly userId: UserId | null },
  { completion, onLinkTaken }: Extract<HandlerResult, { kind: "complete" }>,
): Promise<Carried> {
  const { id, lease, userId } = carried;
  const result = await environment.directory.journal.complete({
    touched: [],
    ...completion,
    id,
    holder: lease.holder,
    userId: completion.userId ?? userId,
  });
  switch (result.kind) {
    case "completed":
      return { kind: "completed", outcome: completion.outcome };
    case "lease_lost":
      throw new LeaseLost();
    case "link_taken":
      if (onLinkTaken === undefined)
        throw new Error("a link is taken, and the handler does not say what then");
      return complete(environment, carried, onLinkTaken(result.key, result.owner));
  }
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
