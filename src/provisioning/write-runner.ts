import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Directory } from "../directory/directory.js";
import type { Lease, Settlement, Write } from "../directory/journal.js";
import type { JsonObject } from "../identity/app-metadata.js";
import { mintUserId, type UserId } from "../identity/ids.js";
import type { IdentityKey, LinkedUser } from "../identity/link.js";
import type { ConnectedProvider } from "../identity/provider.js";
import type { Secrets } from "../identity/writer.js";
import { type CallScope, openScope } from "../platform/call-scope.js";
import { digestInput, isDigestOf } from "./digest.js";

/** What all writes of the process share. */
export interface WriteEnvironment {
  readonly directory: Directory;
  readonly providers: readonly ConnectedProvider[];
  readonly now: () => Date;
  /** Milliseconds that a caller waits for a write, their own or the one before it. */
  readonly patienceMs: number;
  /** Milliseconds for which a process is believed to be at work without a sign of life; longer than any one call. */
  readonly leaseMs: number;
  /** Whether somebody waits for the writes: interactive when absent. */
  readonly priority?: CallScope["priority"];
}

const longestPauseMs = 250;

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
export type Advance =
  | {
      readonly kind: "settle";
      readonly settlement: Omit<Settlement, "id" | "holder" | "touched"> & {
        readonly touched?: readonly IdentityKey[];
      };
      /** What to do when one of the links belongs to somebody else; never answers with links again. */
      readonly onLinkTaken?: (key: IdentityKey, owner: LinkedUser) => Extract<Advance, { kind: "settle" }>;
    }
  | { readonly kind: "pending" };

/** Goes on from the progress to the end; first attempt and recovery are the same code. */
export interface WriteHandler {
  readonly kind: string;
  advance(run: Run): Promise<Advance>;
}

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
  | { readonly kind: "settled"; readonly outcome: JsonObject }
  /** Recorded, and left to recovery. */
  | { readonly kind: "pending"; readonly writeId: string }
  /** Not recorded, because another write of the user is under way. */
  | { readonly kind: "busy"; readonly writeId: string }
  /** The idempotency key was used with other input. */
  | { readonly kind: "other_input" };

/** Somebody else took the write over; whoever notices stops at once. */
export class LeaseLost extends Error {
  constructor() {
    super("the lease of the write was lost");
    this.name = "LeaseLost";
  }
}

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
      if (write.outcome !== null) return { kind: "settled", outcome: write.outcome };
    }
    const rescued = await rescue(environment, handlers, write, { secrets: isOwn ? secrets : {}, deadline });
    if (rescued?.kind === "settled" && isOwn) return rescued;
    if (rescued?.kind === "pending" || performance.now() > deadline) {
      return { kind: isOwn ? "pending" : "busy", writeId: write.id };
    }
    if (rescued === null) await sleep(pauseMs);
  }
}

/** How a write stands that this process had in its hands. */
type Carried = Extract<RunResult, { kind: "settled" | "pending" }>;

/** Of whoever takes a write over: what they know of its secrets, and when their patience ends. */
interface Rescuer {
  readonly secrets?: Secrets;
  readonly deadline?: number;
}

/** Finishes or undoes a write whose holder is gone; null while somebody is at work on it. */
export async function rescue(
  environment: WriteEnvironment,
  handlers: WriteHandlers,
  write: Write,
  { secrets = {}, deadline = performance.now() + environment.patienceMs }: Rescuer = {},
): Promise<Carried | null> {
  if (write.lease !== null && write.lease.until > environment.now()) return null;
  const handler = handlers.get(write.kind);
  if (handler === undefined) return { kind: "pending", writeId: write.id };
  const lease = newLease(environment);
  const taken = await environment.directory.journal.takeOver(write.id, lease);
  return taken === null ? null : carryOut(environment, handler, { id: write.id, lease, secrets, deadline });
}

interface Order {
  readonly id: string;
  readonly lease: Lease;
  readonly secrets: Secrets;
  /** When calls to providers end, as `performance.now()` counts; the write is left to recovery then. */
  readonly deadline: number;
}

async function carryOut(
  environment: WriteEnvironment,
  handler: WriteHandler,
  { id, lease, secrets, deadline }: Order,
): Promise<Carried> {
  const { journal } = environment.directory;
  const write = await journal.find(id);
  if (write === null) throw new Error("a write that has begun is not in the journal");
  let latest = write.progress;
  const keep = async (progress: JsonObject, until: Date): Promise<void> => {
    latest = progress;
    if (!(await journal.save(id, { ...lease, until }, progress))) throw new LeaseLost();
  };
  const { priority = "interactive" } = environment;
  const scope = openScope({ timeoutMs: Math.max(0, Math.ceil(deadline - performance.now())), priority });
  const save = async (progress: JsonObject): Promise<void> => {
    const { until } = newLease(environment);
    await keep(progress, until);
    if (until <= environment.now()) throw new LeaseLost(); // stalled for so long that another may be at work already
  };
  try {
    const advance = await handler.advance({ environment, write, secrets, scope, save });
    if (advance.kind === "settle")
      return await settle(environment, { id, lease, userId: write.userId }, advance);
    await keep(latest, environment.now()); // a lease that ends now lets recovery go on at once
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
  }
  return { kind: "pending", writeId: id };
}

async function settle(
  environment: WriteEnvironment,
  carried: { readonly id: string; readonly lease: Lease; readonly userId: UserId | null },
  { settlement, onLinkTaken }: Extract<Advance, { kind: "settle" }>,
): Promise<Carried> {
  const { id, lease, userId } = carried;
  const result = await environment.directory.journal.settle({
    touched: [],
    ...settlement,
    id,
    holder: lease.holder,
    userId: settlement.userId ?? userId,
  });
  switch (result.kind) {
    case "settled":
      return { kind: "settled", outcome: settlement.outcome };
    case "lease_lost":
      throw new LeaseLost();
    case "link_taken":
      if (onLinkTaken === undefined)
        throw new Error("a link is taken, and the handler does not say what then");
      return settle(environment, carried, onLinkTaken(result.key, result.owner));
  }
}

function newLease({ now, leaseMs }: WriteEnvironment): Lease {
  return { holder: randomUUID(), until: new Date(now().getTime() + leaseMs) };
}
