import type { z } from "zod";
import type { Write, WriteCompletion } from "../directory/journal.js";
import { type Turn, toLinksScope } from "../directory/turns.js";
import type { JsonObject } from "../identity/app-metadata.js";
import type { UserId } from "../identity/ids.js";
import type { IdentityKey, LinkedUser } from "../identity/link.js";
import type { Secrets } from "../identity/writer.js";
import type { CallScope } from "../platform/call-scope.js";
import type { WriteEnvironment } from "./write-environment.js";
import type { WriteTurns } from "./write-turns.js";

/** Runs one kind of write from its progress to the end; first attempt and recovery are the same code. */
export interface WriteHandler<
  Progress extends JsonObject = JsonObject,
  Outcome extends JsonObject = JsonObject,
> {
  readonly kind: string;
  /** What the journal keeps while the write is in progress. A progress of another form parks the write. */
  readonly progress: z.ZodType<Progress>;
  /** What the journal keeps of the end, for requests with the same idempotency key. */
  readonly outcome: z.ZodType<Outcome>;
  /** What it changes one by one; writes of the same come one after the other. */
  turns(progress: Progress, userId: UserId | null): readonly Turn[];
  /** Whether it is recorded, and does what it can, although older writes come first. */
  readonly mayWait: boolean;
  /**
   * How a finished write continues when its request comes again: what failed for a reason that may be over, as an outage,
   * is tried once more. Null when nothing is left to try.
   */
  reopen?(outcome: Outcome, start: Progress): Progress | null;
  run(run: Run<Progress>): Promise<HandlerResult<Outcome>>;
}

/** The handlers by kind. */
export type WriteHandlers = ReadonlyMap<string, WriteHandler>;

/** One write that this process works on. */
export interface Run<Progress extends JsonObject = JsonObject> {
  readonly environment: WriteEnvironment;
  readonly write: Write;
  /** Where the write continues, parsed. */
  readonly progress: Progress;
  /** Empty when the process that had them is gone: the journal never keeps passwords. */
  readonly secrets: Secrets;
  readonly turns: WriteTurns;
  /** Ends the calls to providers. A caller who hangs up does not end a write. */
  readonly scope: CallScope;
  /** Stores the progress before the next step is taken. Throws LeaseLost. */
  save(progress: Progress): Promise<void>;
}

/** How far a handler got. */
export type HandlerResult<Outcome extends JsonObject = JsonObject> =
  | CompleteWrite<Outcome>
  /** The write waits for its provider; recovery continues it. */
  | {
      readonly kind: "pending";
      /** Whether it can't be finished without its passwords; true when absent. */
      readonly needsSecrets?: boolean;
      /** Turns for which a call was given up that may still arrive. */
      readonly busyScopes?: readonly string[];
    }
  /** Only an operator can decide. The reason is one word, such as ownership_unknown, never a value. */
  | { readonly kind: "park"; readonly reason: string };

/** The write ends as `completion` says. */
export interface CompleteWrite<Outcome extends JsonObject = JsonObject> {
  readonly kind: "complete";
  readonly completion: Omit<WriteCompletion, "id" | "holder" | "touched" | "outcome"> & {
    readonly outcome: Outcome;
    readonly touched?: readonly IdentityKey[];
  };
  /** How the write ends when one of the links belongs to another user; that end must not link anything. */
  readonly onLinkTaken?: (key: IdentityKey, owner: LinkedUser) => CompleteWrite<Outcome>;
}

/** The user whom the write changes. Throws when the write names none. */
export function getUserId({ kind, userId }: Write): UserId {
  if (userId === null) throw new Error(`a write of kind ${kind} names no user`);
  return userId;
}

/** The turn of a write that changes the links of a user. */
export function toLinksTurn(userId: UserId): Turn {
  return { scope: toLinksScope(userId), fields: [], supersedes: [] };
}
