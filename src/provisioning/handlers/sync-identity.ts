import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Directory } from "../../directory/directory.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import type { UserId } from "../../identity/ids.js";
import { type IdentityKey, toIdentityText } from "../../identity/link.js";
import type { ConnectedProvider, ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { IdentitySync, SyncedNames, SyncResult } from "../../identity/sync.js";
import { openSync } from "../open-writer.js";
import { isVerdict, toStepFailure } from "../steps.js";
import { identityKey, jsonObject, type StepFailure, stepFailure, userId } from "../stored-values.js";
import { type CompleteWrite, getUserId, type Run, toLinksTurn, type WriteHandler } from "../write-handler.js";

export type SyncProgress = {
  readonly key: IdentityKey;
  readonly input: JsonObject;
  /** Whether the provider may have been sent it; stored before it is sent. */
  readonly isSent: boolean;
};

export type SyncOutcome =
  | {
      readonly kind: "synced";
      readonly userId: UserId;
      readonly key: IdentityKey;
      readonly roles: readonly JsonObject[];
      readonly isAuthenticated: boolean | null;
      readonly names: SyncedNames;
    }
  /** An identity that the provider asserts belongs to another user; nothing was changed. */
  | { readonly kind: "conflict"; readonly key: IdentityKey }
  | { readonly kind: "failed"; readonly key: IdentityKey; readonly failure: StepFailure };

const maxTries = 3;
const pauseMs = 100;

const nameText = z.string().nullable();
const names: z.ZodType<SyncedNames> = z
  .strictObject({ name: nameText, givenName: nameText, familyName: nameText })
  .default({ name: null, givenName: null, familyName: null }); // an earlier version recorded none

/** Brings an identity up to date at its provider and links what the provider asserts; checks for conflicts first. */
export const syncIdentity: WriteHandler<SyncProgress, SyncOutcome> = {
  kind: "sync_identity",
  mayWait: false,
  turns: ({ key }, userId) => [
    { scope: toIdentityText(key), fields: [], supersedes: [] },
    ...(userId === null ? [] : [toLinksTurn(userId)]),
  ],
  progress: z.strictObject({ key: identityKey, input: jsonObject, isSent: z.boolean() }),
  outcome: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("synced"),
      userId,
      key: identityKey,
      roles: z.array(jsonObject),
      isAuthenticated: z.boolean().nullable(),
      names,
    }),
    z.strictObject({ kind: z.literal("conflict"), key: identityKey }),
    z.strictObject({ kind: z.literal("failed"), key: identityKey, failure: stepFailure }),
  ]),
  run: async (run) => {
    const { key, input, isSent } = run.progress;
    try {
      const sync = openSync(key.provider, run.environment, run.scope);
      const before = await sync.read(key.subject);
      if (before === null) return undone({ kind: "failed", key, failure: { kind: "not_found" } });
      const taken = await findTaken(before, run);
      if (taken !== null) return undone({ kind: "conflict", key: taken });
      await run.save({ ...run.progress, isSent: true });
      const result = await syncWithRetries(sync, key, input, run);
      if (result === "unsure") return { kind: "pending" };
      if (result === null) return undone({ kind: "failed", key, failure: { kind: "not_found" } });
      return finished(key, result, run);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (isSent && !isVerdict(error)) return { kind: "pending" };
      return undone({ kind: "failed", key, failure: toStepFailure(error) });
    }
  },
};

/** An asserted identity that belongs to another user; null when there is none. */
export async function findConflict(
  identity: ProviderIdentity,
  userId: UserId | null,
  directory: Directory,
  providers: readonly ConnectedProvider[],
): Promise<IdentityKey | null> {
  const asserted = ourKeys(identity, providers);
  const keys = asserted.map(({ provider, subject }) => ({ kind: "subject", provider, subject }) as const);
  if (keys.length === 0) return null;
  const users = [...(await directory.findUsers(keys)).values()].flat();
  const owners = new Map(
    users.flatMap(({ links }) => links.map((link) => [toIdentityText(link), link.userId])),
  );
  const known = asserted.filter((key) => owners.has(toIdentityText(key)));
  const first = userId ?? (known[0] && owners.get(toIdentityText(known[0])));
  return known.find((key) => owners.get(toIdentityText(key)) !== first) ?? null;
}

/** Assertions about realms that are not ours are left out. */
export function ourKeys(
  { assertedKeys }: ProviderIdentity,
  providers: readonly ConnectedProvider[],
): readonly IdentityKey[] {
  return assertedKeys.filter(({ provider, realm }) =>
    providers.some(({ name, realms }) => name === provider && realms.includes(realm)),
  );
}

function findTaken(
  identity: ProviderIdentity,
  { write, environment }: Run<SyncProgress>,
): Promise<IdentityKey | null> {
  return findConflict(identity, write.userId, environment.directory, environment.providers);
}

async function syncWithRetries(
  sync: IdentitySync,
  { subject }: IdentityKey,
  input: JsonObject,
  { scope }: Run<SyncProgress>,
): Promise<SyncResult | null | "unsure"> {
  let mayBeSynced = false; // by an earlier try
  for (let tries = 1; ; tries += 1) {
    try {
      return await sync.sync(subject, input);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      mayBeSynced ||= error.kind === "outcome_unknown";
      if (!mayBeSynced || isVerdict(error)) throw error;
      if (tries === maxTries || scope.signal.aborted) return "unsure";
      await sleep(pauseMs * tries);
    }
  }
}

function finished(
  key: IdentityKey,
  { identity, roles, isAuthenticated, names }: SyncResult,
  run: Run<SyncProgress>,
): CompleteWrite<SyncOutcome> {
  const owner = getUserId(run.write);
  const asserted = ourKeys(identity, run.environment.providers);
  return {
    kind: "complete",
    completion: {
      state: "finished",
      outcome: { kind: "synced", userId: owner, key, roles, isAuthenticated, names },
      result: "SYNCED",
      userId: owner,
      links: asserted.map((each) => ({ key: each, evidence: "PROVIDER_ASSERTED" })),
      touched: [key],
    },
    onLinkTaken: (taken) => undone({ kind: "conflict", key: taken }),
  };
}

function undone(outcome: SyncOutcome): CompleteWrite<SyncOutcome> {
  const result = outcome.kind === "failed" ? outcome.failure.kind.toUpperCase() : outcome.kind.toUpperCase();
  return {
    kind: "complete",
    completion: { state: "undone", outcome: outcome, result, userId: null },
  };
}
