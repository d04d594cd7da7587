import type { JsonObject } from "../identity/app-metadata.js";
import { mintUserId, type UserId } from "../identity/ids.js";
import type { IdentityKey, LinkedUser, ProviderName } from "../identity/link.js";
import type { HeldIdentity } from "../identity/provider.js";
import { ProviderError } from "../identity/provider-error.js";
import type { CreationOrder, IdentityCreator } from "../identity/writer.js";
import type { CallScope } from "../platform/call-scope.js";
import { type StepFailure, type StepRecord, secretsOf, takeSteps, toJson, toStepFailure } from "./steps.js";
import { openWriter } from "./update-user.js";
import type { Advance, Run, WriteEnvironment, WriteHandler } from "./write-runner.js";

export interface CreateProgress {
  readonly provider: ProviderName;
  /**
   * - `creating`: the provider may or may not have the identity
   * - `completing`: it has; password, groups and the like are being set
   * - `undoing`: it is being taken away again
   */
  readonly phase: "creating" | "completing" | "undoing";
  /** Whether the provider may have been sent the order; written down before it is. */
  readonly isSent: boolean;
  /** When the provider was first found without it although it had been sent; null before. A call given up may arrive late. */
  readonly missedAt: string | null;
  /** `startedAt` is text here: the journal keeps JSON. */
  readonly order: Omit<CreationOrder, "startedAt"> & { readonly startedAt: string };
  /** The user to be made; null when the identity is for a user who exists. */
  readonly newUserId: UserId | null;
  readonly key: IdentityKey | null;
  readonly steps: readonly StepRecord[];
  /** Why it is being undone. */
  readonly failure: CreateFailure | null;
}

export type CreateFailure =
  | StepFailure
  | { readonly kind: "taken"; readonly field: string }
  | { readonly kind: "conflict"; readonly key: IdentityKey };

export type CreateOutcome =
  | { readonly kind: "created"; readonly userId: UserId; readonly key: IdentityKey }
  | { readonly kind: "failed"; readonly failure: CreateFailure };

const maxTries = 3;

/**
 * Creates an identity at a provider, completes it and links it. A lost answer is settled by looking, so the identity is
 * never created twice; when it can't be completed it is taken away again.
 */
export const createIdentity: WriteHandler = {
  kind: "create_identity",
  advance: async (run) => {
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
): Promise<CreateProgress | Advance> {
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
      // an earlier order of ours may be what has the name: the next look will tell
      if (!wasSent || tries === maxTries) return failed(result);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (error.kind !== "outcome_unknown" && !progress.isSent && tries === 1)
        return failed(toStepFailure(error));
      if (tries === maxTries || run.scope.signal.aborted) return { kind: "pending" };
    }
  }
}

/**
 * By the store's clock, which all who look for it share. Without its secrets the order can't be sent again. That it did not arrive is certain once it was missed for as long as a
 * lease, which is longer than any call.
 */
async function giveUp(progress: CreateProgress, { environment, write, save }: Run): Promise<Advance> {
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
  { provider, realm, subject }: HeldIdentity,
  progress: CreateProgress,
  creator: IdentityCreator,
  run: Run,
): Promise<CreateProgress> {
  const steps = creator
    .completion(toOrder(progress), subject)
    .map((step) => ({ step, state: "planned" as const }));
  const next: CreateProgress = { ...progress, phase: "completing", key: { provider, realm, subject }, steps };
  await run.save(toJson(next));
  return next;
}

async function complete(progress: CreateProgress, run: Run): Promise<CreateProgress | Advance> {
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

/** Takes the identity away, unless it has an owner by now: then it is not ours to remove. */
async function undo(progress: CreateProgress, creator: IdentityCreator, run: Run): Promise<Advance> {
  const { key, failure } = progress;
  if (key === null || failure === null)
    throw new Error("a creation is undone without an identity or a reason");
  const userKey = { kind: "subject", provider: key.provider, subject: key.subject } as const;
  const owners = [...(await run.environment.directory.findUsers([userKey])).values()].flat();
  const isOwned = owners.some(({ links }) =>
    links.some((each) => each.realm === key.realm && each.subject === key.subject),
  );
  try {
    if (!isOwned) await creator.remove(key);
  } catch (error) {
    if (error instanceof ProviderError) return { kind: "pending" };
    throw error;
  }
  return failed(failure);
}

/** Links the identity to its user. A reader may have met it meanwhile: then the user that it got is the new user. */
function link(progress: CreateProgress, { write }: Run): Advance {
  const { key, newUserId } = progress;
  const userId = newUserId ?? write.userId;
  if (key === null || userId === null) throw new Error("a creation is linked without an identity or a user");
  const finish = (owner: UserId, links: boolean): Extract<Advance, { kind: "settle" }> => ({
    kind: "settle",
    settlement: {
      state: "finished",
      outcome: toJson({ kind: "created", userId: owner, key } satisfies CreateOutcome),
      result: "CREATED",
      userId: owner,
      createsUser: links && newUserId !== null,
      links: links ? [{ key, evidence: "CREATED_HERE" }] : [],
      touched: [key],
    },
    onLinkTaken: (_key: IdentityKey, user: LinkedUser) =>
      newUserId === null ? failed({ kind: "conflict", key }) : finish(user.id, false),
  });
  return finish(userId, true);
}

function failed(failure: CreateFailure): Extract<Advance, { kind: "settle" }> {
  return {
    kind: "settle",
    settlement: {
      state: "undone",
      outcome: toJson({ kind: "failed", failure } satisfies CreateOutcome),
      result: failure.kind.toUpperCase(),
      userId: null,
    },
  };
}

function toOrder({ order }: CreateProgress): CreationOrder {
  return { ...order, startedAt: new Date(order.startedAt) };
}

function isProgress(value: CreateProgress | Advance): value is CreateProgress {
  return "phase" in value;
}
