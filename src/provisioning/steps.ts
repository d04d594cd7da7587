import { setTimeout as sleep } from "node:timers/promises";
import type { IdentityKey, ProviderName } from "../identity/link.js";
import { ProviderError } from "../identity/provider-error.js";
import type { IdentityWriter, Secrets, WriteStep } from "../identity/writer.js";
import type { StepFailure, StepRecord } from "./stored-values.js";

/**
 * - `unsure`: a step that is still open may have been carried out, so the write must not end without it
 * - `waiting`: the provider did not decide on a step, which was not carried out
 * - `stale`: `mayTake` refused a step
 */
export interface TakenSteps {
  readonly kind: "through" | "unsure" | "waiting" | "stale";
  readonly steps: readonly StepRecord[];
}

export interface TakeOptions {
  readonly steps: readonly StepRecord[];
  /** By provider and name, as AUTH0.password. */
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
  writerOf(key: IdentityKey): IdentityWriter;
  /** Whether a provider that can't decide now is asked again later, instead of being a failure. */
  readonly isPatient?: boolean;
  /** Stores the records each time a step is about to be taken. */
  save(steps: readonly StepRecord[]): Promise<void>;
  /** Asked before every call, after `save`; a step that it refuses ends the steps. */
  mayTake?(step: WriteStep): Promise<boolean>;
}

const maxTries = 3;
const pauseMs = 100;

/**
 * Takes the steps in their order. A failure ends the steps of its identity and no others. A call without an answer is
 * repeated, because every step may be taken twice; while none comes, the rest waits for recovery.
 */
export async function takeSteps(options: TakeOptions): Promise<TakenSteps> {
  let steps = [...options.steps];
  const put = (index: number, record: StepRecord): void => {
    steps = steps.with(index, record);
  };
  for (const [index, { step }] of steps.entries()) {
    const record = steps[index] as StepRecord;
    if (record.state === "taken" || record.state === "failed") continue;
    const earlier = steps
      .slice(0, index)
      .find((each) => each.state === "failed" && isSameIdentity(each.step, step));
    if (earlier?.failure !== undefined) {
      put(index, { step, state: "failed", failure: earlier.failure });
      continue;
    }
    const secrets = secretsOf(step.key.provider, options.secrets);
    if (step.secrets.some((name) => secrets[name] === undefined)) {
      put(index, { step, state: "failed", failure: { kind: "secret_lost" } });
      continue;
    }
    put(index, { step, state: "taking" });
    await options.save(steps);
    const end = await takeOne({ step, state: record.state }, secrets, options);
    if (typeof end === "object") put(index, end);
    else {
      if (end === "waiting" || (end === "stale" && record.state === "planned")) put(index, record);
      return { kind: end, steps };
    }
  }
  return { kind: "through", steps };
}

async function takeOne(
  { step, state }: StepRecord,
  secrets: Secrets,
  options: TakeOptions,
): Promise<StepRecord | "unsure" | "waiting" | "stale"> {
  let mayBeTaken = state === "taking";
  for (let tries = 1; ; tries += 1) {
    if (options.mayTake !== undefined && !(await options.mayTake(step)))
      return mayBeTaken ? "unsure" : "stale";
    try {
      await options.writerOf(step.key).take(step, secrets);
      return { step, state: "taken" };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      mayBeTaken ||= error.kind === "outcome_unknown";
      if (!mayBeTaken && options.isPatient && !isVerdict(error)) return "waiting";
      if (!mayBeTaken || isVerdict(error)) return { step, state: "failed", failure: toStepFailure(error) };
      if (tries === maxTries || options.signal.aborted) return "unsure";
      await sleep(pauseMs * tries);
    }
  }
}

/** Whether the provider decided on the call itself. A busy or unavailable provider says nothing about an earlier call. */
export function isVerdict({ kind }: ProviderError): boolean {
  return kind === "rejected" || kind === "conflict" || kind === "not_found";
}

/** Whether the reason may be over when the same is asked again, so that no repetition may receive this failure. */
export function isRetriable({ kind }: StepFailure): boolean {
  return kind === "provider" || kind === "secret_lost";
}

export function toStepFailure(error: ProviderError): StepFailure {
  if (error.refusals.length > 0) return { kind: "refused", refusals: error.refusals };
  if (error.kind === "not_found") return { kind: "not_found" };
  return {
    kind: "provider",
    error: { kind: error.kind, retryAfterSeconds: error.retryAfterSeconds ?? null },
  };
}

/** A provider's own secrets under their plain names: two providers may each be given a password. */
export function secretsOf(provider: ProviderName, secrets: Secrets): Secrets {
  const prefix = `${provider}.`;
  const own = Object.entries(secrets).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}

function isSameIdentity(one: WriteStep, other: WriteStep): boolean {
  const [left, right] = [one.key, other.key];
  return left.provider === right.provider && left.realm === right.realm && left.subject === right.subject;
}
