import type { JsonObject } from "../../identity/app-metadata.js";
import type { ProviderName } from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { IdentityCreator } from "../../identity/writer.js";
import { openCreator, openWriter } from "../open-writer.js";
import { secretsOf, takeSteps, toStepFailure } from "../steps.js";
import { type HandlerResult, type Run, toLinksTurn, type WriteHandler } from "../write-handler.js";
import { failed, link, undo } from "./create-identity.end.js";
import {
  type CreateOutcome,
  type CreateProgress,
  createOutcome,
  createProgress,
  startProgress,
  toOrder,
} from "./create-identity.journal.js";

export type { CreateFailure, CreateOutcome } from "./create-identity.journal.js";

const maxTries = 3;

type CreateRun = Run<CreateProgress>;
type CreateResult = HandlerResult<CreateOutcome>;

/**
 * Creates an identity at a provider, completes it and links it. After a lost answer it is searched for, so the identity is
 * never created twice; when it can't be completed it is removed again.
 */
export const createIdentity: WriteHandler<CreateProgress, CreateOutcome> = {
  kind: "create_identity",
  progress: createProgress,
  outcome: createOutcome,
  mayWait: false,
  turns: (_progress, userId) => (userId === null ? [] : [toLinksTurn(userId)]),
  run: async (run) => {
    let { progress } = run;
    const creator = openCreator(progress.provider, run.environment, run.scope);
    if (progress.phase === "creating") {
      if (!progress.isSent && (await isLinkedThere(progress, run)))
        return failed({ kind: "taken", field: "user" }, progress);
      const next = await create(progress, creator, run);
      if (!isProgress(next)) return next;
      progress = next;
    }
    if (progress.phase === "completing") {
      const next = await takeCompletionSteps(progress, run);
      if (!isProgress(next)) return next;
      progress = next;
    }
    return progress.phase === "undoing" ? undo(progress, creator, run) : link(progress, run);
  },
};

/** The start of a creation's progress. Throws ProviderError when the provider is needed for it and fails. */
export async function startCreation(
  creator: IdentityCreator,
  input: JsonObject,
  start: {
    readonly provider: ProviderName;
    readonly writeId: string;
    readonly now: Date;
    readonly isForNewUser: boolean;
  },
): Promise<CreateProgress> {
  const order = await creator.order(input, start.writeId, start.now);
  return startProgress({ ...start, order });
}

async function create(
  progress: CreateProgress,
  creator: IdentityCreator,
  run: CreateRun,
): Promise<CreateProgress | CreateResult> {
  const order = toOrder(progress);
  const secrets = secretsOf(progress.provider, run.secrets);
  let { isSent } = progress;
  for (let tries = 1; ; tries += 1) {
    try {
      const earlier = isSent ? await creator.find(order) : null;
      if (earlier !== null) return await created(earlier, progress, creator, run);
      if (order.secrets.some((name) => secrets[name] === undefined)) return giveUp(progress, run);
      await run.save({ ...progress, isSent: true });
      const wasSent = isSent;
      isSent = true;
      const result = await creator.create(order, secrets);
      if (result.kind === "created") return await created(result.identity, progress, creator, run);
      // the name may belong to an earlier attempt of ours; unless that is proven, it is another user's
      const own = wasSent ? await creator.find(order) : null;
      return own === null ? failed(result, progress) : await created(own, progress, creator, run);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (error.kind !== "outcome_unknown" && !progress.isSent && tries === 1)
        return failed(toStepFailure(error), progress);
      if (tries === maxTries || run.scope.signal.aborted) return { kind: "pending" };
    }
  }
}

/**
 * Without its secrets the order can't be sent again. It certainly did not arrive once it has been missing for a whole lease,
 * which is longer than any call. Measured by the store's clock, which all processes share.
 */
async function giveUp(
  progress: CreateProgress,
  { environment, write, save }: CreateRun,
): Promise<CreateResult> {
  const missedAt = progress.missedAt ?? write.readAt.toISOString();
  const missedForMs = write.readAt.getTime() - Date.parse(missedAt);
  if (!progress.isSent || missedForMs >= environment.leaseMs)
    return failed({ kind: "secret_lost" }, progress);
  await save({ ...progress, missedAt });
  return { kind: "pending" };
}

/** Whether the user already has an identity in the realm. */
async function isLinkedThere(
  { provider, order }: CreateProgress,
  { write, environment }: CreateRun,
): Promise<boolean> {
  if (write.userId === null) return false;
  const users = await environment.directory.findUsers([{ kind: "id", id: write.userId }]);
  const links = [...users.values()].flat().flatMap((user) => user.links);
  return links.some((link) => link.provider === provider && link.realm === order.realm);
}

async function created(
  identity: ProviderIdentity,
  progress: CreateProgress,
  creator: IdentityCreator,
  run: CreateRun,
): Promise<CreateProgress> {
  const steps = creator
    .completion(toOrder(progress), identity)
    .map((step) => ({ step, state: "planned" as const }));
  const { provider, realm, subject } = identity;
  const next: CreateProgress = { ...progress, phase: "completing", key: { provider, realm, subject }, steps };
  await run.save(next);
  return next;
}

async function takeCompletionSteps(
  progress: CreateProgress,
  run: CreateRun,
): Promise<CreateProgress | CreateResult> {
  const taken = await takeSteps({
    steps: progress.steps,
    secrets: run.secrets,
    signal: run.scope.signal,
    writerOf: (key) => openWriter(key, run.environment, run.scope),
    save: (steps) => run.save({ ...progress, steps }),
  });
  const next = { ...progress, steps: taken.steps };
  await run.save(next);
  if (taken.kind !== "through") return { kind: "pending" };
  const failure = taken.steps.find(({ state }) => state === "failed")?.failure;
  if (failure === undefined) return next;
  const undoing: CreateProgress = { ...next, phase: "undoing", failure };
  await run.save(undoing);
  return undoing;
}

function isProgress(value: CreateProgress | CreateResult): value is CreateProgress {
  return "phase" in value;
}
