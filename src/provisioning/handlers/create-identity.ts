import type { JsonObject } from "../../identity/app-metadata.js";
import { mintUserId } from "../../identity/ids.js";
import type { ProviderName } from "../../identity/link.js";
import type { ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { IdentityCreator } from "../../identity/writer.js";
import type { CallScope } from "../../platform/call-scope.js";
import type { HandlerResult, Run, WriteEnvironment, WriteHandler } from "../runner.js";
import { secretsOf, takeSteps, toJson, toStepFailure } from "../steps.js";
import { failed, link, undo } from "./create-identity.end.js";
import { type CreateProgress, toOrder } from "./create-identity.journal.js";
import { openWriter } from "./update-user.js";

export type { CreateFailure, CreateOutcome, CreateProgress } from "./create-identity.journal.js";

const maxTries = 3;

/**
 * Creates an identity at a provider, completes it and links it. A lost answer is settled by looking, so the identity is
 * never created twice; when it can't be completed it is taken away again.
 */
export const createIdentity: WriteHandler = {
  kind: "create_identity",
  run: async (run) => {
    let progress = run.write.progress as unknown as CreateProgress;
    const creator = openCreator(progress.provider, run.environment, run.scope);
    if (progress.phase === "creating") {
      if (!progress.isSent && (await isLinkedThere(progress, run)))
        return failed({ kind: "taken", field: "userId" });
      const next = await create(progress, creator, run);
      if (!isProgress(next)) return next;
      progress = next;
    }
    if (progress.phase === "completing") {
      const next = await complete(progress, run);
      if (!isProgress(next)) return next;
      progress = next;
    }
    return progress.phase === "undoing" ? undo(progress, creator, run) : link(progress, run);
  },
};

/** The start of a creation's progress. Throws ProviderError when the provider must be asked for it and can't be. */
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
  return {
    provider: start.provider,
    phase: "creating",
    isSent: false,
    missedAt: null,
    order: { ...order, startedAt: order.startedAt.toISOString() },
    newUserId: start.isForNewUser ? mintUserId() : null,
    key: null,
    steps: [],
    failure: null,
  };
}

export function openCreator(
  provider: ProviderName,
  environment: WriteEnvironment,
  scope: CallScope,
): IdentityCreator {
  const connected = environment.providers.find(({ name }) => name === provider);
  const creator = connected?.openCreator?.(scope);
  if (creator === undefined) throw new ProviderError(provider, "rejected", "switched off");
  return creator;
}

async function create(
  progress: CreateProgress,
  creator: IdentityCreator,
  run: Run,
): Promise<CreateProgress | HandlerResult> {
  const order = toOrder(progress);
  const secrets = secretsOf(progress.provider, run.secrets);
  let { isSent } = progress;
  for (let tries = 1; ; tries += 1) {
    try {
      const earlier = isSent ? await creator.find(order) : null;
      if (earlier !== null) return await created(earlier, progress, creator, run);
      if (order.secrets.some((name) => secrets[name] === undefined)) return giveUp(progress, run);
      await run.save(toJson({ ...progress, isSent: true }));
      const wasSent = isSent;
      isSent = true;
      const result = await creator.create(order, secrets);
      if (result.kind === "created") return await created(result.identity, progress, creator, run);
      // an earlier attempt of ours may be what has the name: unless that is proven, it is somebody else's
      const held = wasSent ? await creator.find(order) : null;
      return held === null ? failed(result) : await created(held, progress, creator, run);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (error.kind !== "outcome_unknown" && !progress.isSent && tries === 1)
        return failed(toStepFailure(error));
      if (tries === maxTries || run.scope.signal.aborted) return { kind: "pending" };
    }
  }
}

/**
 * Without its secrets the order can't be sent again. That it did not arrive is certain once it was missed for as long as a
 * lease, which is longer than any call; by the store's clock, which all who look for it share.
 */
async function giveUp(progress: CreateProgress, { environment, write, save }: Run): Promise<HandlerResult> {
  const missedAt = progress.missedAt ?? write.readAt.toISOString();
  const missedForMs = write.readAt.getTime() - Date.parse(missedAt);
  if (!progress.isSent || missedForMs >= environment.leaseMs) return failed({ kind: "secret_lost" });
  await save(toJson({ ...progress, missedAt }));
  return { kind: "pending" };
}

/** Whether the user has an identity in the realm already. */
async function isLinkedThere(
  { provider, order }: CreateProgress,
  { write, environment }: Run,
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
  run: Run,
): Promise<CreateProgress> {
  const steps = creator
    .completion(toOrder(progress), identity)
    .map((step) => ({ step, state: "planned" as const }));
  const { provider, realm, subject } = identity;
  const next: CreateProgress = { ...progress, phase: "completing", key: { provider, realm, subject }, steps };
  await run.save(toJson(next));
  return next;
}

async function complete(progress: CreateProgress, run: Run): Promise<CreateProgress | HandlerResult> {
  const taken = await takeSteps({
    steps: progress.steps,
    secrets: run.secrets,
    signal: run.scope.signal,
    writerOf: (key) => openWriter(key, run.environment, run.scope),
    save: (steps) => run.save(toJson({ ...progress, steps })),
  });
  const next = { ...progress, steps: taken.steps };
  await run.save(toJson(next));
  if (taken.kind === "unsure") return { kind: "pending" };
  const failure = taken.steps.find(({ state }) => state === "failed")?.failure;
  if (failure === undefined) return next;
  const undoing: CreateProgress = { ...next, phase: "undoing", failure };
  await run.save(toJson(undoing));
  return undoing;
}

function isProgress(value: CreateProgress | HandlerResult): value is CreateProgress {
  return "phase" in value;
}
