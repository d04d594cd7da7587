import type { JsonObject } from "../../identity/app-metadata.js";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import {
  type IdentityKey,
  type LinkedUser,
  type ProviderName,
  toIdentityKey,
  toIdentityText,
} from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { ProviderIdentity } from "../../identity/provider-identity.js";
import type { IdentitySync } from "../../identity/sync.js";
import { findConflict, syncIdentity } from "../../provisioning/handlers/sync-identity.js";
import { registerIdentity } from "../../provisioning/just-in-time.js";
import { openSync } from "../../provisioning/open-writer.js";
import type { GraphContext } from "../schema/context.js";
import type { FoundUser } from "../user/user.js";
import { IdentityConflict, IdentityNotFound, Problem, ProviderFailed } from "./problems.js";
import { findUser, reloadUser, toProblem, writeToEnd } from "./run-write.js";

/** What to synchronise: a user of this graph, a subject of the provider, or a user of one of its identity connections. */
export type SyncTarget =
  | { readonly kind: "user"; readonly id: string }
  | { readonly kind: "subject"; readonly subject: ProviderSubject }
  | { readonly kind: "connection"; readonly connectionId: string; readonly connectionUserId: string };

export interface SyncCommand {
  readonly provider: ProviderName;
  readonly realm: Realm;
  readonly target: SyncTarget;
  readonly idempotencyKey: string | null;
  /** What is sent to the provider. */
  readonly input: JsonObject;
}

export interface Synced {
  readonly user: FoundUser;
  readonly roles: readonly JsonObject[];
  readonly isAuthenticated: boolean | null;
}

/** Synchronises an identity and links what its provider asserts; or returns the problem. */
export async function syncAt(command: SyncCommand, context: GraphContext): Promise<Synced | Problem> {
  try {
    const found = await findTarget(command, context);
    return found instanceof Problem ? found : await sync(command, found, context);
  } catch (error) {
    if (error instanceof ProviderError) return ProviderFailed.because(error);
    throw error;
  }
}

interface Target {
  readonly user: LinkedUser;
  readonly key: IdentityKey;
}

async function sync(
  command: SyncCommand,
  { user, key }: Target,
  context: GraphContext,
): Promise<Synced | Problem> {
  const { idempotencyKey, input } = command;
  const outcome = await writeToEnd(
    {
      handler: syncIdentity,
      userId: user.id,
      idempotencyKey,
      input: { key, input },
      secrets: {},
      progress: { key, input, isSent: false },
      fields: Object.keys(input),
      touched: [key],
    },
    context,
  );
  if (outcome instanceof Problem) return outcome;
  switch (outcome.kind) {
    case "synced": {
      const { roles, isAuthenticated, userId } = outcome;
      return { user: await reloadUser(userId, context), roles, isAuthenticated };
    }
    case "conflict":
      return IdentityConflict.at(outcome.key);
    case "failed":
      return toProblem(outcome.failure, key, "input");
  }
}

async function findTarget(command: SyncCommand, context: GraphContext): Promise<Target | Problem> {
  const { provider, realm, target } = command;
  if (target.kind === "user") {
    const user = await findUser({ id: target.id }, context);
    if (user instanceof Problem) return user;
    const link = user.links.find((each) => each.provider === provider && each.realm === realm);
    return link === undefined ? IdentityNotFound.at({ provider }) : { user, key: toIdentityKey(link) };
  }
  const connection = openSync(provider, context.setup.writes, context.scope);
  const identity = await readTarget(connection, target);
  return identity === null ? IdentityNotFound.at({ provider }) : register(identity, context);
}

function readTarget(
  connection: IdentitySync,
  target: Exclude<SyncTarget, { kind: "user" }>,
): Promise<ProviderIdentity | null> {
  return target.kind === "subject"
    ? connection.read(target.subject)
    : connection.findByConnection(target.connectionId, target.connectionUserId);
}

/** The user of an identity, created when it has none. Changes nothing when an asserted identity belongs to another user. */
async function register(identity: ProviderIdentity, context: GraphContext): Promise<Target | Problem> {
  const { directory, reads, setup } = context;
  const { provider, subject } = identity;
  const known = [...(await directory.findUsers([{ kind: "subject", provider, subject }])).values()].flat();
  const owner = known.find(({ links }) =>
    links.some((link) => toIdentityText(link) === toIdentityText(identity)),
  );
  const taken = await findConflict(identity, owner?.id ?? null, directory, setup.connected);
  if (taken !== null) return IdentityConflict.at(taken);
  const key = toIdentityKey(identity);
  const user = owner ?? (await registerIdentity([identity], directory, reads)).get(toIdentityText(identity));
  if (user === undefined) throw new Error("an identity was registered without a user");
  return { user, key };
}
