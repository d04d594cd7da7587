import { z } from "zod";
import type { Turn } from "../../directory/turns.js";
import type { UserId } from "../../identity/ids.js";
import { type IdentityKey, type LinkEvidence, linkEvidences } from "../../identity/link.js";
import { identityKey, userId } from "../stored-values.js";
import { getUserId, toLinksTurn, type WriteHandler } from "../write-handler.js";

/** Linking and unlinking are one transaction of the directory each. */
export type LinkProgress = {
  readonly key: IdentityKey;
  readonly evidence: LinkEvidence;
};

/** Without a key there is nothing to unlink, unless the same request did it before: then its outcome is replayed. */
export type UnlinkProgress = {
  readonly key: IdentityKey | null;
};

export type LinkOutcome =
  | { readonly kind: "linked"; readonly userId: UserId; readonly key: IdentityKey }
  /** The identity belongs to another user, and still does. */
  | { readonly kind: "conflict"; readonly key: IdentityKey };

export type UnlinkOutcome =
  | { readonly kind: "unlinked"; readonly userId: UserId; readonly key: IdentityKey }
  /** The user has no such identity. */
  | { readonly kind: "not_found" };

function toLinksTurns(_progress: object, userId: UserId | null): readonly Turn[] {
  return userId === null ? [] : [toLinksTurn(userId)];
}

export const linkIdentity: WriteHandler<LinkProgress, LinkOutcome> = {
  kind: "link_identity",
  mayWait: false,
  turns: toLinksTurns,
  progress: z.strictObject({ key: identityKey, evidence: z.enum(linkEvidences) }),
  outcome: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("linked"), userId, key: identityKey }),
    z.strictObject({ kind: z.literal("conflict"), key: identityKey }),
  ]),
  run: async ({ write, progress: { key, evidence } }) => {
    const owner = getUserId(write);
    return {
      kind: "complete",
      completion: {
        state: "finished",
        outcome: { kind: "linked", userId: owner, key },
        result: "LINKED",
        userId: owner,
        links: [{ key, evidence }],
        touched: [key],
      },
      onLinkTaken: () => ({
        kind: "complete",
        completion: {
          state: "undone",
          outcome: { kind: "conflict", key },
          result: "IDENTITY_CONFLICT",
          userId: owner,
        },
      }),
    };
  },
};

export const unlinkIdentity: WriteHandler<UnlinkProgress, UnlinkOutcome> = {
  kind: "unlink_identity",
  mayWait: false,
  turns: toLinksTurns,
  progress: z.strictObject({ key: identityKey.nullable() }),
  outcome: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("unlinked"), userId, key: identityKey }),
    z.strictObject({ kind: z.literal("not_found") }),
  ]),
  run: async ({ write, progress: { key } }) => {
    const owner = getUserId(write);
    if (key === null)
      return {
        kind: "complete",
        completion: {
          state: "undone",
          outcome: { kind: "not_found" },
          result: "IDENTITY_NOT_FOUND",
          userId: owner,
        },
      };
    return {
      kind: "complete",
      completion: {
        state: "finished",
        outcome: { kind: "unlinked", userId: owner, key },
        result: "UNLINKED",
        userId: owner,
        unlinks: [key],
      },
    };
  },
};
