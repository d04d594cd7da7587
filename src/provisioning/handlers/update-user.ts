import type { Turn } from "../../directory/turns.js";
import { toReplacingFields, withoutFields } from "../../identity/changed-fields.js";
import { type IdentityKey, toIdentityText } from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { ChangePlan, IdentityUpdate } from "../../identity/writer.js";
import type { CallScope } from "../../platform/call-scope.js";
import { openWriter } from "../open-writer.js";
import { isRetriable } from "../steps.js";
import type { WriteEnvironment } from "../write-environment.js";
import {
  type CompleteWrite,
  getUserId,
  type HandlerResult,
  type Run,
  type WriteHandler,
} from "../write-handler.js";
import { isBusy, needsSecrets, runPart } from "./update-part.js";
import {
  type IdentityOutcome,
  type RequestedUpdate,
  startUpdate,
  type UpdateOutcome,
  type UpdatePart,
  type UpdateProgress,
  updateOutcome,
  updateProgress,
} from "./update-user.journal.js";

export { toPlanFailure } from "./update-part.js";
export type { IdentityOutcome, RequestedUpdate } from "./update-user.journal.js";

export const updateUser: WriteHandler<UpdateProgress, UpdateOutcome> = {
  kind: "update_user",
  progress: updateProgress,
  outcome: updateOutcome,
  mayWait: true,
  turns: ({ parts }) => parts.filter(({ end }) => end === null).map(toTurn),
  reopen,
  run: (run) => new UpdateRun(run).toEnd(),
};

function toTurn({ key, change, fields }: UpdatePart): Turn {
  return { scope: toIdentityText(key), fields, supersedes: toReplacingFields(change, fields) };
}

/** The parts of one update side by side: one that waits for its provider does not keep the others waiting. */
class UpdateRun {
  #parts: readonly UpdatePart[];
  #saved: Promise<void> = Promise.resolve();

  constructor(private readonly run: Run<UpdateProgress>) {
    this.#parts = run.progress.parts;
  }

  async toEnd(): Promise<HandlerResult<UpdateOutcome>> {
    const ends = await Promise.allSettled(
      this.#parts.map(async (part, index) => {
        if (part.end === null) await this.#runPart(part, index);
      }),
    );
    const failed = ends.find((end) => end.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    const open = this.#parts.filter(({ end }) => end === null);
    if (open.length === 0) return complete(this.run, { parts: this.#parts });
    return {
      kind: "pending",
      needsSecrets: open.some((part) => needsSecrets(part, this.run)),
      busyScopes: open.filter(isBusy).map(({ key }) => toIdentityText(key)),
    };
  }

  #runPart(part: UpdatePart, index: number): Promise<void> {
    const { run } = this;
    const put = (next: UpdatePart, save: () => Promise<void>): Promise<void> => {
      this.#parts = this.#parts.with(index, next);
      return this.#inOrder(save);
    };
    return runPart(part, {
      run,
      openWriter: () => openWriter(part.key, run.environment, run.scope),
      save: (next) => put(next, () => run.save({ parts: this.#parts })),
      end: (next) => put(next, () => run.turns.end(part.key, { parts: this.#parts })),
    });
  }

  /** One after the other, so that the latest state of all parts is the last that is stored. */
  #inOrder(save: () => Promise<void>): Promise<void> {
    const saved = this.#saved.then(save);
    this.#saved = saved.catch(() => undefined);
    return saved;
  }
}

/** The state of each identity of the write, at any moment. */
export function toIdentityOutcomes({ parts }: UpdateProgress): readonly IdentityOutcome[] {
  return parts.map(({ key, steps, applied, end }) => {
    const taken = steps.flatMap(({ step, state }) => (state === "taken" ? step.fields : []));
    const { status = "PENDING", failure = null } = end ?? {};
    return { key, status, appliedFields: [...new Set([...applied, ...taken])], failure };
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

/** What is left to try of an ended update: parts that failed for a reason that may be over, without what they did. */
function reopen({ identities }: UpdateOutcome, start: UpdateProgress): UpdateProgress | null {
  const earlier = new Map(identities.map((outcome) => [toIdentityText(outcome.key), outcome]));
  const requested = new Map(start.parts.map((part) => [toIdentityText(part.key), part]));
  const isOpen = ({ key, failure }: IdentityOutcome): boolean =>
    failure !== null && isRetriable(failure) && requested.has(toIdentityText(key));
  if (!identities.some(isOpen)) return null;
  return {
    parts: [...earlier].map(([text, outcome]): UpdatePart => {
      const { key, status, appliedFields: applied, failure } = outcome;
      const [part] = startUpdate([requested.get(text) ?? { key, change: { profile: {} }, fields: [] }]).parts;
      const again = part as UpdatePart;
      const done = { ...again, applied, change: withoutFields(again.change, applied) };
      if (isOpen(outcome) || status === "PENDING") return done;
      return { ...done, end: { status, failure } };
    }),
  };
}

function complete({ write }: Run<UpdateProgress>, progress: UpdateProgress): CompleteWrite<UpdateOutcome> {
  const userId = getUserId(write);
  const identities = toIdentityOutcomes(progress);
  const result = [...new Set(identities.map(({ status }) => status))].sort().join(", ");
  const touched = progress.parts.map(({ key }) => key);
  return {
    kind: "complete",
    completion: { state: "finished", outcome: { userId, identities }, result, userId, touched },
  };
}
