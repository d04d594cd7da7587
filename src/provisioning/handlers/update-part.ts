import { withoutFields } from "../../identity/changed-fields.js";
import { toIdentityText } from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { ChangePlan, IdentityWriter } from "../../identity/writer.js";
import { isRetriable, secretsOf, type TakenSteps, takeSteps, toStepFailure } from "../steps.js";
import type { StepFailure } from "../stored-values.js";
import type { Run } from "../write-handler.js";
import type { UpdatePart, UpdateProgress } from "./update-user.journal.js";

/** One part of an update and what it is carried out with. */
export interface PartRun {
  readonly run: Pick<Run<UpdateProgress>, "turns" | "secrets" | "scope">;
  /** Throws ProviderError when the provider is not configured. */
  openWriter(): IdentityWriter;
  /** Stores the part. */
  save(part: UpdatePart): Promise<void>;
  /** Stores the part, which has ended, and lets the next write change the identity. */
  end(part: UpdatePart): Promise<void>;
}

/** The field that an urgent call changes. */
const blockField = "isBlocked";

/**
 * Makes the changes of one identity when it is their turn. A block is sent at once; then, when its turn
 * comes, it is checked that no older call has lifted it.
 */
export async function runPart(start: UpdatePart, context: PartRun): Promise<void> {
  let part = settle(start);
  const { turns } = context.run;
  let claimed = await turns.claim(part.key, "in_order");
  if (claimed.kind === "waiting" && part.change.own?.[blockField] === true) {
    const block = await blockNow(part, context);
    if (block === "changed") part = { ...part, applied: unite(part.applied, [blockField]) };
    if (block === "unsure") part = { ...part, unsure: unite(part.unsure, [blockField]) };
    const rest = part.fields.filter((field) => field !== blockField && !part.applied.includes(field));
    const isDone = block === "changed" || block === "unchanged";
    if (isDone && !claimed.isContested && rest.length === 0) return context.end(ended(part));
    await context.save(part);
  }
  if (claimed.kind === "waiting") claimed = await turns.waitFor(part.key);
  switch (claimed.kind) {
    case "waiting":
      return;
    case "superseded":
      return claimed.isBusy ? undefined : context.end(ended({ ...part, superseded: part.fields }));
    case "claimed":
      return makeChanges({ ...part, superseded: claimed.superseded }, context);
  }
}

/** What the steps of the last plan have done, so that the identity can be planned again. */
function settle(part: UpdatePart): UpdatePart {
  const fieldsOf = (state: "taken" | "taking") =>
    part.steps.flatMap((record) => (record.state === state ? record.step.fields : []));
  return {
    ...part,
    steps: [],
    applied: unite(part.applied, fieldsOf("taken")),
    unsure: unite(part.unsure, fieldsOf("taking")),
  };
}

/** Blocks the account, unless it is blocked already. What goes wrong is left open for the turn, as is a call without an answer. */
async function blockNow(
  { key, change, fields }: UpdatePart,
  { run, openWriter }: PartRun,
): Promise<"changed" | "unchanged" | "unsure" | "open"> {
  const claimed = await run.turns.claim(key, "urgent");
  if (claimed.kind !== "claimed" || claimed.superseded.includes(blockField)) return "open";
  const block = withoutFields(
    { ...change, profile: {} },
    fields.filter((field) => field !== blockField),
  );
  try {
    const writer = openWriter();
    const plan = await writer.plan(key, block);
    if (plan === null || plan.refusals.length > 0) return "open";
    for (const step of plan.steps) await writer.take(step, {});
    return plan.steps.length > 0 ? "changed" : "unchanged";
  } catch (error) {
    if (error instanceof ProviderError) return error.kind === "outcome_unknown" ? "unsure" : "open";
    throw error;
  }
}

/** Plans and takes the steps, again when a newer write takes over some of the fields meanwhile. */
async function makeChanges(part: UpdatePart, context: PartRun): Promise<void> {
  const { isAwaited } = context.run.turns;
  const plan = await planPart(part, context);
  const failure = toPlanFailure(plan);
  // a block that was made, or may have been, is never reported as failed: it is checked later
  const isSent = part.unsure.length > 0 || part.applied.includes(blockField);
  const isOpen = failure !== null && isRetriable(failure) && (!isAwaited || isSent);
  if (isOpen) return context.save(part);
  if (plan === null || plan instanceof ProviderError || failure !== null)
    return context.end(ended(part, failure));
  const planned = toPlanned(part, plan);
  const taken = await takePlanned(planned, context);
  const done = settle({ ...planned, steps: taken.steps });
  const failed = taken.steps.find(({ state }) => state === "failed")?.failure ?? null;
  if (taken.kind === "through") return context.end(ended(done, failed));
  const superseded = await supersededOf(done, context);
  if (superseded.length === done.superseded.length || context.run.scope.signal.aborted)
    return context.save(done);
  const rest = { ...done, superseded };
  if (rest.fields.some((field) => !superseded.includes(field))) return makeChanges(rest, context);
  return isBusy(rest) ? context.save(rest) : context.end(ended(rest));
}

function takePlanned(part: UpdatePart, context: PartRun): Promise<TakenSteps> {
  const { turns, secrets, scope } = context.run;
  const isNewlyLost = (field: string, all: readonly string[]): boolean =>
    all.includes(field) && !part.superseded.includes(field);
  return takeSteps({
    steps: part.steps,
    secrets,
    signal: scope.signal,
    isPatient: !turns.isAwaited,
    writerOf: () => context.openWriter(),
    save: (steps) => context.save({ ...part, steps }),
    mayTake: async ({ fields }) => {
      const all = await supersededOf(part, context);
      return !fields.some((field) => isNewlyLost(field, all));
    },
  });
}

async function supersededOf({ key, superseded }: UpdatePart, { run }: PartRun): Promise<readonly string[]> {
  return (await run.turns.listSuperseded()).get(toIdentityText(key)) ?? superseded;
}

async function planPart(
  { key, change, superseded, applied, fields }: UpdatePart,
  { openWriter }: PartRun,
): Promise<ChangePlan | null | ProviderError> {
  const gone = [...superseded, ...applied.filter((field) => field === "password" && fields.includes(field))];
  try {
    return await openWriter().plan(key, withoutFields(change, gone));
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

/** The part with new steps. A call without an answer has been carried out if its change is not in the plan any more. */
function toPlanned(part: UpdatePart, { steps }: ChangePlan): UpdatePart {
  const open = new Set(steps.flatMap(({ fields }) => fields));
  const isOpen = (field: string): boolean => open.has(field);
  return {
    ...part,
    applied: unite(
      part.applied,
      part.unsure.filter((field) => !isOpen(field) && !part.superseded.includes(field)),
    ),
    unsure: part.unsure.filter((field) => isOpen(field) || part.superseded.includes(field)),
    steps: steps.map((step) => {
      const wasSent = step.fields.some((field) => part.unsure.includes(field));
      return { step, state: wasSent ? ("taking" as const) : ("planned" as const) };
    }),
  };
}

/** The part at its end; without a failure, the status follows from what was done. */
function ended(part: UpdatePart, failure: StepFailure | null = null): UpdatePart {
  const settled = settle(part);
  const isSuperseded = settled.superseded.some((field) => !settled.applied.includes(field));
  const done = settled.applied.length > 0 ? "APPLIED" : "UNCHANGED";
  const status = failure !== null ? "FAILED" : isSuperseded ? "SUPERSEDED" : done;
  return { ...settled, unsure: [], end: { status, failure } };
}

/** Whether a call that was given up may still arrive and lift or set a block. */
export function isBusy({ unsure, steps }: UpdatePart): boolean {
  const open = steps.flatMap(({ step, state }) => (state === "taking" ? step.fields : []));
  return [...unsure, ...open].includes(blockField);
}

/** Whether the part still needs a password. */
export function needsSecrets(
  { key, change, applied, superseded, end }: UpdatePart,
  run: Pick<Run, "secrets">,
) {
  const names = Object.keys(secretsOf(key.provider, run.secrets));
  const isOpen = (name: string): boolean => !applied.includes(name) && !superseded.includes(name);
  return end === null && names.some((name) => change.own?.[name] !== undefined && isOpen(name));
}

function unite(left: readonly string[], right: readonly string[]): readonly string[] {
  return [...new Set([...left, ...right])];
}
