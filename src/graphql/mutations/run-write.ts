import { withinTime } from "../../directory/request-directory.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import type { IdentityKey, LinkedUser } from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import { writeHandlers } from "../../provisioning/handlers/all.js";
import { runWrite, type WriteRequest, type WriteResult } from "../../provisioning/runner.js";
import type { StepFailure } from "../../provisioning/stored-values.js";
import { UserUnreadError } from "../errors/user-unread.js";
import type { GraphContext } from "../schema/context.js";
import { FoundUser } from "../user/user.js";
import {
  IdentityChangeRefused,
  type IdentityInputViolation,
  IdentityNotFound,
  IdentityProblem,
  IdentityProviderFailed,
} from "./problems.js";
import {
  IdentityBusy,
  IdentityIdempotencyConflict,
  IdentityWriteAbandoned,
  IdentityWritePending,
} from "./write-problems.js";

/** Seconds after which a caller may look again at a write that is left to recovery, or repeat one that had to wait. */
export const retryAfterSeconds = 5;

/** Milliseconds after the request's time for a write to be left to recovery; only a store that does not answer takes longer. */
const recordingMs = 200;

type MutationRequest<Progress extends JsonObject, Outcome extends JsonObject> = Omit<
  WriteRequest<Progress, Outcome>,
  "actor" | "deadlineAt"
>;

/** A write that the journal has. */
export type Recorded<Progress, Outcome> = Extract<
  WriteResult<Progress, Outcome>,
  { kind: "pending" | "completed" | "abandoned" }
>;

/** Runs the write in the caller's name and clears what the request has read of its identities and of users. */
export async function write<Progress extends JsonObject, Outcome extends JsonObject>(
  request: MutationRequest<Progress, Outcome>,
  context: GraphContext,
): Promise<Recorded<Progress, Outcome> | IdentityIdempotencyConflict | IdentityBusy> {
  const { deadlineAt, endsAt } = context.scope;
  const { actor } = context.viewer;
  const running = runWrite(context.setup.writes, writeHandlers, { ...request, actor, deadlineAt });
  const result = await withinTime(endsAt + recordingMs, running);
  for (const key of request.touched) context.reads.forget(key);
  context.users.clearAll();
  context.holders.clearAll();
  context.emailOwners.clearAll();
  switch (result.kind) {
    case "other_input":
      return IdentityIdempotencyConflict.of();
    case "busy":
      return IdentityBusy.of(retryAfterSeconds);
    case "abandoned":
    case "pending":
    case "completed":
      return result;
  }
}

/** As `write`, for a write whose outcome is known only at its end. */
export async function writeToEnd<Progress extends JsonObject, Outcome extends JsonObject>(
  request: MutationRequest<Progress, Outcome>,
  context: GraphContext,
): Promise<Outcome | IdentityProblem> {
  const result = await write(request, context);
  if (result instanceof IdentityProblem) return result;
  switch (result.kind) {
    case "completed":
      return result.outcome;
    case "pending":
      return IdentityWritePending.of(result.writeId, retryAfterSeconds);
    case "abandoned":
      return IdentityWriteAbandoned.of(result.writeId);
  }
}

/** The user after a write, read from the directory again; an error in its place when that fails, because the write is done. */
export async function reloadUser(
  id: LinkedUser["id"],
  context: GraphContext,
): Promise<FoundUser | UserUnreadError> {
  try {
    const user = await context.users.load({ kind: "id", id });
    if (user === null) throw new Error("the user of a write is gone");
    return new FoundUser(user);
  } catch (error) {
    return new UserUnreadError(error);
  }
}

/**
 * The problem that explains why a step was not carried out.
 *
 * @param part the part of the input that has the provider's fields; none when the input itself has them
 */
export function toProblem(
  failure: StepFailure,
  key: Pick<IdentityKey, "provider"> & Partial<IdentityKey>,
  part?: string,
): IdentityProblem {
  const toPath = (field: string): string =>
    [part, field].filter((each) => each !== undefined && each !== "").join(".") || "input";
  switch (failure.kind) {
    case "refused":
      return IdentityChangeRefused.of(
        failure.refusals.map(({ field, rule }) => refused(toPath(field), rule)),
      );
    case "not_found":
      return IdentityNotFound.at(key);
    case "secret_lost":
      return IdentityChangeRefused.of([
        refused(toPath("password"), "was lost when its process ended; send it again"),
      ]);
    case "provider": {
      const { kind, retryAfterSeconds } = failure.error;
      const options = retryAfterSeconds === null ? {} : { retryAfterSeconds };
      return IdentityProviderFailed.because(
        new ProviderError(key.provider, kind, "in an earlier step", options),
      );
    }
  }
}

function refused(path: string, rule: string): IdentityInputViolation {
  return { path, constraint: "refused", message: `${path} ${rule}` };
}
