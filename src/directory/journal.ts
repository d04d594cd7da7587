import type { JsonObject } from "../identity/app-metadata.js";
import type { UserId } from "../identity/ids.js";
import type { IdentityKey, LinkEvidence, LinkedUser } from "../identity/link.js";
import type { ClaimKind, Superseded, Turn } from "./turns.js";

/**
 * - `started`: has steps left, or is waiting for recovery
 * - `finished`: every step was taken or has failed for good; the outcome says which
 * - `undone`: what it had done was taken back; asking again, under the same key too, starts afresh
 * - `abandoned`: an operator gave it up; the outcome says what may be left behind; its key is free too
 */
export type WriteState = "started" | "finished" | "undone" | "abandoned";

/** Which process works on a write, and until when no other may. */
export interface Lease {
  /** Unique per process and attempt. */
  readonly holder: string;
  /** By the store's clock, as every time in the journal. */
  readonly until: Date;
}

/** A requested lease; it ends `durationMs` after the store has granted it. */
export interface LeaseRequest {
  /** Unique per process and attempt. */
  readonly holder: string;
  readonly durationMs: number;
}

/** A write that is about to begin. Nothing in it is secret: passwords and tokens never reach the journal. */
export interface NewWrite {
  /** UUIDv7. */
  readonly id: string;
  readonly kind: string;
  /** Who asked. */
  readonly actor: string;
  /** Whom it changes; null while that is not known. */
  readonly userId: UserId | null;
  readonly idempotencyKey: string | null;
  /** Tells equal input from other input without giving the input away. */
  readonly digest: string;
  /** What the engine needs to go on after a crash; the directory does not look into it, and empties it at the end. */
  readonly progress: JsonObject;
  /** Names of the fields that it changes, for the audit. */
  readonly fields: readonly string[];
  /** Identities that it changes: readers take them by id for a while. */
  readonly touched: readonly IdentityKey[];
  /** What it changes one by one, in order with other writes of the same; nothing when absent. */
  readonly turns?: readonly Turn[];
  /** Whether it is recorded although older writes come first; otherwise it is refused then. */
  readonly mayWait?: boolean;
  readonly lease: LeaseRequest;
}

/** A finished write that continues because its request came again. */
export interface ReopenedWrite
  extends Required<Pick<NewWrite, "id" | "lease" | "progress" | "touched" | "turns" | "mayWait">> {
  /** When it had ended; another end is not overwritten. */
  readonly endedAt: Date;
}

export interface Write extends Omit<NewWrite, "lease" | "touched" | "turns" | "mayWait"> {
  readonly state: WriteState;
  /** What the caller received, for replays; null until it has ended. */
  readonly outcome: JsonObject | null;
  /** Null once it has ended. */
  readonly lease: Lease | null;
  /** How many of its holders let their lease run out without giving it back: their process died or stalled. */
  readonly deaths: number;
  /** Why it waits for an operator and is not resumed by recovery; null when it is not parked. */
  readonly parkedReason: string | null;
  readonly startedAt: Date;
  readonly updatedAt: Date;
  /** When it was read: what tells whether its lease has run out, whatever this machine's clock shows. */
  readonly readAt: Date;
}

/** How a write ends, all of it in one transaction or not at all. */
export interface WriteCompletion {
  readonly id: string;
  readonly holder: string;
  readonly state: Exclude<WriteState, "started">;
  readonly outcome: JsonObject;
  /** One word or more for the audit, as APPLIED. */
  readonly result: string;
  /** The user whom it changed, or made. */
  readonly userId: UserId | null;
  /** Makes the user of that id, unless there is one. */
  readonly createsUser?: boolean;
  /** Linked to the user; ones that are linked to them already are left as they are. */
  readonly links?: readonly { readonly key: IdentityKey; readonly evidence: LinkEvidence }[];
  /** Taken away from the user; ones that are not theirs are left alone. */
  readonly unlinks?: readonly IdentityKey[];
  readonly touched: readonly IdentityKey[];
}

export type BeginResult =
  | { readonly kind: "started" }
  /** The actor used the idempotency key before, for a write that is in progress or finished. */
  | { readonly kind: "known"; readonly write: Write }
  /** This unfinished write comes first, or too many wait already. */
  | { readonly kind: "busy"; readonly write: Write };

export type ClaimResult =
  /** Nobody else changes the identity until the turn is given back. `superseded` names fields that must not be sent. */
  | { readonly kind: "claimed"; readonly superseded: readonly string[] }
  /** A newer write changes all of it; `isBusy` while a call that was sent for it may still arrive. */
  | { readonly kind: "superseded"; readonly isBusy: boolean }
  /**
   * Others come first. `isContested`: one of them may have a call in progress that changes whether the identity is blocked.
   *
   * @property write the next of them; null when it is gone by now
   */
  | { readonly kind: "waiting"; readonly write: Write | null; readonly isContested: boolean }
  /** Another process took the write over. */
  | { readonly kind: "lease_lost" };

export type CompletionResult =
  | { readonly kind: "completed" }
  /** Another process took the write over; nothing was changed. */
  | { readonly kind: "lease_lost" }
  /** One of the links belongs to another user; nothing was changed. */
  | { readonly kind: "link_taken"; readonly key: IdentityKey; readonly owner: LinkedUser };

/**
 * Who takes a write over: the death that makes `maxDeaths` parks it instead; an operator also takes a parked one, and one
 * that a process retains; a process takes back what it has retained under that name.
 */
export type TakeOverTerms =
  | { readonly maxDeaths: number }
  | { readonly isOperator: true }
  | { readonly retainedAs: string };

/** How a write is given back. */
export interface ReleaseTerms {
  /** The process keeps it, with its passwords, under the name of this holder; no other takes it until the lease runs out. */
  readonly retainedFor?: LeaseRequest;
  /** Turns for which a call was given up that may still arrive; others wait for so long. */
  readonly busy?: { readonly scopes: readonly string[]; readonly durationMs: number };
}

export type TakeOverResult =
  | { readonly kind: "taken"; readonly write: Write }
  /** Too many holders have died at it; it waits for an operator now. */
  | { readonly kind: "parked"; readonly write: Write }
  /** Ended, parked before, or in progress in another process. */
  | { readonly kind: "unavailable" };

export interface AuditEntry {
  readonly id: string;
  readonly writeId: string;
  readonly kind: string;
  readonly actor: string;
  /** The user that the write created or changed; null when it is unknown. */
  readonly userId: UserId | null;
  readonly fields: readonly string[];
  readonly result: string;
  readonly at: Date;
}

/** The record of every write. Each method is one transaction. */
export interface Journal {
  /**
   * Inserts the write, unless its key is known or another comes first for which it does not wait (looked at in this order);
   * takes its turns, takes over the fields of older ones, and marks what it touches. An actor or key that can't be stored
   * is a RangeError.
   */
  begin(write: NewWrite): Promise<BeginResult>;
  /** Continues a finished write, with new turns. False when it is not as it was at `endedAt`. */
  reopen(write: ReopenedWrite): Promise<boolean>;
  /** By its holder: claims one of the write's turns, and extends the lease. Ends with the turn, or when the write is given back. */
  claim(
    id: string,
    lease: LeaseRequest,
    turn: { readonly scope: string; readonly kind: ClaimKind },
  ): Promise<ClaimResult>;
  /** Asked before each call: no field of the answer may be sent any more. */
  listSuperseded(id: string): Promise<Superseded>;
  /** Keeps the progress and extends the lease. False when the lease was lost: then nothing was kept, and the caller must stop. */
  save(id: string, lease: LeaseRequest, progress: JsonObject): Promise<boolean>;
  /** As `save`; ends the write's turn at the identity, marks the identity, and lets the next write have it. */
  endTurn(id: string, lease: LeaseRequest, progress: JsonObject, key: IdentityKey): Promise<boolean>;
  /** Keeps the progress, gives back the turns and ends the lease, which is no death. False when the lease was lost. */
  release(id: string, holder: string, progress: JsonObject, terms?: ReleaseTerms): Promise<boolean>;
  /** Takes a started write whose lease has run out, as it has at `until`. Parking it leaves an audit entry. */
  takeOver(id: string, lease: LeaseRequest, terms: TakeOverTerms): Promise<TakeOverResult>;
  /** By its holder: keeps the progress and leaves the write to an operator, with an audit entry. Null when the lease was lost. */
  park(order: {
    readonly id: string;
    readonly holder: string;
    /** A word for the operator, as ownership_unknown; never a value. */
    readonly reason: string;
    readonly progress: JsonObject;
  }): Promise<Write | null>;
  countParked(): Promise<number>;
  /** Leaves an audit entry too. Throws when the user is neither there nor made by it. */
  complete(completion: WriteCompletion): Promise<CompletionResult>;
  find(id: string): Promise<Write | null>;
  /**
   * Started writes, oldest first; with `isExpired` only those whose lease has run out, the longest ago first, so that
   * writes which can't be finished yet don't keep the others from their turn. Parked ones are not among the expired.
   */
  listStarted(options: { readonly isExpired?: boolean; readonly limit: number }): Promise<readonly Write[]>;
  /** Removes ended writes that were last changed longer ago; their audit entries stay. Answers how many. */
  purge(keptMs: number): Promise<number>;
  /** Newest first. */
  listAudit(options: { readonly userId?: UserId; readonly limit: number }): Promise<readonly AuditEntry[]>;
}
