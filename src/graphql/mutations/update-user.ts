import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { type IdentityKey, type LinkedUser, type ProviderName, toIdentityText } from "../../identity/link.js";
import { type Provider, toPartName } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { ChangePlan, ProfileChange, Secrets } from "../../identity/writer.js";
import {
  type IdentityOutcome,
  planUpdate,
  toIdentityOutcomes,
  type UpdateOutcome,
  type UpdateProgress,
  updateUser,
  type WantedChange,
} from "../../provisioning/handlers/update-user.js";
import { toStepFailure } from "../../provisioning/steps.js";
import { checkInput } from "../inputs/check-input.js";
import { splitSecrets } from "../inputs/write.js";
import type { GraphContext } from "../schema/context.js";
import { User } from "../user/user.js";
import { IdentityNotFound, type InputFault, InvalidInput, Problem } from "./problems.js";
import { findUser, pending, reloadUser, toProblem, write } from "./run-write.js";
import {
  ChangeStatus,
  IdentityChangeOutcome,
  UpdateUserInput,
  UpdateUserResult,
  UpdateUserSuccess,
} from "./update-user.types.js";

/** The input taken apart: what each identity is to become, and the passwords. */
interface UpdateCommand {
  readonly wanted: readonly WantedChange[];
  /** The same as the caller put it, whichever identities the user has by now: a repeat is told by it. */
  readonly asked: Readonly<Record<string, object>>;
  readonly secrets: Secrets;
  /** Names for the audit, as auth0.blocked. */
  readonly fields: readonly string[];
}

@Resolver()
export class UpdateUserResolver {
  @Mutation(() => UpdateUserResult, {
    nullable: true,
    description:
      "Changes a user at their identities: `profile` at every one that can hold it, and each provider's own part at one. Answers an outcome per identity; a part that fails leaves the others as they went. Null only with an error.",
  })
  async updateUser(
    @Arg("input", () => UpdateUserInput, { description: "What to change." }) input: UpdateUserInput,
    @Ctx() context: GraphContext,
  ): Promise<object> {
    const faults = await checkInput(input);
    if (faults.length > 0) return InvalidInput.of(faults);
    const user = await findUser(input.user, context);
    if (user instanceof Problem) return user;
    const command = toRequested(input, user, context.setup.registry);
    if (command instanceof Problem) return command;
    return input.dryRun ? dryRun(user, command, context) : update(input, user, command, context);
  }
}

async function update(
  input: UpdateUserInput,
  user: LinkedUser,
  command: UpdateCommand,
  context: GraphContext,
): Promise<object> {
  const { wanted, asked, secrets, fields } = command;
  const progress: UpdateProgress = { wanted, planned: null, steps: [] };
  const result = await write(
    {
      handler: updateUser,
      userId: user.id,
      idempotencyKey: input.idempotencyKey ?? null,
      input: { userId: user.id, asked } as never,
      secrets,
      progress: progress as never,
      fields,
      touched: wanted.map(({ key }) => key),
    },
    context,
  );
  if (result instanceof Problem) return result;
  if (result.kind === "pending" && result.write.parkedReason !== null) return pending(result.writeId);
  const outcomes =
    result.kind === "completed"
      ? (result.outcome as unknown as UpdateOutcome).identities
      : toIdentityOutcomes(result.write.progress as unknown as UpdateProgress);
  return UpdateUserSuccess.of(await reloadUser(user.id, context), outcomes.map(toOutcome));
}

async function dryRun(user: LinkedUser, { wanted }: UpdateCommand, context: GraphContext): Promise<object> {
  const plans = await planUpdate(context.setup.writes, wanted, context.scope);
  return UpdateUserSuccess.of(
    new User(user),
    plans.map(({ key, plan }) => toPlanned(key, plan)),
  );
}

/** Each own part goes to one identity; an identity without one gets the profile alone. */
function toRequested(
  input: UpdateUserInput,
  user: LinkedUser,
  registry: readonly Provider[],
): UpdateCommand | Problem {
  const profile = JSON.parse(JSON.stringify(input.profile ?? {})) as ProfileChange;
  const owned = new Map<string, { plain: object; secrets: Secrets }>();
  const asked: Record<string, object> = { profile };
  const faults: InputFault[] = [];
  for (const provider of registry) {
    const part = (input as unknown as Record<string, object | undefined>)[toPartName(provider.name)];
    if (part === undefined) continue;
    const meant = linksMeant(part as never, provider, user);
    const [link] = meant;
    if (link === undefined) return IdentityNotFound.at({ provider: provider.name });
    if (meant.length > 1) faults.push(ambiguous(provider.name, meant.length));
    const own = splitSecrets(provider.name, part);
    owned.set(toIdentityText(link), own);
    asked[toPartName(provider.name)] = own.plain;
  }
  if (faults.length > 0) return InvalidInput.of(faults);
  const hasProfile = Object.keys(profile).length > 0;
  const wanted = user.links.flatMap(({ provider, realm, subject }): WantedChange[] => {
    const key = { provider, realm, subject };
    const own = owned.get(toIdentityText(key))?.plain;
    return hasProfile || own ? [{ key, change: { profile, ...(own && { own: own as never }) } }] : [];
  });
  const secrets = Object.assign({}, ...[...owned.values()].map((each) => each.secrets)) as Secrets;
  return { wanted, asked, secrets, fields: toFieldNames(profile, wanted) };
}

/** The identities that the part can mean: those of its provider, of the realm and with the subject that it names. */
function linksMeant(
  part: Readonly<Record<string, unknown>>,
  { name, realmField }: Provider,
  user: LinkedUser,
): readonly IdentityKey[] {
  const realm = realmField === undefined ? undefined : part[realmField];
  return user.links.filter(
    (link) =>
      link.provider === name &&
      (part.subject === undefined || part.subject === null || part.subject === link.subject) &&
      (realm === undefined || realm === null || realm === link.realm),
  );
}

function ambiguous(name: ProviderName, count: number): InputFault {
  const path = `${toPartName(name)}.subject`;
  return {
    path,
    constraint: "required",
    message: `${path} must say which of the user's ${count} identities is meant`,
  };
}

function toFieldNames(profile: ProfileChange, wanted: readonly WantedChange[]): readonly string[] {
  const own = wanted.flatMap(({ key, change }) =>
    Object.keys(change.own ?? {}).map((field) => `${toPartName(key.provider)}.${field}`),
  );
  return [...Object.keys(profile).map((field) => `profile.${field}`), ...own];
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
