import type { JsonObject } from "../../identity/app-metadata.js";
import type { IdentityKey, LinkedUser } from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import { writeHandlers } from "../../provisioning/handlers/all.js";
import { runWrite, type WriteRequest, type WriteResult } from "../../provisioning/runner.js";
import type { StepFailure } from "../../provisioning/stored-values.js";
import type { GraphContext } from "../schema/context.js";
import { toUserKey } from "../user/reference.js";
import { FoundUser } from "../user/user.js";
import {
  ChangeRefused,
  IdempotencyConflict,
  IdentityNotFound,
  type InputFault,
  Problem,
  ProviderFailed,
  UserNotFound,
  WritePending,
} from "./problems.js";

/** Seconds after which a caller may repeat a write that is left to recovery. */
const retryAfterSeconds = 5;

type MutationRequest<Progress extends JsonObject, Outcome extends JsonObject> = Omit<
  WriteRequest<Progress, Outcome>,
  "actor" | "deadlineAt"
>;

type Recorded<Progress, Outcome> = Extract<WriteResult<Progress, Outcome>, { kind: "pending" | "completed" }>;

/** Runs the write in the caller's name and clears what the request has read of its identities and of users. */
export async function write<Progress extends JsonObject, Outcome extends JsonObject>(
  request: MutationRequest<Progress, Outcome>,
  context: GraphContext,
): Promise<Recorded<Progress, Outcome> | IdempotencyConflict | WritePending> {
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

/** As `write`, for a write whose outcome is known only at its end. */
export async function writeToEnd<Progress extends JsonObject, Outcome extends JsonObject>(
  request: MutationRequest<Progress, Outcome>,
  context: GraphContext,
): Promise<Outcome | Problem> {
  const result = await write(request, context);
  if (result instanceof Problem) return result;
  return result.kind === "pending" ? pending(result.writeId) : result.outcome;
}

export function pending(writeId: string): WritePending {
  return WritePending.of(writeId, retryAfterSeconds);
}

/** The user that an input names, or a problem. A malformed key is an error, as on `user(by:)`. */
export async function findUser(
  by: object,
  context: GraphContext,
): Promise<LinkedUser | UserNotFound | ProviderFailed> {
  try {
    const key = toUserKey({ ...by }, context.setup.registry, "input.user");
    return (await context.users.load(key)) ?? UserNotFound.of();
  } catch (error) {
    if (error instanceof ProviderError) return ProviderFailed.because(error);
    throw error;
  }
}

/** The user after a write, read from the directory again. */
export async function reloadUser(id: LinkedUser["id"], context: GraphContext): Promise<FoundUser> {
  const user = await context.users.load({ kind: "id", id });
  if (user === null) throw new Error("the user of a write is gone");
  return new FoundUser(user);
}

/** The problem that explains why a step was not carried out. */
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
        refused(`${part}.password`, "was lost when its process ended; send it again"),
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
