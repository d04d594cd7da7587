import type { IdentityKey, LinkedUser } from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import { writeHandlers } from "../../provisioning/handlers/all.js";
import { type RunResult, runWrite, type WriteRequest } from "../../provisioning/runner.js";
import type { StepFailure } from "../../provisioning/steps.js";
import type { GraphContext } from "../schema/context.js";
import { toUserKey } from "../user/reference.js";
import { User } from "../user/user.js";
import {
  ChangeRefused,
  IdempotencyConflict,
  IdentityNotFound,
  type InputFault,
  type Problem,
  ProviderFailed,
  UserNotFound,
  WritePending,
} from "./problems.js";

/** Seconds after which a caller may hear more of a write that is left to recovery. */
const retryAfterSeconds = 5;

/** Runs the write in the caller's name and forgets what the request has read of the identities that it touches. */
export async function write(
  request: Omit<WriteRequest, "actor" | "deadlineAt">,
  context: GraphContext,
): Promise<Extract<RunResult, { kind: "pending" | "completed" }> | IdempotencyConflict | WritePending> {
  const result = await runWrite(context.setup.writes, writeHandlers, {
    ...request,
    actor: context.viewer.actor,
    deadlineAt: context.scope.deadlineAt,
  });
  for (const key of request.touched) context.reads.forget(key);
  context.users.clearAll();
  context.holders.clearAll();
  switch (result.kind) {
    case "other_input":
      return IdempotencyConflict.of();
    case "busy":
    case "abandoned":
      return pending(result.writeId);
    case "pending":
    case "completed":
      return result;
  }
}

export function pending(writeId: string): WritePending {
  return WritePending.of(writeId, retryAfterSeconds);
}

/** The user that an input names, or the problem that there is none. A malformed key is an error, as on `user(by:)`. */
export async function findUser(
  by: object,
  context: GraphContext,
): Promise<LinkedUser | UserNotFound | ProviderFailed> {
  try {
    const key = toUserKey(by as Readonly<Record<string, unknown>>, context.setup.registry, "input.user");
    return (await context.users.load(key)) ?? UserNotFound.of();
  } catch (error) {
    if (error instanceof ProviderError) return ProviderFailed.because(error);
    throw error;
  }
}

/** The user after a write, read from the directory again. */
export async function reloadUser(id: LinkedUser["id"], context: GraphContext): Promise<User> {
  const user = await context.users.load({ kind: "id", id });
  if (user === null) throw new Error("the user of a write is gone");
  return new User(user);
}

/** The problem that tells a caller why a step was not taken. */
export function toProblem(
  failure: StepFailure,
  key: Pick<IdentityKey, "provider"> & Partial<IdentityKey>,
  part: string,
): Problem {
  switch (failure.kind) {
    case "refused":
      return ChangeRefused.of(failure.refusals.map(({ field, rule }) => refused(`${part}.${field}`, rule)));
    case "not_found":
      return IdentityNotFound.at(key);
    case "secret_lost":
      return ChangeRefused.of([
        refused(`${part}.password`, "was lost when the process that had it ended; send it again"),
      ]);
    case "provider": {
      const { kind, retryAfterSeconds } = failure.error;
      const options = retryAfterSeconds === null ? {} : { retryAfterSeconds };
      return ProviderFailed.because(new ProviderError(key.provider, kind, "in an earlier step", options));
    }
  }
}

function refused(path: string, rule: string): InputFault {
  return { path, constraint: "refused", message: `${path} ${rule}` };
}
