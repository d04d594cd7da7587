import { setTimeout as sleep } from "node:timers/promises";
import type { Directory } from "../../directory/directory.js";
import type { JsonObject } from "../../identity/app-metadata.js";
import type { UserId } from "../../identity/ids.js";
import { type IdentityKey, toIdentityText } from "../../identity/link.js";
import type { ConnectedProvider, ProviderIdentity } from "../../identity/provider.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { IdentitySync, SyncResult } from "../../identity/sync.js";
import type { CallScope } from "../../platform/call-scope.js";
import type { HandlerResult, Run, WriteEnvironment, WriteHandler } from "../runner.js";
import { isVerdict, type StepFailure, toJson, toStepFailure } from "../steps.js";

export interface SyncProgress {
  readonly key: IdentityKey;
  readonly input: JsonObject;
  /** Whether the provider may have been sent it; written down before it is. */
  readonly isSent?: boolean;
}

export type SyncOutcome =
  | {
      readonly kind: "synced";
      readonly userId: UserId;
      readonly key: IdentityKey;
      readonly roles: readonly JsonObject[];
      readonly isAuthenticated: boolean | null;
    }
  /** An identity that the provider asserts belongs to another user; nothing was changed. */
  | { readonly kind: "conflict"; readonly key: IdentityKey }
  | { readonly kind: "failed"; readonly failure: StepFailure };

const maxTries = 3;
const pauseMs = 100;

/** Brings an identity up to date at its provider and links what the provider asserts; checks for conflicts first. */
export const syncIdentity: WriteHandler = {
  kind: "sync_identity",
  run: async (run) => {
    const { key, input, isSent = false } = run.write.progress as unknown as SyncProgress;
    try {
      const sync = openSync(key, run.environment, run.scope);
      const before = await sync.read(key.subject);
      if (before === null) return undone({ kind: "failed", failure: { kind: "not_found" } });
      const taken = await findTaken(before, run);
      if (taken !== null) return undone({ kind: "conflict", key: taken });
      await run.save({ ...run.write.progress, isSent: true });
      const result = await syncPatiently(sync, key, input, run);
      if (result === "unsure") return { kind: "pending" };
      if (result === null) return undone({ kind: "failed", failure: { kind: "not_found" } });
      return finished(key, result, run);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (isSent && !isVerdict(error)) return { kind: "pending" };
      return undone({ kind: "failed", failure: toStepFailure(error) });
    }
  },
};

/** One that the provider asserts and another user has; null when there is none. */
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

function findTaken(identity: ProviderIdentity, { write, environment }: Run): Promise<IdentityKey | null> {
  return findConflict(identity, write.userId, environment.directory, environment.providers);
}

export function openSync(
  { provider }: Pick<IdentityKey, "provider">,
  environment: WriteEnvironment,
  scope: CallScope,
): IdentitySync {
  const sync = environment.providers.find(({ name }) => name === provider)?.openSync?.(scope);
  if (sync === undefined) throw new ProviderError(provider, "rejected", "switched off");
  return sync;
}

async function syncPatiently(
  sync: IdentitySync,
  { subject }: IdentityKey,
  input: JsonObject,
  { scope }: Run,
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
  { identity, roles, isAuthenticated }: SyncResult,
  run: Run,
): HandlerResult {
  const userId = run.write.userId as UserId;
  const asserted = ourKeys(identity, run.environment.providers);
  return {
    kind: "complete",
    completion: {
      state: "finished",
      outcome: toJson({ kind: "synced", userId, key, roles, isAuthenticated }),
      result: "SYNCED",
      userId,
      links: asserted.map((each) => ({ key: each, evidence: "PROVIDER_ASSERTED" })),
      touched: [key],
    },
    onLinkTaken: (taken) => undone({ kind: "conflict", key: taken }),
  };
}

function undone(outcome: SyncOutcome): Extract<HandlerResult, { kind: "complete" }> {
  const result = outcome.kind === "failed" ? outcome.failure.kind.toUpperCase() : outcome.kind.toUpperCase();
  return {
    kind: "complete",
    completion: { state: "undone", outcome: toJson(outcome), result, userId: null },
  };
}
