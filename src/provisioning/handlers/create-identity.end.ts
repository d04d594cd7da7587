import type { UserId } from "../../identity/ids.js";
import type { IdentityKey, LinkedUser } from "../../identity/link.js";
import { ProviderError } from "../../identity/provider-error.js";
import type { IdentityCreator } from "../../identity/writer.js";
import type { HandlerResult, Run } from "../runner.js";
import { toJson } from "../steps.js";
import {
  type CreateFailure,
  type CreateOutcome,
  type CreateProgress,
  toOrder,
} from "./create-identity.journal.js";

/**
 * Takes the identity away, unless it has an owner by now: then it is not ours to remove. What a fresh look does not prove
 * to be ours is not touched, and an operator must decide.
 */
export async function undo(
  progress: CreateProgress,
  creator: IdentityCreator,
  run: Run,
): Promise<HandlerResult> {
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
  return failed(failure);
}

/** Links the identity to its user. A reader may have met it meanwhile: then the user that it got is the new user. */
export function link(progress: CreateProgress, { write }: Run): HandlerResult {
  const { key, newUserId } = progress;
  const userId = newUserId ?? write.userId;
  if (key === null || userId === null) throw new Error("a creation is linked without an identity or a user");
  const finish = (owner: UserId, links: boolean): Extract<HandlerResult, { kind: "complete" }> => ({
    kind: "complete",
    completion: {
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

export function failed(failure: CreateFailure): Extract<HandlerResult, { kind: "complete" }> {
  return {
    kind: "complete",
    completion: {
      state: "undone",
      outcome: toJson({ kind: "failed", failure } satisfies CreateOutcome),
      result: failure.kind.toUpperCase(),
      userId: null,
    },
  };
}
