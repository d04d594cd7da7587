import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { IdentityKey, LinkedUser } from "../../identity/link.js";
import { toPartName } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { ChangePlan } from "../../identity/writer.js";
import {
  type IdentityOutcome,
  planUpdate,
  toIdentityOutcomes,
  updateUser,
} from "../../provisioning/handlers/update-user.js";
import { toStepFailure } from "../../provisioning/steps.js";
import { checkInput } from "../inputs/check-input.js";
import type { GraphContext } from "../schema/context.js";
import { FoundUser } from "../user/user.js";
import { InvalidInput, Problem } from "./problems.js";
import { findUser, pending, reloadUser, toProblem, write } from "./run-write.js";
import { toUpdateUserCommand, type UpdateUserCommand } from "./update-user.command.js";
import {
  ChangeStatus,
  IdentityChangeOutcome,
  UpdateUserInput,
  UpdateUserResult,
  UpdateUserSuccess,
} from "./update-user.types.js";

@Resolver()
export class UpdateUserResolver {
  @Mutation(() => UpdateUserResult, {
    nullable: true,
    description:
      "Changes the identities of a user: `profile` at every identity that supports it, and each provider's own part at one. Returns an outcome per identity; a failed part does not affect the others. Null only with an error.",
  })
  async updateUser(
    @Arg("input", () => UpdateUserInput, { description: "What to change." }) input: UpdateUserInput,
    @Ctx() context: GraphContext,
  ): Promise<object> {
    const violations = await checkInput(input);
    if (violations.length > 0) return InvalidInput.of(violations);
    const user = await findUser(input.user, context);
    if (user instanceof Problem) return user;
    const command = toUpdateUserCommand(input, user, context.setup.registry);
    if (command instanceof Problem) return command;
    return input.dryRun ? dryRun(user, command, context) : update(input, user, command, context);
  }
}

async function update(
  { idempotencyKey = null }: UpdateUserInput,
  user: LinkedUser,
  { requested, ...command }: UpdateUserCommand,
  context: GraphContext,
): Promise<object> {
  const result = await write(
    {
      ...command,
      handler: updateUser,
      userId: user.id,
      idempotencyKey,
      progress: { requested, planned: null, steps: [] },
      touched: requested.map(({ key }) => key),
    },
    context,
  );
  if (result instanceof Problem) return result;
  if (result.kind === "completed") return succeed(user, result.outcome.identities, context);
  if (result.isParked || result.progress === null) return pending(result.writeId);
  return succeed(user, toIdentityOutcomes(result.progress), context);
}

async function succeed(
  { id }: LinkedUser,
  outcomes: readonly IdentityOutcome[],
  context: GraphContext,
): Promise<UpdateUserSuccess> {
  return UpdateUserSuccess.of(await reloadUser(id, context), outcomes.map(toOutcome));
}

async function dryRun(
  user: LinkedUser,
  { requested }: UpdateUserCommand,
  context: GraphContext,
): Promise<object> {
  const plans = await planUpdate(context.setup.writes, requested, context.scope);
  return UpdateUserSuccess.of(
    new FoundUser(user),
    plans.map(({ key, plan }) => toPlanned(key, plan)),
  );
}

function toOutcome({ key, status, appliedFields, failure }: IdentityOutcome): IdentityChangeOutcome {
  const problem = failure && toProblem(failure, key, toPartName(key.provider));
  return Object.assign(new IdentityChangeOutcome(), {
    ...key,
    status,
    appliedFields,
    plannedChanges: [],
    problem,
  });
}

function toPlanned(key: IdentityKey, plan: ChangePlan | null | ProviderError): IdentityChangeOutcome {
  const isPlan = plan !== null && !(plan instanceof ProviderError);
  const failure = isPlan
    ? plan.refusals.length > 0 && ({ kind: "refused", refusals: plan.refusals } as const)
    : plan === null
      ? ({ kind: "not_found" } as const)
      : toStepFailure(plan);
  const problem = failure ? toProblem(failure, key, toPartName(key.provider)) : null;
  const plannedChanges = isPlan ? plan.changes : [];
  const status = problem
    ? ChangeStatus.FAILED
    : plannedChanges.length > 0
      ? ChangeStatus.PLANNED
      : ChangeStatus.UNCHANGED;
  return Object.assign(new IdentityChangeOutcome(), {
    ...key,
    status,
    appliedFields: [],
    plannedChanges,
    problem,
  });
}
