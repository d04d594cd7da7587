import { mintUserId, type Realm, type UserId } from "../../identity/ids.js";
import type { IdentityKey, ProviderName } from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import {
  type CreateFailure,
  createIdentity,
  startCreation,
} from "../../provisioning/handlers/create-identity.js";
import { openCreator } from "../../provisioning/open-writer.js";
import type { UserUnreadError } from "../errors/user-unread.js";
import type { UserByInput } from "../inputs/user-by.js";
import { splitSecrets } from "../inputs/write.js";
import type { GraphContext } from "../schema/context.js";
import type { FoundUser } from "../user/user.js";
import { findUser } from "./find-user.js";
import { IdentityConflict, IdentityExists, IdentityProblem, IdentityProviderFailed } from "./problems.js";
import { reloadUser, toProblem, writeToEnd } from "./run-write.js";

export interface CreationCommand {
  readonly provider: ProviderName;
  readonly realm: Realm;
  /** The user to link the identity to; a new user when absent. */
  readonly user: UserByInput | null;
  readonly idempotencyKey: string | null;
  /** The provider's own input, checked, password included. */
  readonly input: object;
}

export interface Created {
  readonly user: FoundUser | UserUnreadError;
  readonly key: IdentityKey;
}

/** Creates an identity, completes it, and links it to its user; or returns the problem. */
export async function createAt(
  command: CreationCommand,
  context: GraphContext,
): Promise<Created | IdentityProblem> {
  const user = command.user === null ? null : await findUser(command.user, context);
  if (user instanceof IdentityProblem) return user;
  try {
    return await create(command, user?.id ?? null, context);
  } catch (error) {
    if (error instanceof ProviderError) return IdentityProviderFailed.because(error);
    throw error;
  }
}

async function create(
  command: CreationCommand,
  userId: UserId | null,
  context: GraphContext,
): Promise<Created | IdentityProblem> {
  const { provider, realm, idempotencyKey } = command;
  const { plain, secrets } = splitSecrets(provider, command.input);
  const { writes } = context.setup;
  const id = mintUserId();
  const creator = openCreator(provider, writes, context.scope);
  const progress = await startCreation(creator, plain, {
    provider,
    writeId: id,
    now: writes.now(),
    isForNewUser: userId === null,
  });
  const outcome = await writeToEnd(
    {
      id,
      handler: createIdentity,
      userId,
      idempotencyKey,
      input: { userId, provider, realm, plain },
      secrets,
      progress,
      fields: Object.keys(plain),
      touched: [],
    },
    context,
  );
  if (outcome instanceof IdentityProblem) return outcome;
  if (outcome.kind === "failed") return toCreateProblem(outcome.failure, outcome.place);
  return { user: await reloadUser(outcome.userId, context), key: outcome.key };
}

/** Why nothing was created. */
export function toCreateProblem(
  failure: CreateFailure,
  place: Pick<IdentityKey, "provider" | "realm">,
): IdentityProblem {
  switch (failure.kind) {
    case "taken":
      return IdentityExists.of(failure.field);
    case "conflict":
      return IdentityConflict.at(failure.key);
    case "refused":
    case "not_found":
    case "provider":
    case "secret_lost":
      return toProblem(failure, place);
  }
}
