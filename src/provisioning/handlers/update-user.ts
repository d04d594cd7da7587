import { type IdentityKey, toIdentityText } from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { ChangePlan, IdentityUpdate, IdentityWriter } from "../../identity/writer.js";
import type { CallScope } from "../../platform/call-scope.js";
import { openWriter } from "../open-writer.js";
import { takeSteps, toStepFailure } from "../steps.js";
import type { StepFailure, StepRecord } from "../stored-values.js";
import type { WriteEnvironment } from "../write-environment.js";
import { type CompleteWrite, getUserId, type Run, type WriteHandler } from "../write-handler.js";
import {
  type IdentityOutcome,
  type PlannedIdentity,
  type RequestedUpdate,
  type UpdateOutcome,
  type UpdateProgress,
  updateOutcome,
  updateProgress,
} from "./update-user.journal.js";

export type { IdentityOutcome, RequestedUpdate } from "./update-user.journal.js";

export const updateUser: WriteHandler<UpdateProgress, UpdateOutcome> = {
  kind: "update_user",
  progress: updateProgress,
  outcome: updateOutcome,
  run: async (run) => {
    const start = run.progress;
    const progress = start.planned === null ? await planAll(start, run) : start;
    const writers = new Map<string, IdentityWriter>();
    const taken = await takeSteps({
      steps: progress.steps,
      secrets: run.secrets,
      signal: run.scope.signal,
      writerOf: (key) => {
        const writer = writers.get(key.provider) ?? openWriter(key, run.environment, run.scope);
        writers.set(key.provider, writer);
        return writer;
      },
      save: (steps) => run.save({ ...progress, steps }),
    });
    if (taken.kind === "unsure") {
      await run.save({ ...progress, steps: taken.steps });
      return { kind: "pending" };
    }
    return complete(run, { ...progress, steps: taken.steps });
  },
};

/** The state of each identity of the write, at any moment. */
export function toIdentityOutcomes({
  requested,
  planned,
  steps,
}: UpdateProgress): readonly IdentityOutcome[] {
  return requested.map(({ key }) => {
    const own = steps.filter(({ step }) => toIdentityText(step.key) === toIdentityText(key));
    const plan = planned?.find((each) => toIdentityText(each.key) === toIdentityText(key));
    const failure = plan?.failure ?? own.find(({ state }) => state === "failed")?.failure ?? null;
    const appliedFields = own.filter(({ state }) => state === "taken").flatMap(({ step }) => step.fields);
    return { key, status: toStatus(plan, own, failure), appliedFields, failure };
  });
}

/** What would change at each identity. Writes nothing, neither to the journal nor to a provider. */
export async function planUpdate(
  environment: WriteEnvironment,
  requested: readonly RequestedUpdate[],
  scope: CallScope,
): Promise<readonly { readonly key: IdentityKey; readonly plan: ChangePlan | null | ProviderError }[]> {
  return Promise.all(
    requested.map(async ({ key, change }) => ({ key, plan: await planOne(key, change, environment, scope) })),
  );
}

/** Planned under the lease, so that no other write comes between the read and the calls. */
async function planAll(
  progress: UpdateProgress,
  { environment, scope, save }: Run<UpdateProgress>,
): Promise<UpdateProgress> {
  const plans = await planUpdate(environment, progress.requested, scope);
  const planned = plans.map(({ key, plan }) => ({ key, failure: toPlanFailure(plan) }));
  const steps = plans.flatMap(({ plan }) => {
    const isTakable = plan !== null && !(plan instanceof ProviderError) && plan.refusals.length === 0;
    return isTakable ? plan.steps.map((step) => ({ step, state: "planned" as const })) : [];
  });
  const next: UpdateProgress = { ...progress, planned, steps };
  await save(next);
  return next;
}

async function planOne(
  key: IdentityKey,
  change: IdentityUpdate,
  environment: WriteEnvironment,
  scope: CallScope,
): Promise<ChangePlan | null | ProviderError> {
  try {
    return await openWriter(key, environment, scope).plan(key, change);
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

/** Why nothing of the plan can be done; null when it can. */
export function toPlanFailure(plan: ChangePlan | null | ProviderError): StepFailure | null {
  if (plan === null) return { kind: "not_found" };
  if (plan instanceof ProviderError) return toStepFailure(plan);
  return plan.refusals.length > 0 ? { kind: "refused", refusals: plan.refusals } : null;
}

function toStatus(
  plan: PlannedIdentity | undefined,
  own: readonly StepRecord[],
  failure: StepFailure | null,
): IdentityOutcome["status"] {
  if (failure !== null) return "FAILED";
  if (plan === undefined || own.some(({ state }) => state === "planned" || state === "taking"))
    return "PENDING";
  return own.length === 0 ? "UNCHANGED" : "APPLIED";
}

function complete({ write }: Run<UpdateProgress>, progress: UpdateProgress): CompleteWrite<UpdateOutcome> {
  const userId = getUserId(write);
  const identities = toIdentityOutcomes(progress);
  const result = [...new Set(identities.map(({ status }) => status))].sort().join(", ");
  const touched = progress.requested.map(({ key }) => key);
  return {
    kind: "complete",
    completion: { state: "finished", outcome: { userId, identities }, result, userId, touched },
  };
}
