import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../identity/app-metadata.js";
import type { IdentityKey, ProviderName } from "../identity/link.js";
import { type FieldRefusal, ProviderError } from "../identity/provider-error.js";
import type { IdentityWriter, Secrets, WriteStep } from "../identity/writer.js";

/** Why a step, and with it the rest of its identity's steps, was not taken. */
export type StepFailure =
  | { readonly kind: "refused"; readonly refusals: readonly FieldRefusal[] }
  | { readonly kind: "not_found" }
  | { readonly kind: "provider"; readonly error: StoredError }
  /** The password that it needs went with the process that had it. */
  | { readonly kind: "secret_lost" };

/** A provider's failure in a form that the journal can keep. */
export interface StoredError {
  readonly kind: ProviderError["kind"];
  readonly retryAfterSeconds: number | null;
}

/** A step and how far it got. `taking` is written down before the call: the call may have been carried out. */
export interface StepRecord {
  readonly step: WriteStep;
  readonly state: "planned" | "taking" | "taken" | "failed";
  readonly failure?: StepFailure;
}

/** Whether a step that is still open may have been carried out, so that the write must not be settled without it. */
export type TakenSteps =
  | { readonly kind: "through"; readonly steps: readonly StepRecord[] }
  | { readonly kind: "unsure"; readonly steps: readonly StepRecord[] };

export interface TakeOptions {
  readonly steps: readonly StepRecord[];
  /** By provider and name, as AUTH0.password. */
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
  writerOf(key: IdentityKey): IdentityWriter;
  /** Writes the records down, each time one is about to be taken. */
  save(steps: readonly StepRecord[]): Promise<void>;
}

const maxTries = 3;
const pauseMs = 100;

/**
 * Takes the steps in their order. A failure ends the steps of its identity and no others. A call without an answer is
 * repeated, for every step may be taken twice; when none comes, the rest waits for recovery.
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
    if (end === "unsure") return { kind: "unsure", steps };
    put(index, end);
  }
  return { kind: "through", steps };
}

async function takeOne(
  { step, state }: StepRecord,
  secrets: Secrets,
  options: TakeOptions,
): Promise<StepRecord | "unsure"> {
  let mayBeTaken = state === "taking";
  for (let tries = 1; ; tries += 1) {
    try {
      await options.writerOf(step.key).take(step, secrets);
      return { step, state: "taken" };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      mayBeTaken ||= error.kind === "outcome_unknown";
      if (!mayBeTaken || isVerdict(error)) return { step, state: "failed", failure: toStepFailure(error) };
      const isLast = tries === maxTries || options.signal.aborted;
      if (isLast && step.secrets.length > 0) return { step, state: "failed", failure: toStepFailure(error) };
      if (isLast) return "unsure";
      await sleep(pauseMs * tries);
    }
  }
}

/** Whether the provider judged the call itself; being busy or down, it says nothing of an earlier call without answer. */
export function isVerdict({ kind }: ProviderError): boolean {
  return kind === "rejected" || kind === "conflict" || kind === "not_found";
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

/** Progress and outcomes are plain data, which the journal keeps as JSON. */
export function toJson(value: object): JsonObject {
  return value as unknown as JsonObject;
}
