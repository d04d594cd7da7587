import type { JsonObject } from "../../identity/app-metadata.js";
import type { ProviderSubject, Realm } from "../../identity/ids.js";
import {
  type IdentityKey,
  type LinkedUser,
  type ProviderName,
  toIdentityKey,
  toIdentityText,
  type UserKey,
} from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { ProviderIdentity } from "../../identity/provider-identity.js";
import type { SyncedNames } from "../../identity/sync.js";
import { findConflict, syncIdentity } from "../../provisioning/handlers/sync-identity.js";
import { registerIdentity } from "../../provisioning/just-in-time.js";
import { openSync } from "../../provisioning/open-writer.js";
import type { UserUnreadError } from "../errors/user-unread.js";
import type { UserByInput } from "../inputs/user-by.js";
import type { GraphContext } from "../schema/context.js";
import type { FoundUser } from "../user/user.js";
import { findUser, parseKey } from "./find-user.js";
import {
  IdentityConflict,
  IdentityNotFound,
  IdentityProblem,
  IdentityProviderFailed,
  InvalidIdentityInput,
} from "./problems.js";
import { reloadUser, toProblem, writeToEnd } from "./run-write.js";

export interface SyncCommand {
  readonly provider: ProviderName;
  readonly realm: Realm;
  readonly user: UserByInput;
  /** Where the provider knows a user by a subject of another provider. */
  readonly connection: {
    readonly provider: ProviderName;
    /** Null when the input names none. */
    readonly id: string | null;
    /** Path of the id in the input. */
    readonly path: string;
  };
  readonly idempotencyKey: string | null;
  /** What is sent to the provider. */
  readonly input: JsonObject;
}

export interface Synced extends SyncedNames {
  readonly user: FoundUser | UserUnreadError;
  /** The identity that was synchronised. */
  readonly key: IdentityKey;
  readonly roles: readonly JsonObject[];
  readonly isAuthenticated: boolean | null;
}

/** Synchronises an identity and links what its provider asserts; or returns the problem. */
export async function syncAt(command: SyncCommand, context: GraphContext): Promise<Synced | IdentityProblem> {
  try {
    const found = await findTarget(command, context);
    return found instanceof IdentityProblem ? found : await sync(command, found, context);
  } catch (error) {
    if (error instanceof ProviderError) return IdentityProviderFailed.because(error);
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
): Promise<Synced | IdentityProblem> {
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
  if (outcome instanceof IdentityProblem) return outcome;
  switch (outcome.kind) {
    case "synced": {
      const { roles, isAuthenticated, names, userId } = outcome;
      return { ...names, user: await reloadUser(userId, context), key, roles, isAuthenticated };
    }
    case "conflict":
      return IdentityConflict.at(outcome.key);
    case "failed":
      return toProblem(outcome.failure, key);
  }
}

/** A subject of the provider, or one that only its connections know, may belong to an identity that has no user yet. */
async function findTarget(command: SyncCommand, context: GraphContext): Promise<Target | IdentityProblem> {
  const { provider, user: by, connection } = command;
  if (by.email !== undefined && by.email !== null) return findLinked(command, context);
  const key = parseKey(by, context);
  if (key instanceof IdentityProblem) return key;
  if (key.kind === "subject" && key.provider === provider) {
    const sync = openSync(provider, context.setup.writes, context.scope);
    return register(command, await sync.read(key.subject), context);
  }
  if (key.kind === "subject" && key.provider === connection.provider)
    return (await findKnown(command, key, context)) ?? findByConnection(command, key.subject, context);
  return findLinked(command, context);
}

async function findLinked(command: SyncCommand, context: GraphContext): Promise<Target | IdentityProblem> {
  const user = await findUser(command.user, context);
  if (user instanceof IdentityProblem) return user;
  return toTarget(command, user) ?? IdentityNotFound.at({ provider: command.provider });
}

/** The user's identity at the provider; undefined without one. */
function toTarget({ provider, realm }: SyncCommand, user: LinkedUser): Target | undefined {
  const link = user.links.find((each) => each.provider === provider && each.realm === realm);
  return link && { user, key: toIdentityKey(link) };
}

/** By what the directory knows alone. */
async function findKnown(
  command: SyncCommand,
  key: UserKey,
  { directory }: GraphContext,
): Promise<Target | undefined> {
  const users = [...(await directory.findUsers([key])).values()].flat();
  const [target, other] = users.flatMap((user) => toTarget(command, user) ?? []);
  return other === undefined ? target : undefined;
}

async function findByConnection(
  command: SyncCommand,
  subject: ProviderSubject,
  context: GraphContext,
): Promise<Target | IdentityProblem> {
  const { provider, connection } = command;
  if (connection.id === null) {
    const message = `${connection.path} must be given for a user who is not known yet`;
    return InvalidIdentityInput.of([{ path: connection.path, constraint: "required", message }]);
  }
  const sync = openSync(provider, context.setup.writes, context.scope);
  return register(command, await sync.findByConnection(connection.id, subject), context);
}

/** The user of an identity, created when it has none. Changes nothing when an asserted identity belongs to another user. */
async function register(
  command: SyncCommand,
  identity: ProviderIdentity | null,
  context: GraphContext,
): Promise<Target | IdentityProblem> {
  if (identity === null) return IdentityNotFound.at({ provider: command.provider });
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
