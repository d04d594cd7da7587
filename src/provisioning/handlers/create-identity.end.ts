import type { UserId } from "../../identity/ids.js";
import type { IdentityKey, LinkedUser } from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { IdentityCreator } from "../../identity/writer.js";
import type { CompleteWrite, HandlerResult, Run } from "../write-handler.js";
import {
  type CreateFailure,
  type CreateOutcome,
  type CreateProgress,
  toOrder,
} from "./create-identity.journal.js";

/**
 * Removes the identity, unless it has an owner by now: then it is not ours to remove. An identity that a new read does not
 * prove to be ours is not touched, and an operator must decide.
 */
export async function undo(
  progress: CreateProgress,
  creator: IdentityCreator,
  run: Run<CreateProgress>,
): Promise<HandlerResult<CreateOutcome>> {
  const { key, failure } = progress;
  if (key === null || failure === null)
    throw new Error("a creation is undone without an identity or a reason");
  const userKey = { kind: "subject", provider: key.provider, subject: key.subject } as const;
  const owners = [...(await run.environment.directory.findUsers([userKey])).values()].flat();
  const isOwned = owners.some(({ links }) =>
    links.some((each) => each.realm === key.realm && each.subject === key.subject),
  );
  try {
    if (isOwned) await creator.release(toOrder(progress), key);
    else if ((await creator.remove(toOrder(progress), key)) === "unproven")
      return { kind: "park", reason: "ownership_unknown" };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.kind !== "not_found") return { kind: "pending" };
  }
  return failed(failure, progress);
}

/** Links the identity to its user. A read may have registered it meanwhile: then its owner is the new user. */
export function link(progress: CreateProgress, { write }: Run<CreateProgress>): CompleteWrite<CreateOutcome> {
  const { key, newUserId } = progress;
  const userId = newUserId ?? write.userId;
  if (key === null || userId === null) throw new Error("a creation is linked without an identity or a user");
  const finish = (owner: UserId, links: boolean): CompleteWrite<CreateOutcome> => ({
    kind: "complete",
    completion: {
      state: "finished",
      outcome: { kind: "created", userId: owner, key },
      result: "CREATED",
      userId: owner,
      createsUser: links && newUserId !== null,
      links: links ? [{ key, evidence: "CREATED_HERE" }] : [],
      touched: [key],
    },
    onLinkTaken: (_key: IdentityKey, user: LinkedUser) =>
      newUserId === null ? failed({ kind: "conflict", key }, progress) : finish(user.id, false),
  });
  return finish(userId, true);
}

export function failed(
  failure: CreateFailure,
  { provider, order: { realm } }: CreateProgress,
): CompleteWrite<CreateOutcome> {
  return {
    kind: "complete",
    completion: {
      state: "undone",
      outcome: { kind: "failed", failure, place: { provider, realm } },
      result: failure.kind.toUpperCase(),
      userId: null,
    },
  };
}
