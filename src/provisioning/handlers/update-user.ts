import type { UserId } from "../../identity/ids.js";
import { type IdentityKey, toIdentityText } from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { ChangePlan, IdentityUpdate, IdentityWriter } from "../../identity/writer.js";
import type { CallScope } from "../../platform/call-scope.js";
import type { HandlerResult, Run, WriteEnvironment, WriteHandler } from "../runner.js";
import { type StepFailure, type StepRecord, takeSteps, toJson, toStepFailure } from "../steps.js";

/** What one identity of the user is to become. Passwords stand as a placeholder; the secrets have them. */
export interface WantedChange {
  readonly key: IdentityKey;
  readonly change: IdentityUpdate;
}

/** How one identity fared. */
export interface IdentityOutcome {
  readonly key: IdentityKey;
  readonly status: "APPLIED" | "UNCHANGED" | "FAILED" | "PENDING";
  /** Names of the fields that are changed now; also those of a part that went well before another failed. */
  readonly appliedFields: readonly string[];
  readonly failure: StepFailure | null;
}

export interface UpdateOutcome {
  readonly userId: UserId;
  readonly identities: readonly IdentityOutcome[];
}

/** What the journal keeps: the requested until it is planned, then the steps. */
export interface UpdateProgress {
  readonly wanted: readonly WantedChange[];
  readonly planned: readonly PlannedIdentity[] | null;
  readonly steps: readonly StepRecord[];
}

interface PlannedIdentity {
  readonly key: IdentityKey;
  /** Why no step of it may be taken. */
  readonly failure: StepFailure | null;
}

export const updateUser: WriteHandler = {
  kind: "update_user",
  run: async (run) => {
    const start = run.write.progress as unknown as UpdateProgress;
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
      save: (steps) => run.save(toJson({ ...progress, steps })),
    });
    if (taken.kind === "unsure") {
      await run.save(toJson({ ...progress, steps: taken.steps }));
      return { kind: "pending" };
    }
    return complete(run, { ...progress, steps: taken.steps });
  },
};

/** How each identity of the write stands, at any moment. */
export function toIdentityOutcomes({ wanted, planned, steps }: UpdateProgress): readonly IdentityOutcome[] {
  return wanted.map(({ key }) => {
    const own = steps.filter(({ step }) => toIdentityText(step.key) === toIdentityText(key));
    const plan = planned?.find((each) => toIdentityText(each.key) === toIdentityText(key));
    const failure = plan?.failure ?? own.find(({ state }) => state === "failed")?.failure ?? null;
    const appliedFields = own.filter(({ state }) => state === "taken").flatMap(({ step }) => step.fields);
    return { key, status: toStatus(plan, own, failure), appliedFields, failure };
  });
}

/** What would change, identity by identity; writes nothing, neither here nor there. */
export async function planUpdate(
  environment: WriteEnvironment,
  wanted: readonly WantedChange[],
  scope: CallScope,
): Promise<readonly { readonly key: IdentityKey; readonly plan: ChangePlan | null | ProviderError }[]> {
  return Promise.all(
    wanted.map(async ({ key, change }) => ({ key, plan: await planOne(key, change, environment, scope) })),
  );
}

/** Planned under the lease, so that no other writer comes between the look and the write. */
async function planAll(progress: UpdateProgress, { environment, scope, save }: Run): Promise<UpdateProgress> {
  const plans = await planUpdate(environment, progress.wanted, scope);
  const planned = plans.map(({ key, plan }) => ({ key, failure: toPlanFailure(plan) }));
  const steps = plans.flatMap(({ plan }) => {
    const isTakable = plan !== null && !(plan instanceof ProviderError) && plan.refusals.length === 0;
    return isTakable ? plan.steps.map((step) => ({ step, state: "planned" as const })) : [];
  });
  const next = { ...progress, planned, steps };
  await save(toJson(next));
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

export function openWriter(
  key: IdentityKey,
  environment: WriteEnvironment,
  scope: CallScope,
): IdentityWriter {
  const provider = environment.providers.find(({ name }) => name === key.provider);
  if (provider === undefined) throw new ProviderError(key.provider, "rejected", "switched off");
  if (!provider.realms.includes(key.realm))
    throw new ProviderError(key.provider, "rejected", "realm is not configured");
  return provider.openWriter(scope);
}

function toPlanFailure(plan: ChangePlan | null | ProviderError): StepFailure | null {
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

function complete({ write }: Run, progress: UpdateProgress): HandlerResult {
  const identities = toIdentityOutcomes(progress);
  const outcome: UpdateOutcome = { userId: write.userId as UserId, identities };
  const result = [...new Set(identities.map(({ status }) => status))].sort().join(", ");
  const touched = progress.wanted.map(({ key }) => key);
  return {
    kind: "complete",
    completion: { state: "finished", outcome: toJson(outcome), result, userId: write.userId, touched },
  };
}
