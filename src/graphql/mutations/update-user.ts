import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { IdentityKey, LinkedUser } from "../../identity/link.js";
import { toPartName } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { ChangePlan } from "../../identity/writer.js";
import {
  startUpdate,
  type UpdateOutcome,
  type UpdateProgress,
} from "../../provisioning/handlers/update-user.journal.js";
import {
  type IdentityOutcome,
  planUpdate,
  toIdentityOutcomes,
  toPlanFailure,
  updateUser,
} from "../../provisioning/handlers/update-user.js";
import { checkInput } from "../inputs/check-input.js";
import type { GraphContext } from "../schema/context.js";
import { FoundUser } from "../user/user.js";
import { findUser } from "./find-user.js";
import { IdentityChangeOutcome } from "./identity-outcome.js";
import { IdentityChangePreview } from "./identity-preview.js";
import { IdentityProblem, InvalidIdentityInput } from "./problems.js";
import { type Recorded, reloadUser, retryAfterSeconds, toProblem, write } from "./run-write.js";
import { toUpdateUserCommand, type UpdateUserCommand } from "./update-user.command.js";
import {
  UpdateUserIncomplete,
  UpdateUserInput,
  UpdateUserPreview,
  UpdateUserResult,
  UpdateUserSuccess,
} from "./update-user.types.js";
import { IdentityWriteAbandoned } from "./write-problems.js";

@Resolver()
export class UpdateUserResolver {
  @Mutation(() => UpdateUserResult, {
    nullable: true,
    description:
      "Changes the accounts of a user: `profile` changes every account that can hold the value, and `auth0`, `cognito` and `nexus` each change one account there. A failure at one account does not affect the others. Null only with an error.",
  })
  async updateUser(
    @Arg("input", () => UpdateUserInput, { description: "The user, and what to change." })
    input: UpdateUserInput,
    @Ctx() context: GraphContext,
  ): Promise<object> {
    const violations = await checkInput(input);
    if (violations.length > 0) return InvalidIdentityInput.of(violations);
    const user = await findUser(input.user, context);
    if (user instanceof IdentityProblem) return user;
    const command = toUpdateUserCommand(input, user, context);
    if (command instanceof IdentityProblem) return command;
    return input.dryRun ? preview(user, command, context) : update(input, user, command, context);
  }
}

async function update(
  { idempotencyKey = null }: UpdateUserInput,
  user: LinkedUser,
  { requested, ...command }: UpdateUserCommand,
  context: GraphContext,
): Promise<object> {
  const start = startUpdate(requested);
  const request = { ...command, handler: updateUser, userId: user.id, idempotencyKey, progress: start };
  const result = await write({ ...request, touched: requested.map(({ key }) => key) }, context);
  if (result instanceof IdentityProblem) return result;
  const outcomes = toOutcomes(result, start);
  const after = await reloadUser(user.id, context);
  const isDone = outcomes.every(({ status }) => status === "APPLIED" || status === "UNCHANGED");
  if (result.kind === "completed" && isDone) return UpdateUserSuccess.of(after, outcomes);
  const isPending = outcomes.some(({ status }) => status === "PENDING");
  return UpdateUserIncomplete.of({
    user: after,
    outcomes,
    writeId: result.writeId,
    retryAfterSeconds: isPending ? retryAfterSeconds : null,
  });
}

function toOutcomes(
  result: Recorded<UpdateProgress, UpdateOutcome>,
  start: UpdateProgress,
): readonly IdentityChangeOutcome[] {
  switch (result.kind) {
    case "completed":
      return result.outcome.identities.map(toOutcome);
    case "pending":
      return toIdentityOutcomes(result.progress ?? start).map(toOutcome);
    case "abandoned": {
      const problem = IdentityWriteAbandoned.of(result.writeId);
      return start.parts.map(({ key }) => IdentityChangeOutcome.of({ key, status: "FAILED", problem }));
    }
  }
}

/** The outcome at one identity, with its failure as a problem. */
export function toOutcome({ key, status, appliedFields, failure }: IdentityOutcome): IdentityChangeOutcome {
  const problem = failure && toProblem(failure, key, toPartName(key.provider));
  return IdentityChangeOutcome.of({ key, status, appliedFields, problem });
}

async function preview(
  user: LinkedUser,
  { requested }: UpdateUserCommand,
  context: GraphContext,
): Promise<UpdateUserPreview> {
  const plans = await planUpdate(context.setup.writes, requested, context.scope);
  const previews = plans.map(({ key, plan }) => toPreview(key, plan));
  return UpdateUserPreview.of(new FoundUser(user), previews);
}

function toPreview(key: IdentityKey, plan: ChangePlan | null | ProviderError): IdentityChangePreview {
  const failure = toPlanFailure(plan);
  const problem = failure && toProblem(failure, key, toPartName(key.provider));
  const fieldChanges = plan === null || plan instanceof ProviderError ? [] : plan.changes;
  return IdentityChangePreview.of(key, fieldChanges, problem);
}
